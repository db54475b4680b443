"""`make bench`: how many bookings and availability answers a second, beside what bounds them, in one run."""
