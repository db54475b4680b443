"""Cases: drawn by sample or opened by hand, upheld or dismissed, and the money that comes back."""
