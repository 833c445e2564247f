"""Whose house this is: the organisation's name, colours and disclosure line."""
