"""What can be chosen on the pages."""
