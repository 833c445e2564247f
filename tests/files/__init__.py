"""Pictures: what is taken in, what is made of it, and who sees it."""
