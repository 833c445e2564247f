"""Networks differ, and people who follow somebody on two of them should not read the same words twice."""

from __future__ import annotations

from collections import defaultdict

from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import key_of
from advocacy.programmes.queries import NETWORK_LABELS
from advocacy.stories.checks.finding import Finding, Severity
from advocacy.stories.models import StoryVersion

NAME = "repeated_captions"


def repeated_caption_findings(version: StoryVersion) -> list[Finding]:
    """One finding for each wording that stands word for word at several networks, at the first of them."""
    networks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for caption in version.captions:
        key = (caption.language, key_of(caption.text))
        if caption.network not in networks[key]:
            networks[key].append(caption.network)
    return [
        Finding(
            NAME,
            f"caption_{found[0]}_{language}",
            Severity.NOTE,
            _("The same words are suggested for %(networks)s. Each network reads best in its own tone.", networks=_named(found)),
        )
        for (language, _words), found in networks.items()
        if len(found) > 1
    ]


def _named(networks: list[str]) -> str:
    return ", ".join(str(NETWORK_LABELS.get(network, network)) for network in networks)
