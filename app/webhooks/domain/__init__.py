"""What webhooks are, in plain Python."""
