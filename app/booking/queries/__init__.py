"""Reading quotes, bookings, settlements and free slots; a fixed number of statements each."""
