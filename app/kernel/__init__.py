"""The words every package shares. Standard library only; knows no framework and no business rule."""
