"""The pool's forms."""
