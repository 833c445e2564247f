"""What forms in two languages share."""

from __future__ import annotations

from collections.abc import Mapping

from advocacy.foundation.forms import Form
from advocacy.foundation.i18n import LOCALES


class BilingualForm(Form):
    """A form whose fields are named ``<what>_da`` and ``<what>_en``; services name the same place ``<what>.da``."""

    def show(self, problems: Mapping[str, object]) -> None:
        """Puts each sentence at the field its place is called here."""
        super().show({self.field_for(place): sentence for place, sentence in problems.items()})

    def field_for(self, place: str) -> str:
        """The name of the field for a place a service has named."""
        return place.replace(".", "_")

    def texts(self, what: str) -> dict[str, str]:
        """What was typed in both languages."""
        return {locale: self[f"{what}_{locale}"].data or "" for locale in LOCALES}


def spread(what: str, texts: Mapping[str, str] | None) -> dict[str, str]:
    """A stored text as the two fields show it."""
    return {f"{what}_{locale}": (texts or {}).get(locale, "") for locale in LOCALES}
