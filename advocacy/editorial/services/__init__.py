"""Every way the board changes: its seats and weeks, its letters, where stories take place, and what links answer."""
