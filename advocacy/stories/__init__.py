"""The library: stories the editorial board writes, two pairs of eyes approve, and employees may share."""
