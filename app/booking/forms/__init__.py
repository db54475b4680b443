"""What people type into booking's pages, read into the domain's words."""
