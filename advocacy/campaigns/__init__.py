"""A push with a beginning and an end: a goal, some stories, a kick-off and a summary."""
