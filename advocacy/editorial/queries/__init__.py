"""Every way the board's work is read: the inbox, the board and its rota, the calendar, and the coverage."""
