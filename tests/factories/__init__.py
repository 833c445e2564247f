"""Things a test needs, made in one call; each is added to the open session and flushed, and the caller commits."""
