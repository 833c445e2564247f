"""From a story to a network: choosing where, writing one's own words, pressing, and going on to the network."""

from __future__ import annotations

import json
from dataclasses import asdict

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, Missing
from advocacy.foundation.guards import SIGNED_IN, acting, allow
from advocacy.foundation.i18n import current_locale, one_language
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import asset, onward, page, settings
from advocacy.organisation.queries import find_organisation
from advocacy.sharing import queries, services
from advocacy.sharing.access import find_obstacle
from advocacy.sharing.forms import PressForm, ServerForm
from advocacy.sharing.models import MastodonServer, Share
from advocacy.sharing.networks.catalogue import all_networks
from advocacy.sharing.networks.catalogue import network as network_of
from advocacy.sharing.networks.network import Network, NetworkKind
from advocacy.sharing.presses import LIFETIME, Press, new_press, sealed, unsealed
from advocacy.sharing.views.blueprint import bp
from advocacy.sharing.windows import Window, is_firm, window_of
from advocacy.stories.models import Story, StoryVersion

#: Ways to take the words along that are no network; they stand last.
GENERAL = (NetworkKind.EMAIL, NetworkKind.COPY, NetworkKind.DEVICE)


@bp.get("/sharing/story/<public_id>")
@allow(SIGNED_IN)
def choose(public_id: str) -> ResponseReturnValue:
    """Where to: the programme's own networks first, with what each is for, then the rest."""
    actor: Actor = acting()
    story = queries.get_story_to_share(actor, public_id)
    if find_obstacle(actor, story) is not None:
        return _not_yet(actor, story)
    purposes = {each.network: each.purpose for each in story.programme.networks}
    networks = all_networks(linkedin_text=settings().linkedin_text)
    own = sorted((each for each in networks if each.kind.value in purposes), key=lambda each: list(purposes).index(each.kind.value))
    return page("sharing/choose.html", story=story, version=story.published_version, own=own, purposes=purposes,
                others=[each for each in networks if each not in own and each.kind not in GENERAL],
                general=[each for each in networks if each not in own and each.kind in GENERAL])


@bp.get("/sharing/story/<public_id>/<network>")
@allow(SIGNED_IN)
def compose(public_id: str, network: str) -> ResponseReturnValue:
    """The page for writing. It carries a link of its own, and sends us none of the words."""
    actor: Actor = acting()
    story, chosen = queries.get_story_to_share(actor, public_id), _network(network)
    if find_obstacle(actor, story) is not None:
        return _not_yet(actor, story)
    return _compose_page(actor, story, chosen, ServerForm(host=_own_host(actor)))


@bp.post("/sharing/story/<public_id>/mastodon/server")
@allow(SIGNED_IN)
def choose_server(public_id: str) -> ResponseReturnValue:
    """Remembers one's own Mastodon server; how long a message may be there is asked of it by a job."""
    actor: Actor = acting()
    story, form = queries.get_story_to_share(actor, public_id), ServerForm()
    if find_obstacle(actor, story) is not None:
        return _not_yet(actor, story)
    if form.validate_on_submit() and form.attempt(lambda: services.choose_mastodon_server(actor, form.host.data)):
        db.session.commit()
        return onward("sharing.compose", public_id=public_id, network=NetworkKind.MASTODON.value)
    return _compose_page(actor, story, _network(NetworkKind.MASTODON), form)


@bp.post("/sharing/press")
@allow(SIGNED_IN)
def press() -> ResponseReturnValue:
    """Stores the share, then goes on: to the page that opens the network, or straight to the share."""
    actor: Actor = acting()
    form = PressForm()
    made = unsealed(form.seal.data or "", settings().secret_key)
    try:
        share = services.press_share(actor, made, language=form.language.data or "")
    except Forbidden:
        return _not_yet(actor, queries.get_story_of(made.version_id))
    db.session.commit()
    if _window(share, actor) is not None:
        return onward("sharing.opened", public_id=share.public_id)
    if form.is_copied.data:
        flash(_("Your text and your link are copied. Paste them where you like."), "success")
    return onward("sharing.show", public_id=share.public_id)


@bp.get("/sharing/<public_id>/open")
@allow(SIGNED_IN)
def opened(public_id: str) -> ResponseReturnValue:
    """Stands in the new tab for a moment and goes on to the network. The words come in the address behind #, which is not sent."""
    actor: Actor = acting()
    share = queries.get_own_share(actor, public_id)
    window = _window(share, actor)
    if window is None or share.withdrawn_at is not None:
        return onward("sharing.show", public_id=public_id)
    return page("sharing/opened.html", share=share, network=_network(share.network), window=window,
                facts=json.dumps({"window": asdict(window), **_scripts()}))


def _compose_page(actor: Actor, story: Story, chosen: Network, server_form: ServerForm) -> ResponseReturnValue:
    version = story.published_version
    if version is None:
        raise Missing
    made = sealed(new_press(actor, version, chosen.kind), settings().secret_key)
    suggestions = queries.suggestions_for(version, chosen.kind)
    first = _first_of(suggestions, actor, version)
    link, server = queries.link_to(made.code, settings().link_url), _own_server(actor, chosen)
    limits = queries.limits_of(server)
    facts = _facts(version, chosen, made, link, server) | {"suggestions": [asdict(each) for each in suggestions]}
    return page(
        "sharing/compose.html", story=story, version=version, network=chosen, press=made, link=link, suggestions=suggestions,
        first=first, count=chosen.count(first.text if first else "", link, limits), server=server, limits=limits,
        server_form=server_form, is_firm=facts["is_firm"], facts=json.dumps(facts))


def _first_of(suggestions: list[queries.Suggestion], actor: Actor, version: StoryVersion) -> queries.Suggestion | None:
    """The suggestion asked for by its place, else the one that is offered first."""
    asked = request.args.get("suggestion", -1, type=int)
    if 0 <= asked < len(suggestions):
        return suggestions[asked]
    return queries.offered_first(suggestions, current_locale(), actor, version)


def _facts(version: StoryVersion, chosen: Network, made: Press, link: str, server: MastodonServer | None) -> dict[str, object]:
    """What static/js/sharing.js needs to know; it stands in the page as data."""
    window = window_of(chosen, link, one_language(version.title), server.host if server else None)
    limits = queries.limits_of(server)
    is_known = server is not None and server.max_characters is not None
    return {
        "network": chosen.kind.value, "link": link, "title": one_language(version.title), "window": asdict(window) if window else None,
        "opens_tab": chosen.opens_tab, "captions": [caption.text for caption in version.captions], "limits": asdict(limits),
        "is_firm": is_firm(chosen, limits if is_known else None), "lives_seconds": int(LIFETIME.total_seconds()),
        "houses": _names_of_house(), "share_href": url_for("sharing.show", public_id=made.public_id), **_scripts(),
    }


def _scripts() -> dict[str, str]:
    """The addresses of what static/js/sharing.js loads, with their fingerprints."""
    return {"counts": asset("js/counts.js"), "windows": asset("js/windows.js")}


def _names_of_house() -> list[str]:
    organisation = find_organisation()
    return [organisation.name, organisation.short_name] if organisation else []


def _window(share: Share, actor: Actor) -> Window | None:
    chosen = _network(share.network)
    server = _own_server(actor, chosen)
    return window_of(chosen, queries.short_link(share, settings().link_url), one_language(share.version.title),
                     server.host if server else None)


def _network(kind: str) -> Network:
    try:
        return network_of(kind, linkedin_text=settings().linkedin_text)
    except ValueError as error:
        raise Missing from error


def _own_host(actor: Actor) -> str:
    choice = queries.find_choice(actor.person)
    return choice.mastodon_host or "" if choice else ""


def _own_server(actor: Actor, chosen: Network) -> MastodonServer | None:
    host = _own_host(actor) if chosen.kind is NetworkKind.MASTODON else ""
    return queries.find_server(host) if host else None


def _not_yet(actor: Actor, story: Story) -> ResponseReturnValue:
    """What would open the share tools, and the story's public address, which anybody may copy at once (compliance P17)."""
    response = page("sharing/not_yet.html", story=story, version=story.published_version, obstacle=find_obstacle(actor, story))
    response.status_code = 403
    return response
