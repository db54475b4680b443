"""The technical ground: configuration, database, web, scheduler, mail. Knows no business word."""
