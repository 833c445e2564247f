"""One text and the talk about it: a page for two people."""

from __future__ import annotations

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.guards import SIGNED_IN, acting, allow, safe_path
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page, wants_fragment
from advocacy.sparring import queries, services
from advocacy.sparring.access import is_writer
from advocacy.sparring.forms import AskForm, MessageForm
from advocacy.sparring.hints import hints_on
from advocacy.sparring.models import OwnStory
from advocacy.sparring.views.blueprint import bp
from advocacy.sparring.views.writing import own_text
from advocacy.stories.access import can_read_story, is_shareable


@bp.get("/asked")
@allow(SIGNED_IN)
def asked() -> ResponseReturnValue:
    """The talks this person is the partner in; those who have waited longest come first."""
    person = acting().person
    with_news = {each.id for each in queries.own_stories_with_news(person)}
    return page("sparring/asked.html", talks=queries.talks_asked_of(person), with_news=with_news)


@bp.get("/<public_id>")
@allow(SIGNED_IN)
def show(public_id: str) -> ResponseReturnValue:
    """The text, and what the two have said. Nobody else can open this page."""
    actor: Actor = acting()
    return _page(queries.get_own_story(actor, public_id), actor)


@bp.post("/<public_id>/ask")
@allow(SIGNED_IN)
def ask(public_id: str) -> ResponseReturnValue:
    """Opens a talk."""
    actor: Actor = acting()
    own_story = own_text(actor, public_id)
    form = AskForm.among(queries.partners_for(actor.person))
    partner = form.partner.data or ""
    if form.validate_on_submit() and form.attempt(
        lambda: services.ask_for_sparring(own_story, actor, partner=partner, words=form.words.data or "")
    ):
        db.session.commit()
        flash(_("Sent. You have an answer within two working days."), "success")
        return onward("sparring.show", public_id=public_id, _anchor="talk")
    return _page(own_text(actor, public_id), actor, ask=form)


@bp.post("/<public_id>/message")
@allow(SIGNED_IN)
def message(public_id: str) -> ResponseReturnValue:
    """One says something to the other."""
    actor: Actor = acting()
    own_story, form = queries.get_own_story(actor, public_id), MessageForm()
    if form.validate_on_submit() and form.attempt(lambda: services.send_message(own_story, actor, form.words.data or "")):
        db.session.commit()
        return onward("sparring.show", public_id=public_id, _anchor="talk")
    return _page(queries.get_own_story(actor, public_id), actor, message=form)


@bp.post("/<public_id>/read")
@allow(SIGNED_IN)
def read(public_id: str) -> ResponseReturnValue:
    """What the other one said has been seen: told by the page itself when it is opened, or by a press."""
    actor: Actor = acting()
    services.read_messages(queries.get_own_story(actor, public_id), actor)
    db.session.commit()
    return page("sparring/_read.html") if wants_fragment() else redirect(safe_path(request.form.get("next")), 303)


@bp.post("/<public_id>/close")
@allow(SIGNED_IN)
def close(public_id: str) -> ResponseReturnValue:
    """The writer ends the talk."""
    actor: Actor = acting()
    services.close_talk(own_text(actor, public_id), actor)
    db.session.commit()
    flash(_("The talk is closed. Only you can see it now."), "success")
    return onward("sparring.show", public_id=public_id)


@bp.post("/<public_id>/library")
@allow(SIGNED_IN)
def library(public_id: str) -> ResponseReturnValue:
    """One of the two would like it in the library, or rather not after all."""
    actor: Actor = acting()
    own_story = queries.get_own_story(actor, public_id)
    if request.form.get("is_wished") != "1":
        services.unwish_for_library(own_story, actor)
        sentence = _("Nothing has happened, and nothing will.")
    else:
        story = services.wish_for_library(own_story, actor)
        sentence = _("You both said yes: the library has a copy now.") if story else _("Noted. It needs the other one's yes, too.")
    db.session.commit()
    flash(sentence, "success")
    return onward("sparring.show", public_id=public_id)


def _page(own_story: OwnStory, actor: Actor, *, ask: AskForm | None = None, message: MessageForm | None = None) -> ResponseReturnValue:
    is_mine = is_writer(actor, own_story)
    messages = queries.messages_of(own_story, actor)
    partners = queries.partners_for(actor.person) if is_mine else []
    story = own_story.story
    return page(
        "sparring/show.html",
        own_story=own_story,
        is_mine=is_mine,
        other=own_story.partner if is_mine else own_story.writer,
        messages=messages,
        has_unread=any(each.author_id != actor.person.id and each.read_at is None for each in messages),
        partners=partners,
        ask=ask or AskForm.among(partners),
        message=message or MessageForm(formdata=None),
        can_have_copy=queries.programme_for_library(own_story) is not None,
        is_in_library=story is not None and is_shareable(story) and can_read_story(actor, story),
        hints=hints_on(own_story) if is_mine else [],
        keys=[new_public_id() for _each in range(3)],
    )
