"""The editorial board's own rooms: inbox, calendar, coverage, seats and the rota of the week."""
