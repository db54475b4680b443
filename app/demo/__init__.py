"""The demo pool: made by our own generator through the packages' use cases. Every name in it is invented."""
