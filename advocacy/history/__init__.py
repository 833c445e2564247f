"""The audit trail: who did what to which thing and when, written in the same transaction as the deed."""
