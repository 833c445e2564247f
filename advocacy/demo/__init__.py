"""Bredfjord Kommune, the invented municipality every demonstration and test plays in."""
