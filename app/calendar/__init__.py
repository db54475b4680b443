"""Who has the time of an instrument: opening hours, closures, lanes, allocations, and the calendars that show it."""
