"""The networks a story can be carried to: one file for each, and what its addresses and limits are."""
