"""What the pool knows, in plain Python: standard library and kernel only."""
