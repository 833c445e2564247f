"""The Flask extensions, made once and set up by the factory."""

from __future__ import annotations

from flask_login import LoginManager

from advocacy.foundation.forgery import MaskedProtection

csrf = MaskedProtection()
login_manager = LoginManager()
# Flask-Login would end a sign-in when the reader's address changes, which it does on every phone on a bus.
login_manager.session_protection = None
