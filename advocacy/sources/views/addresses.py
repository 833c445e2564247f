"""Where one begins, and the first way: an address is pasted, what is there is shown, and a draft is begun with it."""

from __future__ import annotations

from flask import Response, flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, TooManyTries
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.organisation.queries import get_organisation
from advocacy.sources import outside, queries, services
from advocacy.sources.addresses import host_of
from advocacy.sources.forms import AddressForm, PageForm
from advocacy.sources.models import PagePreview
from advocacy.sources.views.blueprint import bp
from advocacy.stories.queries import writable_programmes


@bp.get("/")
@allow(EDITORS)
def index() -> ResponseReturnValue:
    """The three ways, and what waits."""
    return _index(AddressForm())


@bp.post("/address")
@allow(EDITORS)
def look() -> ResponseReturnValue:
    """Looks at the page behind an address. Nothing is locked while the other side takes its time."""
    form = AddressForm()
    if not form.validate_on_submit():
        return _index(form)
    try:
        preview = _looked(form.address.data or "", acting())
    except InvalidInput as error:
        db.session.rollback()
        return _by_hand(form, error)
    except TooManyTries as error:
        db.session.commit()
        form.show({"address": _("You have asked for many pages in a short time. Please wait a minute and try again.")})
        answer = _index(form)
        answer.status_code, answer.headers["Retry-After"] = 429, str(error.seconds)
        return answer
    db.session.commit()
    return onward("sources.preview", public_id=preview.public_id)


@bp.get("/address/<public_id>")
@allow(EDITORS)
def preview(public_id: str) -> ResponseReturnValue:
    """What was found, for the editor to look at and to change before the draft begins."""
    found = queries.get_preview(public_id)
    is_ours = _is_own_site(found.address)
    return _page_form(PageForm.of(found, takes_picture=is_ours), found=found, is_ours=is_ours)


@bp.post("/draft")
@allow(EDITORS)
def draft() -> ResponseReturnValue:
    """Begins the draft with what stands in the form."""
    actor: Actor = acting()
    form, programmes = PageForm(), writable_programmes(actor)
    programme = form.chosen(programmes)
    if programme is None:
        form.show({"programme": _("Choose a programme.")})
    elif form.validate_on_submit():
        story = form.attempt(lambda: services.draft_page(programme, actor, form.beginning))
        if story is not None:
            db.session.commit()
            flash(_("The draft has begun. Nobody sees it before another editor has approved it."), "success")
            return onward("stories.edit", public_id=story.public_id)
    return _page_form(form)


def _looked(typed: str, actor: Actor) -> PagePreview:
    url = services.readable_address(typed)
    found = queries.find_fresh_preview(url)
    if found is not None:
        return found
    services.count_asking(actor, url)
    db.session.commit()
    return services.keep_preview(url, outside.look_at_page(url), actor)


def _by_hand(form: AddressForm, error: InvalidInput) -> Response:
    """The page could not be read: the same form, empty but for the address, so that the story can be typed."""
    typed = PageForm(formdata=None, data={"address": form.address.data})
    typed.show(error.problems)
    answer = _page_form(typed)
    answer.status_code = 422
    return answer


def _page_form(form: PageForm, *, found: PagePreview | None = None, is_ours: bool = False) -> Response:
    programmes = writable_programmes(acting())
    form.offer(programmes)
    return page("sources/preview.html", form=form, found=found, is_ours=is_ours, programmes=programmes)


def _index(form: AddressForm) -> Response:
    sources = queries.sources_of(acting())
    return page(
        "sources/index.html",
        form=form,
        sources=sources,
        programmes=writable_programmes(acting()),
        new_count=sum(queries.new_finding_counts(sources).values()),
        failed=[source for source in sources if source.failed_at],
    )


def _is_own_site(address: str) -> bool:
    """Pictures of our own website are ours to use; of others one must know that one may."""
    host = host_of(address)
    return any(host == domain or host.endswith(f".{domain}") for domain in get_organisation().link_domains)
