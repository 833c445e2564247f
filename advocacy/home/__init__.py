"""The front page: what each person needs first, by what they do here."""
