"""Articles, announcements and guides as plain Python."""
