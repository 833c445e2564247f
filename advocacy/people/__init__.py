"""The people who work here and the tree of units they work in."""
