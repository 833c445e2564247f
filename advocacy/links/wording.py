"""What the kinds of agents that call a link are called on a page, and what stands behind each word."""

from __future__ import annotations

from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.links.agents import AgentKind

KIND_LABELS: dict[AgentKind, LazyString] = {
    AgentKind.PERSON: _("People"),
    AgentKind.REPEAT: _("The same people again on the same day"),
    AgentKind.UNCERTAIN: _("Uncertain"),
    AgentKind.PREVIEW: _("Networks that drew a preview"),
    AgentKind.DEVICE_PREVIEW: _("Telephones that drew a preview"),
    AgentKind.SCANNER: _("Mail programs that checked the link"),
    AgentKind.ROBOT: _("Robots"),
    AgentKind.PREFETCH: _("Browsers that fetched ahead"),
    AgentKind.HEAD: _("Questions whether the link works"),
}
KIND_NOTES: dict[AgentKind, LazyString] = {
    AgentKind.PERSON: _("Browsers that somebody seems to read with. Nobody is recognised."),
    AgentKind.REPEAT: _("Somebody who followed this link before on that day. They are counted as people once a day."),
    AgentKind.UNCERTAIN: _("Called itself a browser, but did not behave like one with a reader, or came too fast. Not counted as people."),
    AgentKind.PREVIEW: _("The network fetched title and picture for a card."),
    AgentKind.DEVICE_PREVIEW: _("A telephone fetched title and picture for a message."),
    AgentKind.SCANNER: _("Somebody's mail system looked where the link leads, for safety."),
    AgentKind.ROBOT: _("Search engines, archives and other programs."),
    AgentKind.PREFETCH: _("A browser fetched the page before anybody had asked for it."),
    AgentKind.HEAD: _("A program asked whether there is a page, and did not read it."),
}
#: As they stand on a page: people, what may be people, machines.
ORDER = tuple(KIND_LABELS)
