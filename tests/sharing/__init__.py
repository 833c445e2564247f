"""Sharing: links, counting, networks and evidence."""
