"""An employee's own story, and a partner in communications to talk it through with."""
