"""Moving in: past use and standing bookings of another system, taken over from its files (ADR 0021)."""
