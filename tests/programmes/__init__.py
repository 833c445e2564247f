"""Programmes: prepared, launched, joined and left again."""
