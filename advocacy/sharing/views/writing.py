"""What the page for writing is given: a fresh link, suggestions, how the network counts and cuts, and the card as it will look there."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from flask import request, url_for
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation.errors import Missing
from advocacy.foundation.i18n import LOCALES, current_locale, one_language
from advocacy.foundation.pages import asset, page, settings
from advocacy.links.queries import link_to
from advocacy.networks import queries as networks_known
from advocacy.networks.catalogue.listing import network as network_of
from advocacy.networks.catalogue.network import Network, NetworkKind
from advocacy.networks.models import MastodonServer
from advocacy.organisation.queries import find_organisation
from advocacy.sharing import queries
from advocacy.sharing.forms import ServerForm
from advocacy.sharing.hashtags import known_words, offered_hashtags
from advocacy.sharing.pictures import picture_shown
from advocacy.sharing.presses import LIFETIME, Press, new_press, sealed
from advocacy.sharing.views.ways import ways
from advocacy.sharing.windows import is_firm, window_of
from advocacy.stories.models import Story, StoryVersion

#: What static/js/sharing.js loads on the page for writing, and on the way to a network.
TOOLS = ("counts", "windows", "hashtags", "drafts", "previews", "writing")
ONWARD_TOOLS = ("counts", "windows")


def page_for_writing(actor: Actor, story: Story, chosen: Network, server_form: ServerForm) -> ResponseReturnValue:
    """The page, which carries a link of its own and sends us none of the words."""
    version = story.published_version
    if version is None:
        raise Missing
    made = sealed(new_press(actor, version, chosen.kind), settings().secret_key)
    suggestions = queries.suggestions_for(version, chosen.kind)
    first = _first_of(suggestions, actor, version)
    link, server = link_to(made.code, settings().link_base), own_server(actor, chosen)
    limits = networks_known.limits_of(server)
    facts = _facts(actor, version, chosen, made, link, server) | _words(version, suggestions, first)
    return page(
        "sharing/compose.html", story=story, version=version, network=chosen, press=made, link=link, suggestions=suggestions,
        first=first, count=chosen.count(first.text if first else "", link, limits), server=server, limits=limits,
        server_form=server_form, is_firm=facts["is_firm"], facts=json.dumps(facts),
        **_around(version, chosen, link), **ways(actor, story, chosen))


def scripts(tools: tuple[str, ...]) -> dict[str, str]:
    """The addresses of what static/js/sharing.js loads, with their fingerprints."""
    return {name: asset(f"js/{name}.js") for name in tools}


def known_network(kind: str) -> Network:
    """The network of this name; raises Missing."""
    try:
        return network_of(kind, linkedin_text=settings().linkedin_text)
    except ValueError as error:
        raise Missing from error


def own_host(actor: Actor) -> str:
    """The Mastodon server the person has named, or nothing."""
    choice = networks_known.find_choice(actor.person)
    return choice.mastodon_host or "" if choice else ""


def own_server(actor: Actor, chosen: Network) -> MastodonServer | None:
    """What we know of the person's own server, where the network is one of many servers."""
    host = own_host(actor) if chosen.kind is NetworkKind.MASTODON else ""
    return networks_known.find_server(host) if host else None


def _first_of(suggestions: list[queries.Suggestion], actor: Actor, version: StoryVersion) -> queries.Suggestion | None:
    """The suggestion asked for by its place, else the one that is offered first."""
    asked = request.args.get("suggestion", -1, type=int)
    if 0 <= asked < len(suggestions):
        return suggestions[asked]
    return queries.offered_first(suggestions, current_locale(), actor, version)


def _facts(actor: Actor, version: StoryVersion, chosen: Network, made: Press, link: str, server: MastodonServer | None) -> dict[str, Any]:
    """What the scripts need to know; it stands in the page as data."""
    title = one_language(version.title)
    window = window_of(chosen, link, title, server.host if server else None)
    limits = networks_known.limits_of(server)
    is_known = server is not None and server.max_characters is not None
    return {
        "network": chosen.kind.value, "label": str(chosen.label), "link": link, "title": title, "fold": chosen.fold,
        "window": asdict(window) if window else None, "opens_tab": chosen.opens_tab, "limits": asdict(limits),
        "is_firm": is_firm(chosen, limits if is_known else None), "lives_seconds": int(LIFETIME.total_seconds()),
        "share_href": url_for("sharing.show", public_id=made.public_id), "picture": _picture_to_save(version, chosen),
        "draft": f"share-draft:{actor.person.public_id}:{version.story.public_id}:{chosen.kind.value}", "scripts": scripts(TOOLS),
    }


def _words(version: StoryVersion, suggestions: list[queries.Suggestion], first: queries.Suggestion | None) -> dict[str, Any]:
    """What the words that are written are compared with."""
    organisation = find_organisation()
    begun = first or queries.Suggestion(current_locale(), "")
    return {
        "first": asdict(begun), "suggestions": [asdict(each) for each in suggestions], "captions": [each.text for each in version.captions],
        "houses": [organisation.name, organisation.short_name] if organisation else [], "words": known_words(version, organisation),
    }


def _around(version: StoryVersion, chosen: Network, link: str) -> dict[str, Any]:
    """The card as the network will draw it, and the hashtags in each language."""
    return {
        "host": urlsplit(link).hostname, "picture": picture_shown(version, chosen.kind),
        "hashtags": {language: offered_hashtags(version, language) for language in LOCALES},
    }


def _picture_to_save(version: StoryVersion, chosen: Network) -> dict[str, str] | None:
    """The picture that is taken along to Instagram, where everybody in it has said yes to that."""
    if chosen.kind is not NetworkKind.INSTAGRAM or picture_shown(version, chosen.kind) is None:
        return None
    return {"href": url_for("sharing.save_picture", public_id=version.story.public_id), "name": picture_name(version.story)}


def picture_name(story: Story) -> str:
    """What the picture is called on the person's device."""
    return f"{story.public_id.lower().strip('-_')}.jpg"
