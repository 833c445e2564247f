"""The outbox: letters are rows written with the change that caused them, and delivered by jobs."""
