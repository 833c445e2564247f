"""Writing, reviewing and reading stories."""
