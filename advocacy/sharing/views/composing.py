"""From a story to a network: choosing where, writing one's own words, pressing, and going on to the network."""

from __future__ import annotations

import json
from dataclasses import asdict

from flask import Response, flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.files.queries import jpeg_of
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, Missing
from advocacy.foundation.guards import SIGNED_IN, acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.i18n import one_language
from advocacy.foundation.pages import onward, page, settings
from advocacy.networks.catalogue.listing import all_networks
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.services import choose_mastodon_server
from advocacy.sharing import queries, services
from advocacy.sharing.access import find_obstacle
from advocacy.sharing.forms import PressForm, ServerForm
from advocacy.sharing.models import Share
from advocacy.sharing.pictures import picture_shown
from advocacy.sharing.presses import unsealed
from advocacy.sharing.views.blueprint import bp
from advocacy.sharing.views.writing import ONWARD_TOOLS, known_network, own_host, own_server, page_for_writing, picture_name, scripts
from advocacy.sharing.windows import Window, window_of
from advocacy.stories.models import Story

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
    story, chosen = queries.get_story_to_share(actor, public_id), known_network(network)
    if find_obstacle(actor, story) is not None:
        return _not_yet(actor, story)
    return page_for_writing(actor, story, chosen, ServerForm(host=own_host(actor)))


@bp.post("/sharing/story/<public_id>/mastodon/server")
@allow(SIGNED_IN)
def choose_server(public_id: str) -> ResponseReturnValue:
    """Remembers one's own Mastodon server; how long a message may be there is asked of it by a job."""
    actor: Actor = acting()
    story, form = queries.get_story_to_share(actor, public_id), ServerForm()
    if find_obstacle(actor, story) is not None:
        return _not_yet(actor, story)
    if form.validate_on_submit() and form.attempt(lambda: choose_mastodon_server(actor, form.host.data)):
        db.session.commit()
        return onward("sharing.compose", public_id=public_id, network=NetworkKind.MASTODON.value)
    return page_for_writing(actor, story, known_network(NetworkKind.MASTODON), form)


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
        flash(_told_of_copying(made.network), "success")
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
    return page("sharing/opened.html", share=share, network=known_network(share.network), window=window,
                facts=json.dumps({"window": asdict(window), "scripts": scripts(ONWARD_TOOLS)}))


@bp.get("/sharing/story/<public_id>/picture")
@allow(SIGNED_IN)
def save_picture(public_id: str) -> ResponseReturnValue:
    """The picture to take along to Instagram; as good as none where somebody in it has not said yes to that."""
    actor: Actor = acting()
    story = queries.get_story_to_share(actor, public_id)
    version = story.published_version
    picture = picture_shown(version, NetworkKind.INSTAGRAM) if version is not None and find_obstacle(actor, story) is None else None
    if picture is None:
        raise Missing
    response = Response(jpeg_of(picture), mimetype="image/jpeg")
    response.headers["Content-Disposition"] = f'attachment; filename="{picture_name(story)}"'
    return response


def _told_of_copying(network: NetworkKind) -> str:
    if network is NetworkKind.INSTAGRAM:
        return _("Your words are copied. Open Instagram, choose the picture and paste them.")
    return _("Your text and your link are copied. Paste them where you like.")


def _window(share: Share, actor: Actor) -> Window | None:
    chosen = known_network(share.network)
    server = own_server(actor, chosen)
    return window_of(chosen, queries.short_link(share, settings().link_base), one_language(share.version.title),
                     server.host if server else None)


def _not_yet(actor: Actor, story: Story) -> ResponseReturnValue:
    """What would open the share tools, and the story's public address, which anybody may copy at once (compliance P17)."""
    response = page("sharing/not_yet.html", story=story, version=story.published_version, obstacle=find_obstacle(actor, story))
    response.status_code = 403
    return response
