"""A tip from anybody who works here, and the answer it gets."""
