"""The operator's desk: health, jobs, outbox, people, organisations, taxonomies, and the log of everything."""
