"""A whole house whose every text wants to be more than text, and the list of the pages that show it.

Everything is written straight into the database, past the forms: what an import, an older version or a mistake could have left there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle

from sqlalchemy import select

from advocacy.campaigns.mails import end_letter, kick_off_letter
from advocacy.campaigns.models import ApplicationReport, Campaign, CampaignStatus, Prolongation
from advocacy.campaigns.queries.figures import frozen
from advocacy.campaigns.queries.progress import counted
from advocacy.consents.models import Consent
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.letters import Letter
from advocacy.history import services as history
from advocacy.library.services import mend_index
from advocacy.people.models import Person, Unit
from advocacy.people.services import add_person, add_unit
from advocacy.programmes.mails import launch_letter
from advocacy.programmes.models import Guideline, Programme
from advocacy.recognition.mails import thanks_letter
from advocacy.recognition.models import Acknowledgement
from advocacy.sources.models import Finding, Source
from advocacy.sparring.models import OwnStory, SparringMessage
from advocacy.stories.models import Caption, PictureChoice, ReviewReturn, Story, StoryVersion, VersionStatus
from advocacy.tips.models import Tip, TipStatus
from tests.factories.campaigns import make_campaign
from tests.factories.consents import make_consent, make_use
from tests.factories.pictures import make_picture
from tests.factories.programmes import enrol, invite, make_programme
from tests.factories.recognition import make_acknowledgement
from tests.factories.sharing import make_share, make_visit
from tests.factories.stories import make_story
from tests.factories.training import license_person
from tests.people import Cast
from tests.security.payloads import in_groups, payloads

AT_ONCE = 40
SHORT = 190


@dataclass(frozen=True)
class Visit:
    """Who opens what; ``then`` names something to be done on the page once it is open."""

    who: int
    path: str
    then: str = ""


@dataclass(frozen=True)
class House:
    """What the test needs of it, as names and numbers."""

    visits: list[Visit]
    letters: list[Letter]


def whole(words: list[str], between: str = "\n\n") -> str:
    """Many payloads as one text; a database cannot keep a NUL in a text."""
    return between.join(words).replace("\x00", "")


def both(words: list[str], between: str = "\n\n") -> dict[str, str]:
    """The same in both languages."""
    return {"da": whole(words, between), "en": whole(words, between)}


def short_ones() -> Iterator[str]:
    """As many payloads as a short column holds, and then the next ones, for ever."""
    packed = [""]
    for each in payloads():
        if len(packed[-1]) + len(each) > SHORT:
            packed.append("")
        packed[-1] += each.replace("\x00", "")[:SHORT] + " "
    return cycle(each[:SHORT] for each in packed)


def build(cast: Cast) -> House:
    """Everything, committed by the caller."""
    short, groups = short_ones(), in_groups(AT_ONCE)
    people = [db.session.get_one(Person, person.id) for person in vars(cast).values() if isinstance(person, Person)]
    programme = _programme(cast, groups)
    units = [add_unit(next(short), db.session.get_one(Unit, cast.root.id)) for _unit in range(6)]
    colleagues = _colleagues(programme, units, short)
    stories = [_story(cast, programme, group, groups[n - 1]) for n, group in enumerate(groups)]
    _shares(cast, stories, colleagues, groups)
    campaigns = _campaigns(cast, programme, stories, short)
    tips = [_tip(cast, units[n % 6], group, n, short) for n, group in enumerate(groups[:8])]
    own = _own_stories(cast, short)
    _sources(cast, programme, short)
    picture = _pictured(cast, stories[0], short)
    for person in people:
        person.name, person.title, person.locale = next(short), next(short), "en"
        history.record("security.words.written", person, by=person.id, role="editor")
    db.session.flush()
    mend_index(at_most=200)
    return House(_visits(cast, programme, stories, campaigns, tips, own, picture), _letters(programme, campaigns, people))


def _programme(cast: Cast, groups: list[list[str]]) -> Programme:
    everything = both(payloads())
    launched = clock.now() - timedelta(days=70)
    programme = make_programme(cast, kick_off=everything, mandate=everything, awareness_plan=both(groups[0]), name=both(groups[1][:4], " "))
    programme.launched_at = launched
    for rows in (programme.purposes, programme.topics, programme.audiences):
        for n, row in enumerate(rows):
            row.text = both(groups[n][:5], " ")
    for network in programme.networks:
        network.purpose = both(groups[4], " ")
    guideline = db.session.scalars(select(Guideline).where(Guideline.programme_id == programme.id)).one()
    guideline.text = {
        "summary": everything,
        "lines": [{"heading": both(group, " "), "body": both(group)} for group in groups],
        "is": [both(group, " ") for group in groups],
        "is_not": [both(group, " ") for group in groups],
        "backing": everything,
    }
    return programme


def _colleagues(programme: Programme, units: list[Unit], short: Iterator[str]) -> list[Person]:
    people = []
    for n in range(36):
        person = add_person(f"Colleague {n}", units[n % 6], email=f"c{n}@bredfjord.example", locale="en")
        enrol(programme, person, joined_at=clock.now() - timedelta(days=60))
        person.name, person.title = next(short), next(short)
        people.append(person)
    return people


def _story(cast: Cast, programme: Programme, group: list[str], other: list[str]) -> Story:
    """Published with one group in every text, and a newer version with another that waits for a second editor."""
    story = make_story(cast, programme)
    version = story.published_version
    assert version is not None
    picture = make_picture(cast)
    _fill(version, group)
    version.picture, version.picture_choice = picture, PictureChoice.DESCRIBED
    newer = StoryVersion(
        story_id=story.id, number=2, status=VersionStatus.IN_REVIEW, author_id=cast.lone.id, submitted_by_id=cast.lone.id,
        submitted_at=clock.now(), kind=version.kind, picture_choice=PictureChoice.NONE, purpose_id=version.purpose_id,
        topic_id=version.topic_id, audience_id=version.audience_id, expires_on=version.expires_on,
    )  # fmt: skip
    newer.captions = [Caption(network="linkedin", language=language, text="") for language in ("da", "en")]
    _fill(newer, other)
    newer.returns = [ReviewReturn(by_id=cast.tine.id, at=clock.now(), note=whole(group))]
    db.session.add(newer)
    db.session.flush()
    db.session.refresh(story)
    return story


def _fill(version: StoryVersion, group: list[str]) -> None:
    version.title, version.gain, version.alt = both(group, " "), both(group, " "), both(group, " ")
    version.body = both(group)
    version.address = f"https://bredfjord.example/{group[0]}"
    for caption in version.captions:
        caption.text = whole(group)


def _shares(cast: Cast, stories: list[Story], colleagues: list[Person], groups: list[list[str]]) -> None:
    """Enough for every figure to be shown, and thanks in every group's words."""
    now = clock.now()
    for n, person in enumerate(colleagues):
        share = make_share(person, stories[n % len(stories)], at=now - timedelta(days=n))
        for _visit in range(3):
            make_visit(share)
        if n % 3 == 0:
            make_acknowledgement(share, cast.birgitte, words=whole(groups[n % len(groups)]))
    license_person(cast.camilla)
    enrol(stories[0].programme, cast.camilla)
    invite(stories[0].programme, cast.jonas)
    for story, group in zip(stories, groups, strict=True):
        make_acknowledgement(make_share(cast.camilla, story), cast.birgitte, words=whole(group))


def _campaigns(cast: Cast, programme: Programme, stories: list[Story], short: Iterator[str]) -> dict[str, Campaign]:
    everything = both(payloads())
    made = {}
    for state in CampaignStatus:
        campaign = make_campaign(
            cast,
            programme,
            *stories[:10],
            is_kicked_off=state is not CampaignStatus.IN_PREPARATION,
            name=both(payloads(), " "),
            message=everything,
        )
        campaign.kicked_off_by_name, campaign.kicked_off_by_title = next(short), next(short)
        report = {
            "source": next(short)[:100],
            "number": 40,
            "counted_on": clock.today(),
            "reported_at": clock.now(),
            "reported_by_id": cast.josefine.id,
        }
        db.session.add(ApplicationReport(campaign_id=campaign.id, source_key="x", **report))
        days = {"from_day": clock.today(), "to_day": clock.today(), "at": clock.now(), "by_id": cast.birgitte.id, "by_name": next(short)}
        db.session.add(Prolongation(campaign_id=campaign.id, **days))
        db.session.flush()
        made[state.value] = campaign
    ended = made["ended"]
    ended.result = frozen(counted(ended, clock.now()))
    ended.status, ended.ended_at, ended.ended_by_name, ended.end_reason = CampaignStatus.ENDED, clock.now(), next(short), everything
    ended.worked, ended.change, ended.lessons_at, ended.lessons_by_name = everything, everything, clock.now(), next(short)
    db.session.flush()
    return made


def _tip(cast: Cast, unit: Unit, group: list[str], number: int, short: Iterator[str]) -> Tip:
    states = list(TipStatus)
    is_used = states[number % 5] in {TipStatus.DRAFTED, TipStatus.PUBLISHED}
    tip = Tip(
        given_by_id=cast.camilla.id, unit_id=unit.id, language="da", words=whole(group), contact=next(short), wants_credit=True,
        status=TipStatus.NEW if is_used else states[number % 5], answer_due_on=clock.today(), answer=whole(group), news_at=clock.now(),
        answered_at=clock.now() if number % 5 else None, taken_by_id=cast.tine.id if number % 5 else None,
    )  # fmt: skip
    db.session.add(tip)
    db.session.flush()
    return tip


def _own_stories(cast: Cast, short: Iterator[str]) -> OwnStory:
    own = OwnStory(
        writer_id=cast.camilla.id,
        language="da",
        title=next(short),
        words=whole(payloads()),
        audience=next(short),
        partner_id=cast.emil.id,
        asked_at=clock.now(),
    )
    db.session.add(own)
    db.session.flush()
    for author in (cast.camilla, cast.emil):
        db.session.add(SparringMessage(own_story_id=own.id, author_id=author.id, words=whole(payloads())))
    db.session.flush()
    return own


def _sources(cast: Cast, programme: Programme, short: Iterator[str]) -> None:
    source = Source(
        programme_id=programme.id, address="https://kommune.example/feed", name=next(short), language="da", added_by_id=cast.lone.id,
        due_at=clock.now() + timedelta(days=9), created_at=clock.now(),
    )  # fmt: skip
    db.session.add(source)
    db.session.flush()
    for n, group in enumerate(in_groups(AT_ONCE)):
        words = whole(group, " ")[:2000]
        db.session.add(Finding(source_id=source.id, digest=str(n), title=next(short), words=words, address=f"https://kommune.example/{n}"))
    db.session.flush()


def _pictured(cast: Cast, story: Story, short: Iterator[str]) -> str:
    version = story.published_version
    assert version is not None
    assert version.picture is not None
    make_use(version.picture, story)
    consent: Consent = make_consent(version.picture, cast, name=next(short), told=whole(payloads()), proof=next(short))
    consent.guardian, consent.reason = next(short), whole(payloads())
    make_consent(version.picture, cast, person=db.session.get_one(Person, cast.camilla.id), told=whole(payloads()), proof=next(short))
    db.session.flush()
    return version.picture.public_id


def _visits(
    cast: Cast, programme: Programme, stories: list[Story], campaigns: dict[str, Campaign], tips: list[Tip], own: OwnStory, picture: str
) -> list[Visit]:
    editor, employee, director, hr, administrator = (
        each.id for each in (cast.tine, cast.camilla, cast.birgitte, cast.josefine, cast.anders)
    )
    name, running, ended = programme.public_id, campaigns["running"].public_id, campaigns["ended"].public_id
    planned, first = campaigns["in_preparation"].public_id, stories[0].public_id
    queue = [share for share in db.session.scalars(select(Acknowledgement.id).limit(1))]
    assert queue
    visits = [Visit(employee, path) for path in (
        "/", "/library/", "/library/?q=words", "/library/?q=%3Cimg%20src%3Dx%20onerror%3Dhit(0)%3E", "/library/following", "/recognition/thanks",
        "/tips/", "/sparring/", f"/sparring/{own.public_id}", f"/sparring/{own.public_id}/edit", "/sharing/", f"/sharing/story/{first}", f"/sharing/story/{first}/linkedin",
        "/consents/mine", "/campaigns/", f"/campaigns/{running}", f"/campaigns/{ended}/summary", f"/programmes/{name}", f"/programmes/{name}/guideline", "/programmes/",
        "/accounts/mine", *(f"/tips/{tip.public_id}" for tip in tips))]  # fmt: skip
    visits += [Visit(editor, path) for path in (
        "/", "/editorial/", "/editorial/board", "/editorial/calendar", "/editorial/coverage", "/editorial/words", "/tips/desk", "/sources/", "/sources/found", "/sources/feeds",
        "/consents/", f"/consents/pictures/{picture}", f"/campaigns/{ended}/lessons", f"/campaigns/{planned}/prepare", "/stories/add",
        *(f"/editorial/stories?list={which}" for which in ("review", "drafts", "sent-back", "library", "out")), *(f"/tips/desk/{tip.public_id}" for tip in tips))]  # fmt: skip
    visits += [Visit(director, path) for path in (
        "/", "/recognition/", "/insights/", f"/programmes/{name}/prepare", f"/programmes/{name}/prepare/kick_off", f"/programmes/{name}/prepare/purposes", "/campaigns/",
        f"/campaigns/{planned}/kick-off", f"/campaigns/{planned}/edit", f"/campaigns/{planned}/stories", f"/campaigns/{running}/end", f"/campaigns/{running}/prolong",
        f"/campaigns/{running}")]  # fmt: skip
    visits += [Visit(hr, "/insights/"), Visit(hr, f"/campaigns/{running}/applications"), Visit(administrator, "/history/")]
    visits += [
        Visit(cast.lone.id, f"/programmes/{name}/guideline/edit"),
        Visit(cast.jonas.id, f"/programmes/{name}/join"),
        Visit(cast.jonas.id, "/"),
    ]
    for story in stories:
        visits += [
            Visit(employee, f"/stories/{story.public_id}"),
            Visit(editor, f"/stories/{story.public_id}/review"),
            Visit(editor, f"/stories/{story.public_id}/edit", "conflict"),
        ]
    return visits


def _letters(programme: Programme, campaigns: dict[str, Campaign], people: list[Person]) -> list[Letter]:
    thanks = db.session.scalars(select(Acknowledgement).order_by(Acknowledgement.id)).all()
    written = [launch_letter(programme, "en"), kick_off_letter(campaigns["running"], "en"), end_letter(campaigns["ended"], people[0])]
    return [*written, *(thanks_letter(each, people[1]) for each in thanks)]
