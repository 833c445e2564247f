"""People's own accounts on LinkedIn: posting through its documented Posts API, behind settings."""

from advocacy.networks.accounts.linkedin.network import LinkedIn

NETWORK = LinkedIn()

__all__ = ["NETWORK", "LinkedIn"]
