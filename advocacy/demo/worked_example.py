"""Twelve weeks of a programme as rows, with exactly the figures of the worked example every definition is tested against.

620 invited, 214 take part, 176 licensed, 14 on pause, 97 came under way within 30 days, 71 active in the last 30 days, 251 shares
said to be posted in those, 188 of them followed by people, 1,412 visits by people. The same seed gives the same rows.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from advocacy.links.services import new_code

INVITED, ENROLLED, LICENSED, PAUSED = 620, 214, 176, 14
UNDER_WAY, ACTIVE, SHARES, FOLLOWED, VISITS = 97, 71, 251, 188, 1412
PRESSED_ONLY, READ_ONLY, WAITING_FOR_THANKS = 60, 18, 12
Rows = list[dict[str, Any]]
NETWORKS = ("linkedin",) * 5 + ("facebook",) * 3 + ("x", "bluesky", "mastodon", "threads", "whatsapp", "email")


@dataclass(frozen=True)
class Stage:
    """What the rows refer to: numbers of rows that exist already."""

    programme: int
    guideline: int
    course: int
    #: Story and version.
    stories: Sequence[tuple[int, int]]
    #: Person and unit of everybody invited; those named first take part for certain, and are active.
    people: Sequence[tuple[int, int]]
    leaders: Sequence[int]
    thanks: Sequence[str]
    now: datetime
    launched_at: datetime


@dataclass
class Happenings:
    """Rows by table, ready for one insert each. Shares carry their own number, so that visits and thanks can name them."""

    invitation: Rows = field(default_factory=list)
    guideline_acceptance: Rows = field(default_factory=list)
    enrolment: Rows = field(default_factory=list)
    pause: Rows = field(default_factory=list)
    licence: Rows = field(default_factory=list)
    share: Rows = field(default_factory=list)
    visit: Rows = field(default_factory=list)
    acknowledgement: Rows = field(default_factory=list)


def happenings(stage: Stage, *, seed: int = 2026) -> Happenings:
    """Everything that happened, as rows."""
    chance = Random(seed)  # noqa: S311 - an invented municipality needs no secrecy.
    rows = Happenings()
    invited = list(stage.people)[:INVITED]
    rows.invitation = [{"programme_id": stage.programme, "person_id": person, "invited_at": stage.launched_at} for person, _unit in invited]
    part = _taking_part(invited, chance)
    joined = _join(rows, stage, part, chance)
    _share(rows, stage, part, joined, chance)
    _press_only(rows, stage, part, chance)
    _visit(rows, stage, chance)
    _thank(rows, stage, chance)
    return rows


def _taking_part(invited: list[tuple[int, int]], chance: Random) -> list[int]:
    """Those named first, and others by lot; spread over the units as the lot falls."""
    first, others = [person for person, _unit in invited[:5]], [person for person, _unit in invited[5:]]
    return first + chance.sample(others, ENROLLED - len(first))


def _join(rows: Happenings, stage: Stage, part: list[int], chance: Random) -> dict[int, datetime]:
    """Everybody joined at least 30 days ago; those who came under way within 30 days of it are not the last to join."""
    joined = {}
    for n, person in enumerate(part):
        days = chance.uniform(62, 83) if n >= UNDER_WAY else chance.uniform(38, 83)
        joined[person] = stage.now - timedelta(days=days)
        rows.enrolment.append(
            {
                "public_id": secrets.token_urlsafe(12),
                "programme_id": stage.programme,
                "person_id": person,
                "joined_at": joined[person],
                "stopped_at": None,
            }
        )
        rows.guideline_acceptance.append({"guideline_id": stage.guideline, "person_id": person, "accepted_at": joined[person]})
    for person in part[:LICENSED]:
        issued = joined[person] + timedelta(hours=chance.uniform(1, 40))
        rows.licence.append(
            {
                "public_id": secrets.token_urlsafe(12),
                "person_id": person,
                "course_id": stage.course,
                "issued_at": issued,
                "valid_until": (issued + timedelta(days=365)).date(),
            }
        )
    for person in part[-PAUSED:]:
        rows.pause.append({"person_id": person, "started_at": stage.now - timedelta(days=chance.uniform(1, 25)), "ended_at": None})
    return joined


def _confirmed(
    rows: Happenings, stage: Stage, person: int, at: datetime, chance: Random, *, is_visible: bool | None = None
) -> dict[str, Any]:
    story, version = chance.choice(stage.stories)
    share = {
        "id": len(rows.share) + 1,
        "public_id": secrets.token_urlsafe(12),
        "code": _free_code(rows),
        "person_id": person,
        "story_id": story,
        "version_id": version,
        "network": chance.choice(NETWORKS),
        "language": "da" if chance.random() < 0.85 else "en",
        "pressed_at": at,
        "confirmed_at": at + timedelta(minutes=chance.uniform(1, 30)),
        "post_address": None,
        "is_visible_to_leaders": chance.random() < 0.8 if is_visible is None else is_visible,
        "withdrawn_at": None,
    }
    rows.share.append(share)
    return share


def _free_code(rows: Happenings) -> str:
    taken = {share["code"] for share in rows.share}
    return next(code for code in iter(new_code, None) if code not in taken)


def _share(rows: Happenings, stage: Stage, part: list[int], joined: dict[int, datetime], chance: Random) -> None:
    """97 share soon after joining; 71, not all the same, share 251 times in the last 30 days."""
    for person in part[:UNDER_WAY]:
        _confirmed(rows, stage, person, joined[person] + timedelta(days=chance.uniform(0.5, 5)), chance)
    active = part[:50] + part[UNDER_WAY : UNDER_WAY + ACTIVE - 50]
    turns = active + chance.choices(active, k=SHARES - ACTIVE)
    for n, person in enumerate(turns):
        # The first dozen are fresh and shown to leaders, so that somebody waits for thanks.
        days = chance.uniform(0.2, 5) if n < WAITING_FOR_THANKS else chance.uniform(6, 29)
        _confirmed(rows, stage, person, stage.now - timedelta(days=days), chance, is_visible=True if n < WAITING_FOR_THANKS else None)


def _press_only(rows: Happenings, stage: Stage, part: list[int], chance: Random) -> None:
    """Some press and then do something else; nobody asks."""
    for person in chance.choices(part[:LICENSED], k=PRESSED_ONLY):
        share = _confirmed(rows, stage, person, stage.now - timedelta(days=chance.uniform(1, 29)), chance, is_visible=False)
        share["confirmed_at"] = None


def _is_recent(share: dict[str, Any], stage: Stage) -> bool:
    return share["confirmed_at"] is not None and share["confirmed_at"] > stage.now - timedelta(days=30)


def _visit(rows: Happenings, stage: Stage, chance: Random) -> None:
    """People follow 188 of the 251 links, 1,412 times; machines read many more."""
    recent = [share for share in rows.share if _is_recent(share, stage)]
    followed = chance.sample(recent, FOLLOWED)
    for share in followed + chance.choices(followed, k=VISITS - FOLLOWED):
        _seen(rows, share, "person", min(share["pressed_at"] + timedelta(days=chance.expovariate(0.7)), stage.now - timedelta(minutes=5)))
    for share in (share for share in rows.share if share["confirmed_at"] and not _is_recent(share, stage) and chance.random() < 0.75):
        for _visit_number in range(chance.randint(1, 9)):
            _seen(rows, share, "person", share["pressed_at"] + timedelta(days=min(chance.expovariate(0.7), 6)))
    pressed_only = [share for share in rows.share if share["confirmed_at"] is None and share["network"] in {"linkedin", "facebook", "x"}]
    for share in [*pressed_only[:READ_ONLY], *recent]:
        _seen(rows, share, "preview", share["pressed_at"] + timedelta(seconds=chance.uniform(2, 60)))


def _seen(rows: Happenings, share: dict[str, Any], kind: str, at: datetime) -> None:
    rows.visit.append({"share_id": share["id"], "at": at, "kind": kind, "network": share["network"]})


def _thank(rows: Happenings, stage: Stage, chance: Random) -> None:
    """Leaders acknowledge what they may see, two thirds of it within a week; the freshest still wait."""
    fresh = stage.now - timedelta(days=5.5)
    for share in rows.share:
        if share["confirmed_at"] is None or not share["is_visible_to_leaders"] or share["confirmed_at"] > fresh:
            continue
        late = share["confirmed_at"] + timedelta(days=chance.uniform(8, 20))
        is_late = chance.random() > 0.66 and late < stage.now - timedelta(hours=1)
        at = late if is_late else share["confirmed_at"] + timedelta(days=chance.uniform(0.1, 5))
        words = chance.choice(stage.thanks) if chance.random() < 0.7 else ""
        leader = chance.choice([each for each in stage.leaders if each != share["person_id"]])
        rows.acknowledgement.append(
            {
                "public_id": secrets.token_urlsafe(12),
                "share_id": share["id"],
                "leader_id": leader,
                "at": at,
                "is_liked": chance.random() < 0.6,
                "is_commented": chance.random() < 0.3,
                "is_reshared": chance.random() < 0.1,
                "words": words,
                "seen_at": at + timedelta(hours=9) if at < stage.now - timedelta(days=2) else None,
                "hidden_at": None,
            }
        )
    units = dict(stage.people)
    people = {share["id"]: share["person_id"] for share in rows.share}
    for row in rows.acknowledgement:
        row["unit_id"] = units[people[row["share_id"]]]
        row["is_liked"] = row["is_liked"] or not (row["words"] or row["is_commented"] or row["is_reshared"])
