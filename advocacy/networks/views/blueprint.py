"""Where the pages of networks hang."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("networks", __name__, url_prefix="/networks")
