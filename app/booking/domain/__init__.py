"""Booking's rules as plain Python: states, deadlines, span rules, settlement."""
