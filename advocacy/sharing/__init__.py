"""Sharing: a link of its own for each press, where it led people, and what is honestly known about it."""
