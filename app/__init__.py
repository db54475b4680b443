"""OnePool: booking for scientific instruments shared under one agreement."""
