"""The second way: feeds that are followed, added, paused and resumed."""

from __future__ import annotations

from flask import Response, flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import InvalidInput, TooManyTries
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.i18n import ngettext
from advocacy.foundation.pages import onward, page
from advocacy.programmes.models import Programme
from advocacy.sources import outside, queries, services
from advocacy.sources.forms import FeedChangeForm, FeedForm
from advocacy.sources.models import FindingStatus, Source
from advocacy.sources.views.blueprint import bp, page_number
from advocacy.stories.queries import writable_programmes


@bp.get("/feeds")
@allow(EDITORS)
def feeds() -> ResponseReturnValue:
    """Every feed that is followed, and the form for another one."""
    return _feeds(FeedForm())


@bp.post("/feeds")
@allow(EDITORS)
def follow() -> ResponseReturnValue:
    """Reads a feed for the first time and follows it from then on."""
    actor: Actor = acting()
    form, programmes = FeedForm(), writable_programmes(actor)
    programme = form.chosen(programmes)
    if programme is None:
        form.show({"programme": _("Choose a programme.")})
    elif form.validate_on_submit():
        answer = _follow(form, programme, actor)
        if answer is not None:
            return answer
    return _feeds(form)


@bp.get("/feeds/<public_id>")
@allow(EDITORS)
def feed(public_id: str) -> ResponseReturnValue:
    """One feed: how it does, what it has told, and what its drafts begin with."""
    source = queries.get_source(acting(), public_id)
    return _feed(source, FeedChangeForm.of(source))


@bp.post("/feeds/<public_id>")
@allow(EDITORS)
def change(public_id: str) -> ResponseReturnValue:
    """Another language or topic for the drafts to come."""
    actor: Actor = acting()
    source = queries.get_source(actor, public_id)
    form = FeedChangeForm.of(source)
    if form.validate_on_submit() and form.attempt(
        lambda: services.change_feed(source, actor, language=form.language.data or "", topic=form.topic.data or "")
    ):
        db.session.commit()
        flash(_("Saved. It counts for the drafts to come."), "success")
        return onward("sources.feed", public_id=public_id)
    return _feed(source, form)


@bp.post("/feeds/<public_id>/pause")
@allow(EDITORS)
def pause(public_id: str) -> ResponseReturnValue:
    """It is not read until somebody resumes it."""
    actor: Actor = acting()
    services.pause_feed(queries.get_source(actor, public_id), actor)
    db.session.commit()
    flash(_("Paused. It is not read until you resume it."), "success")
    return onward("sources.feed", public_id=public_id)


@bp.post("/feeds/<public_id>/resume")
@allow(EDITORS)
def resume(public_id: str) -> ResponseReturnValue:
    """It is read again, from now on."""
    actor: Actor = acting()
    services.resume_feed(queries.get_source(actor, public_id), actor)
    db.session.commit()
    flash(_("Resumed. It is being read now."), "success")
    return onward("sources.feed", public_id=public_id)


@bp.post("/feeds/<public_id>/read")
@allow(EDITORS)
def read_now(public_id: str) -> ResponseReturnValue:
    """A turn out of order."""
    services.read_feed_now(queries.get_source(acting(), public_id))
    db.session.commit()
    flash(_("It is being read now. What is new stands here in a moment."), "info")
    return onward("sources.feed", public_id=public_id)


def _follow(form: FeedForm, programme: Programme, actor: Actor) -> ResponseReturnValue | None:
    """On to the feed's page, or None with the reason in the form. Nothing is locked while the other side takes its time."""
    name, language, topic = programme.public_id, form.language.data or "", form.topic.data or ""
    try:
        url = services.readable_address(form.address.data or "")
        services.count_asking(actor, url)
        db.session.commit()
        read = outside.look_at_feed(url)
    except InvalidInput as error:
        db.session.rollback()
        form.show(error.problems)
        return None
    except TooManyTries:
        db.session.commit()
        form.show({"address": _("You have asked for many pages in a short time. Please wait a minute and try again.")})
        return None
    chosen = next(each for each in writable_programmes(actor) if each.public_id == name)
    source = form.attempt(lambda: services.follow_feed(chosen, actor, read, language=language, topic=topic))
    if source is None:
        return None
    db.session.commit()
    count = len(read.told.found) if read.told else 0
    flash(ngettext("The feed is followed now. It told one thing.", "The feed is followed now. It told %(num)d things.", count), "success")
    return onward("sources.feed", public_id=source.public_id)


def _feeds(form: FeedForm) -> Response:
    actor: Actor = acting()
    programmes, sources = writable_programmes(actor), queries.sources_of(actor)
    form.offer(programmes)
    form.offer_topics(programmes)
    return page("sources/feeds.html", form=form, sources=sources, counts=queries.new_finding_counts(sources), programmes=programmes)


def _feed(source: Source, form: FeedChangeForm) -> Response:
    return page(
        "sources/feed.html",
        source=source,
        form=form,
        listed=queries.found_page([source], FindingStatus.NEW, page=page_number()),
        counts=queries.status_counts([source]),
        keys=[new_public_id() for _each in range(2)],
    )
