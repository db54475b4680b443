"""Hubs: where those of one field find each other across projects, technologies and instruments."""
