"""Service orders' rules as plain Python: states, deadlines, prices, documents."""
