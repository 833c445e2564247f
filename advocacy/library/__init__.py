"""The employee's side of the stories: for you this week, finding, following, and 'not for me'."""
