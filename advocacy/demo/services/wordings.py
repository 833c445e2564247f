"""What editors can say of a story beside its words, on a few of the demo's stories: several suggestions, a credit, a plan, a flag."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.programmes.models import Programme
from advocacy.stories.models import Caption, Licence, Story, StoryVersion, VersionStatus

#: Two more ways to tell of the day in the woods, which is the second story.
WOODS = 1
FURTHER = {
    "da": (
        "Jeg troede, at en skovdag mest var regntøj og kolde fingre. Det er det også. Men der er mere. Jeg arbejder i Bredfjord Kommune.",
        "Hvad ville I gøre, hvis én dag om ugen lå ude? Her er, hvad vi har lært på et år. Jeg arbejder i Bredfjord Kommune.",
    ),
    "en": (
        "I thought a day in the woods was mostly rain gear and cold fingers. It is. But there is more. I work for Bredfjord Municipality.",
        "What would you do if one day a week were outdoors? Here is what a year has taught us. I work for Bredfjord Municipality.",
    ),
}
CREDIT = "Tegning: Bredfjord Kommune"
POLITICAL, PLANNED = "cykelstien-er-klar", "nu-faar-paedagoger-ogsaa-en-makker"
PLANNED_IN, PLANNED_AT = timedelta(days=7), time(9)


def enrich_stories(programme: Programme, stories: list[Story], *, at: datetime) -> None:
    """Pictures are free to use again; one draft touches on politics, and one waits for its day."""
    woods = stories[WOODS].versions[-1]
    for language, texts in FURTHER.items():
        for position, text in enumerate(texts, 1):
            woods.captions.append(Caption(network="linkedin", language=language, position=position, text=text))
    for version in (story.versions[-1] for story in stories):
        if version.picture is not None:
            version.licence, version.credit = Licence.CC_BY, CREDIT
    for version in _drafts(programme):
        version.is_political = version.address.endswith(POLITICAL)
        if version.address.endswith(PLANNED):
            morning = datetime.combine(clock.local_day(at + PLANNED_IN), PLANNED_AT, tzinfo=clock.LOCAL_ZONE)
            version.visible_from = morning
    db.session.flush()


def _drafts(programme: Programme) -> list[StoryVersion]:
    of_programme = select(StoryVersion).join(Story, Story.id == StoryVersion.story_id).where(Story.programme_id == programme.id)
    return list(db.session.scalars(of_programme.where(StoryVersion.status == VersionStatus.DRAFT)))
