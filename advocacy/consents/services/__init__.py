"""Every way the register of the people in pictures changes."""

from advocacy.consents.services.keeping import KEPT_YEARS, end_expired, end_use, forget_use, sweep_registers, tell_use, warn_of_expiry
from advocacy.consents.services.recording import change_consent, record_consent, remove_consent, renew_consent, say_nobody, withdraw_consent
from advocacy.consents.services.terms import Pictured, Terms

__all__ = [
    "KEPT_YEARS",
    "Pictured",
    "Terms",
    "change_consent",
    "end_expired",
    "end_use",
    "forget_use",
    "record_consent",
    "remove_consent",
    "renew_consent",
    "say_nobody",
    "sweep_registers",
    "tell_use",
    "warn_of_expiry",
    "withdraw_consent",
]
