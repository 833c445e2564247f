"""Posting from here to one's own account: one file for each network that lets its people do so."""
