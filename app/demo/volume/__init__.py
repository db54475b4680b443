"""Very many instruments and bookings, quickly, for measuring. Nothing in it tells a story."""
