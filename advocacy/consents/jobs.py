"""What happens to the register by itself: consents end with their last day, editors are warned before, and names are forgotten."""

from __future__ import annotations

from datetime import timedelta

from advocacy.consents import services
from advocacy.foundation.jobs import job


@job("consents.end_expired", every=timedelta(minutes=1))
def end_expired() -> None:
    """Within a minute of midnight a consent whose last day is over counts as withdrawn."""
    services.end_expired()


@job("consents.warn_of_expiry", every=timedelta(hours=6))
def warn_of_expiry() -> None:
    """Each letter has a key of its own, so asking four times a day writes it once."""
    services.warn_of_expiry()


@job("consents.sweep_registers", every=timedelta(days=1))
def sweep_registers() -> None:
    """Names go when the picture has not been used for two years."""
    services.sweep_registers()
