"""What a figure is, over which period, for whom; and what is not told."""
