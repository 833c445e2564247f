"""Single visits live thirty days, totals stay; and a command counts anew whether both say the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.links import checking, queries
from advocacy.links.agents import AgentKind
from advocacy.links.models import Visit, VisitorMark, VisitTotal
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.sharing.models import Share
from tests.factories.sharing import make_share, make_visit
from tests.people import Cast
from tests.sharing.scene import Scene


@pytest.fixture
def share(app: Flask, cast: Cast, scene: Scene) -> Share:
    """Followed today, within the month, and long ago, by people and machines, at the edges of days too."""
    with app.app_context():
        found = make_share(cast.camilla, scene.found_story())
        for days in (0, 1, 1, 13, 29, 31, 45, 300):
            make_visit(found, at=clock.now() - timedelta(days=days), network=NetworkKind.LINKEDIN if days % 2 else None)
            make_visit(found, at=clock.now() - timedelta(days=days), kind=AgentKind.ROBOT)
        for days in (2, 20):
            edge = clock.start_of_day(clock.today() - timedelta(days=days))
            make_visit(found, at=edge)
            make_visit(found, at=edge - timedelta(microseconds=1))
        db.session.commit()
        db.session.refresh(found)
        db.session.expunge_all()
    return found


def test_single_visits_are_forgotten_after_thirty_days_and_totals_stay(app: Flask, share: Share) -> None:
    with app.app_context():
        before = queries.kinds_of(share.link_id)
        db.session.add_all([
            VisitorMark(day=clock.today(), link_id=share.link_id, mark="today"),
            VisitorMark(day=clock.today() - timedelta(days=1), link_id=share.link_id, mark="yesterday"),
        ])
        jobs.ask_for("links.forget_old_visits", unique_key="now")
        db.session.commit()
        jobs.run_due_jobs()
        assert db.session.scalar(select(func.min(Visit.at))) > clock.now() - timedelta(days=30)
        assert db.session.scalar(select(func.count()).select_from(Visit)) == 14
        assert queries.kinds_of(share.link_id) == before
        assert [(each.kind, each.count) for each in before] == [(AgentKind.PERSON, 12), (AgentKind.ROBOT, 8)]
        assert [each.mark for each in db.session.scalars(select(VisitorMark))] == ["today"]


def test_the_command_finds_nothing_wrong_where_nothing_is(app: Flask, share: Share) -> None:
    with app.app_context():
        result = app.test_cli_runner().invoke(args=["links", "verify"])
    assert result.exit_code == 0, result.output
    assert "matches its visits" in result.output


@pytest.mark.parametrize("change", ["total", "visit", "missing_total", "missing_visit", "kind", "day", "network"])
def test_the_command_finds_every_difference(app: Flask, share: Share, change: str) -> None:
    yesterday = clock.today() - timedelta(days=1)
    of_yesterday = VisitTotal.day == yesterday, VisitTotal.kind == AgentKind.ROBOT
    with app.app_context():
        assert checking.differences() == []
        robot = db.session.scalar(select(Visit).where(Visit.kind == AgentKind.ROBOT, Visit.at > clock.start_of_day(yesterday)).limit(1))
        assert robot is not None
        if change == "total":
            db.session.execute(update(VisitTotal).where(*of_yesterday).values(count=VisitTotal.count + 1))
        elif change == "missing_total":
            db.session.query(VisitTotal).filter(*of_yesterday).delete()
        elif change == "visit":
            db.session.add(Visit(link_id=share.link_id, at=clock.now(), kind=AgentKind.HEAD))
        elif change == "missing_visit":
            db.session.delete(robot)
        elif change == "kind":
            robot.kind = AgentKind.PERSON
        elif change == "network":
            robot.network = NetworkKind.X
        else:
            robot.at -= timedelta(days=5)
        db.session.commit()
        found = checking.differences()
        assert len(found) == (2 if change in {"kind", "day", "network"} else 1)
        result = app.test_cli_runner().invoke(args=["links", "verify"])
    assert result.exit_code == 1
    assert "do not match" in result.output


def test_days_that_have_lost_visits_already_are_not_compared(app: Flask, share: Share) -> None:
    """The thirtieth day back has lost the visits of its morning; nothing is wrong with its total."""
    with app.app_context():
        days = checking.days_to_check()
        assert days[-1] == clock.today()
        assert len(days) == 30
        assert clock.start_of_day(days[0]) >= clock.now() - timedelta(days=30)


def test_uncertain_is_never_added_to_people(app: Flask, cast: Cast, scene: Scene) -> None:
    """Wherever visits by people are shown: for the sharer, for posters, in insights and in campaigns."""
    from advocacy.sharing.queries import evidence_of

    with app.app_context():
        share = make_share(cast.camilla, scene.found_story())
        for kind in AgentKind:
            make_visit(share, kind=kind)
        db.session.commit()
        assert evidence_of([share])[share.id].visits_by_people == 1
        assert queries.people_of([share.link]) == {share.link_id: 1}
        counted = {each.kind: each.count for each in queries.kinds_of(share.link_id)}
        assert counted == dict.fromkeys(AgentKind, 1)
        labels = [each.label for each in queries.kinds_of(share.link_id)]
        assert len(set(labels)) == len(AgentKind)
