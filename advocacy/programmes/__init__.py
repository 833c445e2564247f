"""Ambassador programmes: made ready, launched by the top leader, joined of one's own free will."""
