"""Where editors write: a new story, changing one, the live preview, and what happens when two save at once."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from advocacy.accounts.access import EDITORS, Actor
from advocacy.files.services import bring_picture
from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import InvalidInput, Missing
from advocacy.foundation.guards import acting, allow, require, require_visible
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page, wants_fragment
from advocacy.organisation.queries import get_organisation
from advocacy.programmes.models import Programme
from advocacy.stories import queries, services
from advocacy.stories.access import can_edit_story, can_read_story, has_written
from advocacy.stories.comparison import differences
from advocacy.stories.forms import StoryFields, StoryForm
from advocacy.stories.gates import advice_on, missing_of
from advocacy.stories.models import KeptDraft, Story, StoryVersion, VersionStatus
from advocacy.stories.queries import place_of
from advocacy.stories.services import keeping
from advocacy.stories.views.blueprint import bp
from advocacy.stories.views.keeping import draft_to_offer, fields_of
from advocacy.stories.wording import base_of, kept, with_parts_of, wording_of

LONGEST_PREVIEW = 40_000


@bp.route("/add", methods=["GET", "POST"])
@allow(EDITORS)
def add() -> ResponseReturnValue:
    """A new story. With several programmes to write for, the first question is which."""
    actor: Actor = acting()
    programmes = queries.writable_programmes(actor)
    programme = _programme_among(list(programmes))
    if programme is None:
        return page("stories/add.html", programmes=programmes, chosen=_chosen())
    draft = draft_to_offer(actor, programme)
    form = StoryForm.for_new(programme, get_organisation(), _typed_before(draft), chosen=_chosen())
    if form.validate_on_submit():
        story = form.attempt(lambda: services.write_story(programme, form.wording, actor, picture_file=form.picture_bytes))
        if story is not None:
            keeping.forget_draft(actor.person, place_of(programme))
            db.session.commit()
            return _after_saving(story, actor)
        _keep_picture(form, actor)
    return page(
        "stories/edit.html",
        form=form,
        programme=programme,
        story=None,
        version=None,
        advice=[],
        action=url_for("stories.add", programme=programme.public_id),
        **_about_draft(draft, programme),
    )


@bp.route("/<public_id>/edit", methods=["GET", "POST"])
@allow(EDITORS)
def edit(public_id: str) -> ResponseReturnValue:
    """Changing a story. Readers go on seeing the approved version until another editor has approved this one."""
    actor: Actor = acting()
    story = editable_story(actor, public_id)
    draft = draft_to_offer(actor, story)
    form = StoryForm.of(story.latest, get_organisation(), _typed_before(draft))
    if form.validate_on_submit():
        try:
            saved = form.attempt(lambda: _save(story, form, actor))
        except services.ChangedSinceOpened:
            db.session.rollback()
            return _conflict(story, form, actor)
        if saved is not None:
            keeping.forget_draft(actor.person, place_of(story))
            db.session.commit()
            return _after_saving(story, actor)
    if request.method == "POST":
        _keep_picture(form, actor)
    elif "check" in request.args:
        form.show(missing_of(story.latest, get_organisation(), today=clock.today()))
    return _edit_page(form, story, actor, draft)


@bp.post("/preview/<language>")
@allow(EDITORS)
def preview(language: str) -> ResponseReturnValue:
    """How the text being written will read; a part of the page for htmx, a page of its own without it."""
    if language not in LOCALES:
        raise Missing
    written = request.form.get(f"body_{language}", "")
    if len(written) > LONGEST_PREVIEW:
        abort(413)
    return page("stories/_preview.html" if wants_fragment() else "stories/preview.html", written=written, language=language)


def editable_story(actor: Actor, public_id: str) -> Story:
    """A story this editor may change: 404 for one they may not even read, 403 for one they may only read."""
    story = queries.get_story(public_id)
    require_visible(can_read_story(actor, story))
    require(can_edit_story(actor, story))
    return story


def _chosen() -> dict[str, str]:
    """What the address has chosen already: "write one about this"."""
    return {name: request.args[name] for name in ("kind", "purpose", "topic", "audience") if name in request.args}


def _programme_among(programmes: list[Programme]) -> Programme | None:
    asked = request.args.get("programme")
    if asked:
        found = next((each for each in programmes if each.public_id == asked), None)
        if found is None:
            raise Missing
        return found
    return programmes[0] if len(programmes) == 1 else None


def _after_saving(story: Story, actor: Actor) -> ResponseReturnValue:
    """On to the story's page at the desk; first to review, when that was the button. What is missing then stands at the fields.

    The draft is saved before the gates are asked, so that a shut gate never costs anybody their words.
    """
    if request.form.get("then") != "submit":
        flash(_("The draft is saved."), "success")
        return onward("stories.review", public_id=story.public_id)
    return send_to_review(story, actor)


def send_to_review(story: Story, actor: Actor) -> ResponseReturnValue:
    """Asks for a second pair of eyes, or shows at the fields what is missing."""
    try:
        services.submit_story(story, actor)
    except InvalidInput:
        db.session.rollback()
        flash(_("The draft is saved. Some things are missing before another editor can look at it."), "warning")
        return redirect(url_for("stories.edit", public_id=story.public_id, check="1"), 303)
    db.session.commit()
    flash(_("Sent to review. Another editor will look at it."), "success")
    return onward("stories.review", public_id=story.public_id)


def _save(story: Story, form: StoryFields, actor: Actor) -> StoryVersion:
    """What was typed; after a conflict with the other editor's words wherever this one has chosen them, beside the other's version."""
    wording, latest = form.wording, story.latest
    if form.base == base_of(latest):
        wording = with_parts_of(wording, wording_of(latest), _taken_over())
    keeps_draft = bool(request.form.get("resolves"))
    return services.rewrite_story(story, wording, actor, base=form.base, picture_file=form.picture_bytes, keeps_draft=keeps_draft)


def _taken_over() -> set[str]:
    """The places in which somebody wants the other editor's words, as the page about the two says it."""
    return {name.removeprefix("keep_") for name, choice in request.form.items() if name.startswith("keep_") and choice == "theirs"}


def _typed_before(draft: KeptDraft | None) -> MultiDict[str, str] | None:
    """What was kept, when the reader has asked to go on with it."""
    return fields_of(draft) if draft is not None and request.method == "GET" and "kept" in request.args else None


def _about_draft(draft: KeptDraft | None, thing: Story | Programme) -> dict[str, object]:
    """What the page tells of it: offered until the reader has gone on with it or thrown it away."""
    is_offered = draft is not None and request.method == "GET" and "kept" not in request.args
    return {"place": place_of(thing), "draft": draft if is_offered else None, "draft_key": new_public_id()}


def _edit_page(form: StoryFields, story: Story, actor: Actor, draft: KeptDraft | None) -> Response:
    version = story.latest
    return page(
        "stories/edit.html",
        form=form,
        programme=story.programme,
        story=story,
        version=version,
        advice=advice_on(version, get_organisation()),
        action=url_for("stories.edit", public_id=story.public_id),
        becomes_writer=version.status is VersionStatus.IN_REVIEW and not has_written(actor.person, version),
        **_about_draft(draft, story),
    )


def _conflict(story: Story, form: StoryFields, actor: Actor) -> ResponseReturnValue:
    """Both wordings beside each other. The form below holds this editor's own, and saves it on top of the other's knowingly."""
    theirs = story.latest
    _keep_picture(form, actor)
    told = differences(wording_of(theirs), kept(form.wording, get_organisation()), story.programme, opened=form.opened_marks)
    form.begin_from(theirs)
    form.request_key.data = new_public_id()
    response = page(
        "stories/conflict.html",
        form=form,
        programme=story.programme,
        story=story,
        version=theirs,
        advice=[],
        action=url_for("stories.edit", public_id=story.public_id),
        differences=told,
        other=_last_writer(theirs, actor),
        **_about_draft(None, story),
    )
    response.status_code = 409
    return response


def _last_writer(version: StoryVersion, actor: Actor) -> str:
    others = [writer.name for writer in version.writers if writer.id != actor.person.id]
    return others[-1] if others else version.author.name


def _keep_picture(form: StoryFields, actor: Actor) -> None:
    """A browser forgets the file that was chosen when a form comes back, so it is brought in now and named in the form.

    What was tried before is undone first. The form gets a key of its own: the old one must not be taken for carried out.
    """
    sent, number = form.picture_file.data, actor.person.id
    db.session.rollback()
    if form.picture_file.errors or not hasattr(sent, "seek"):
        return
    sent.seek(0)
    try:
        brought = bring_picture(sent.read(), by=number)
    except InvalidInput:
        db.session.rollback()
        return
    form.picture.data, form.request_key.data = brought.public_id, new_public_id()
    db.session.commit()
