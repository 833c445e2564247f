"""Signing in and out, one's own sign-ins, password and language."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import structlog
from flask import Blueprint, Response, after_this_request, flash, make_response, redirect, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_login import login_user

from advocacy.accounts import queries, services
from advocacy.accounts.access import Actor
from advocacy.accounts.forms import PasswordForm, SignInForm
from advocacy.accounts.models import SignIn
from advocacy.foundation import clock
from advocacy.foundation.database import db, writing
from advocacy.foundation.errors import TooManyTries
from advocacy.foundation.extensions import login_manager
from advocacy.foundation.forgery import without_cookie
from advocacy.foundation.guards import API_PREFIX, EVERYONE, SIGNED_IN, acting, allow, safe_path
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import page, settings
from advocacy.people import services as people

bp = Blueprint("accounts", __name__, url_prefix="/accounts")
log = structlog.get_logger()
DEVICE_DAYS = 365


@bp.record_once
def connect_sign_in(_state: BlueprintSetupState) -> None:
    """Tells Flask-Login how a cookie and how a token become an acting person."""
    login_manager.user_loader(_actor_of_cookie)
    login_manager.request_loader(_actor_of_token)


def _actor_of_cookie(ticket: str) -> Actor | None:
    """The API is for tokens only: a browser's cookie opens nothing there, so it needs no forgery token."""
    if request.path.startswith(API_PREFIX):
        return None
    found = queries.find_actor_by_sign_in(
        ticket, at=clock.now(), idle=timedelta(minutes=settings().session_idle_minutes), lifetime=timedelta(hours=settings().session_hours)
    )
    if found is None:
        return None
    actor, sign_in = found
    _note_use(sign_in)
    return actor


def _note_use(sign_in: SignIn) -> None:
    """Notes that the sign-in is in use after the page has been made, in a small transaction of its own."""
    if clock.now() - sign_in.seen_at < services.SEEN_AGAIN_AFTER:
        return
    number = sign_in.id

    @after_this_request
    def note(response: Response) -> Response:
        db.session.rollback()
        with writing():
            fresh = db.session.get(SignIn, number)
            if fresh is not None and services.see_sign_in(fresh):
                db.session.commit()
        return response


def _actor_of_token(_request: object) -> Actor | None:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if not request.path.startswith(API_PREFIX) or scheme.lower() != "bearer":
        return None
    return queries.find_actor_by_token(secret.strip(), at=clock.now())


@bp.route("/sign-in", methods=["GET", "POST"])
@allow(EVERYONE)
@without_cookie
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    form = SignInForm(next=request.args.get("next", ""))
    if acting() is not None:
        return redirect(safe_path(form.next.data), 303)
    if form.validate_on_submit():
        try:
            actor = services.enter(form.name.data, form.password.data, place=_place(), device=request.cookies.get(_device_cookie()))
        except TooManyTries as refusal:
            form.show({"": refusal.sentence})
            response = page("accounts/sign_in.html", form=form)
            response.status_code = 429
            response.headers["Retry-After"] = str(refusal.seconds)
            log.warning("sign_in_throttled")
            return response
        if actor is not None:
            return _welcome(actor, form.next.data)
        db.session.commit()
        log.warning("sign_in_failed")
        form.show({"": _("The name and the password do not belong together. Please try again.")})
    return page("accounts/sign_in.html", form=form)


def _place() -> str:
    """Where a try comes from, as a digest: good for counting, useless for finding anybody."""
    return sha256(f"{settings().secret_key}{clock.today()}{request.remote_addr}".encode()).hexdigest()


def _device_cookie() -> str:
    return "__Host-device" if settings().is_secure else "device"


def _welcome(actor: Actor, onward: str | None) -> ResponseReturnValue:
    """Begins a new sign-in with a new cookie (attack row S04) and goes where the person was going."""
    session.clear()
    ticket = services.open_sign_in(actor.person)
    device = None
    if not queries.is_known_device(actor.person, request.cookies.get(_device_cookie())):
        device = services.remember_device(actor.person)
    db.session.commit()
    login_user(Actor(actor.person, actor.grants, ticket))
    response = make_response(redirect(safe_path(onward), 303))
    if device is not None:
        response.set_cookie(
            _device_cookie(), device, max_age=DEVICE_DAYS * 86_400, path="/", httponly=True, secure=settings().is_secure, samesite="Lax"
        )
    return response


@bp.post("/sign-out")
@allow(SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """Ends this sign-in."""
    services.close_sign_in(acting().ticket)
    db.session.commit()
    session.clear()
    return redirect(url_for("home.welcome"), 303)


@bp.post("/sign-out-everywhere")
@allow(SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    """Ends every sign-in of this person."""
    services.close_sign_ins(acting().person.id)
    db.session.commit()
    session.clear()
    return redirect(url_for("accounts.sign_in"), 303)


@bp.post("/language")
@allow(EVERYONE)
def switch_language() -> ResponseReturnValue:
    """Reads the other language from now on."""
    locale, actor = request.form.get("locale", ""), acting()
    if locale in LOCALES:
        session["locale"] = locale
        if actor is not None:
            people.speak(actor.person, locale)
            db.session.commit()
    return redirect(safe_path(request.form.get("next")), 303)


@bp.route("/mine", methods=["GET", "POST"])
@allow(SIGNED_IN)
def mine() -> ResponseReturnValue:
    """One's own way in: password, open sign-ins, tokens."""
    actor: Actor = acting()
    form = PasswordForm()
    account = queries.find_account(actor.person)
    if form.validate_on_submit() and account is not None and form.attempt(lambda: _new_password(form, account)):
        db.session.commit()
        flash(_("Your password is changed, and every other sign-in has ended."), "success")
        return _welcome(queries.actor_for(actor.person), url_for("accounts.mine"))
    return page("accounts/mine.html", form=form, sign_ins=queries.open_sign_ins(actor.person), tokens=queries.tokens_of(actor.person))


def _new_password(form: PasswordForm, account: object) -> bool:
    services.change_password(account, old=form.old.data, new=form.password.data)  # type: ignore[arg-type]
    return True
