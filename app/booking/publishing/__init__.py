"""A keeper's publishing: what needs both the pool's instrument and the calendar's hours."""
