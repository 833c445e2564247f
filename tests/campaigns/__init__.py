"""Campaigns: a few weeks, a few stories and one goal."""
