"""What needs the tables of several packages in one statement."""
