"""Articles, help and announcements as pages show them."""
