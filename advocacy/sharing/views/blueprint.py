"""The one blueprint of sharing. It has no prefix of its own, because a link people follow is short: /r/ and its code."""

from flask import Blueprint

bp = Blueprint("sharing", __name__)
