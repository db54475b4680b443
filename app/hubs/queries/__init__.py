"""Reading hubs, entries, needs and messages; a fixed number of statements each."""
