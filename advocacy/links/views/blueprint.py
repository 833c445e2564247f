"""The one blueprint of links. It has no prefix of its own, because a link people follow is short: /r/ and its code."""

from flask import Blueprint

bp = Blueprint("links", __name__)
