"""The rules of time, in plain Python."""
