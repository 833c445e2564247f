"""A time-boxed push within a programme: a goal in honest units, a few stories, a kick-off, and what was learnt."""
