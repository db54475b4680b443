"""What people type into the hubs' pages, read into the domain's words."""
