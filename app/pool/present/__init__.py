"""What the pool's pages show: ready values, nothing left to decide in a template."""
