"""OnePool: booking for scientific instruments shared under one agreement."""

VERSION = "0.1.0"
