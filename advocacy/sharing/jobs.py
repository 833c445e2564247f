"""What sharing does by itself: posts what was asked for, looks how it fares, carries out plans, writes letters and forgets words."""

from __future__ import annotations

from datetime import timedelta

from advocacy.foundation.database import db
from advocacy.foundation.jobs import job
from advocacy.sharing import services


@job(services.WRITE_LETTERS)
def write_take_down_letters(picture: int) -> None:
    """A hundred letters at a time, each once, until all are in the outbox."""
    while services.write_take_down_letters(picture):
        db.session.flush()


@job(services.POST_WORDS, lease_seconds=240)
def post_words(posting: int) -> None:
    """One try. The lease is longer than any talk with a network, so that nobody begins while another still speaks."""
    services.carry_out_posting(posting, keep=db.session.commit)


@job(services.LOOK_AT_POST)
def look_at_post(posting: int, turn: int) -> None:
    """One look at a post and how it fares."""
    services.look_at_posting(posting, turn, keep=db.session.commit)


@job(services.FIND_POST)
def find_post(share: int, turn: int) -> None:
    """Looks for a post that somebody says they made by hand."""
    services.find_post_of(share, turn, keep=db.session.commit)


@job(services.CARRY_OUT_PLAN)
def carry_out_plan(plan: str) -> None:
    """The time of a plan has come."""
    services.carry_out_plan(plan)


@job(services.TELL_OF_HOLD)
def tell_of_hold(plan: str) -> None:
    """The letter about a plan that is held."""
    services.tell_of_hold(plan)


@job(services.TELL_NOT_POSTED)
def tell_not_posted(share: str) -> None:
    """The letter about a planned post that could not be made."""
    services.tell_not_posted(share)


@job("sharing.forget_waiting_words", every=timedelta(days=1))
def forget_waiting_words() -> None:
    """Once a day."""
    services.forget_waiting_words()
