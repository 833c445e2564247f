"""What is promised about speed, measured against a baseline in the same run."""
