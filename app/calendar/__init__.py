"""Who has the time of an instrument: hours, closures, lanes, allocations, and the calendars that show it."""
