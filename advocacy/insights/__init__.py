"""Insights: what the programme does for the employer brand, each number with its numerator, denominator and definition."""
