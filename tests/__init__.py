"""What people do here, played against a real database."""
