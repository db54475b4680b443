"""What the operator types, and what readers search for."""
