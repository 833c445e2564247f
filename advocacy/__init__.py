"""An employee-advocacy manager: launch a programme, share its stories, acknowledge those who do, measure it honestly."""

__version__ = "0.1.0"
