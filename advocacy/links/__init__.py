"""Share links: short addresses that lead to a story, who follows them as far as one may know, and never who that is."""
