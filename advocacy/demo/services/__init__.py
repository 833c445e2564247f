"""How the demo comes into an empty database, and nowhere else."""

from advocacy.demo.services.loading import DEMO_PASSWORD, demo_sign_ins, follow_address, load_demo

__all__ = ["DEMO_PASSWORD", "demo_sign_ins", "follow_address", "load_demo"]
