"""How people prove who they are, and which roles they hold where."""
