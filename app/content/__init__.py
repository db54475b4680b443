"""What the pool tells: news, help and announcements, written by the operator; and guides for newcomers."""
