"""What the tests of sharing begin with: Camilla takes part and has a licence, and one story is in the library."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.foundation.database import db
from advocacy.programmes.models import Programme
from advocacy.stories.models import Story
from tests.factories.programmes import enrol, make_programme
from tests.factories.stories import make_story
from tests.factories.training import license_person
from tests.people import Cast


@dataclass(frozen=True)
class Scene:
    """Numbers and public names, so that nothing needs a session."""

    programme_id: int
    story_id: int
    version_id: int
    #: The story's public name, as it stands in addresses.
    story: str

    def found_story(self) -> Story:
        """The story itself; asks for an open application context."""
        return db.session.get_one(Story, self.story_id)

    def found_programme(self) -> Programme:
        """The programme itself; asks for an open application context."""
        return db.session.get_one(Programme, self.programme_id)


def set_scene(cast: Cast) -> Scene:
    """Writes programme, story, enrolment and licence; the caller commits."""
    programme = make_programme(cast)
    enrol(programme, cast.camilla)
    license_person(cast.camilla)
    story = make_story(cast, programme)
    assert story.published_version_id is not None
    return Scene(programme.id, story.id, story.published_version_id, story.public_id)
