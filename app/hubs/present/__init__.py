"""What the hubs' pages show: ready values, gathered in a fixed number of queries."""
