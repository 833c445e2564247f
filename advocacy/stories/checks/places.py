"""The fields of a story as their labels say them, so that a finding says where it stands."""

from __future__ import annotations

from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.programmes.queries import NETWORK_LABELS

_LABELS = {
    "title_da": _("Title in Danish"),
    "title_en": _("Title in English"),
    "gain_da": _("What does the reader get? In Danish"),
    "gain_en": _("What does the reader get? In English"),
    "body_da": _("The story in Danish"),
    "body_en": _("The story in English"),
    "alt_da": _("What the picture shows, in Danish"),
    "alt_en": _("What the picture shows, in English"),
    "address": _("Web address"),
    "picture_choice": _("Is there a picture?"),
}
_CAPTIONS = {"da": _("Suggested wording in Danish"), "en": _("Suggested wording in English")}


def place_words(field: str) -> str:
    """The label of a field; for a suggested wording also the network. Empty for a field nobody has named."""
    if field.startswith("caption_"):
        _caption, network, language = field.split("_")[:3]
        return f"{NETWORK_LABELS.get(network, network)}, {_CAPTIONS.get(language, '')}"
    return str(_LABELS.get(field, ""))
