"""The words a version is described with: where it is on its way, what sort of story it is, and how it may be used again."""

from __future__ import annotations

from enum import StrEnum


class VersionStatus(StrEnum):
    """Where one version is on its way: only an approved one can be the one people read."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    #: A newer version took its place.
    REPLACED = "replaced"


class StoryKind(StrEnum):
    """What sort of story it is."""

    BEHIND_THE_SCENES = "behind_the_scenes"
    LEARNED = "learned"
    WHY = "why"
    RESULTS = "results"
    PRAISE = "praise"
    VACANCY = "vacancy"


class PictureChoice(StrEnum):
    """A picture with words for those who cannot see it, one that is only decoration, or none on purpose."""

    DESCRIBED = "described"
    DECORATIVE = "decorative"
    NONE = "none"


class Licence(StrEnum):
    """How others may use text and picture again (K-088); ``none`` promises nothing beyond sharing the link."""

    NONE = "none"
    CC0 = "cc0"
    CC_BY = "cc_by"
    CC_BY_SA = "cc_by_sa"


#: Free to use as long as the maker is named, so a credit line must say who that is.
LICENCES_THAT_NAME = frozenset({Licence.CC_BY, Licence.CC_BY_SA})
