"""What the API takes and gives for recognition. Nothing here counts anybody's shares or thanks (attack row L05)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from advocacy.foundation.operations import Answer, Sent

Texts = dict[str, str]


class QueueQuery(BaseModel):
    """``after`` is the id of a share that was skipped."""

    after: Annotated[str | None, Field(max_length=20)] = None


class QueuedShareSummary(Answer):
    """A share that waits for thanks. The employee has chosen to be seen."""

    share: str
    name: str
    title: str
    unit: str
    story: str
    story_title: Texts
    network: str
    confirmed_at: datetime
    post_address: str | None


class QueueAnswer(Answer):
    """At most three, in the order in which they come up."""

    waiting: list[QueuedShareSummary]


class SentAcknowledgement(Sent):
    """What the token's own person did, or their words; at least one of the four."""

    share: Annotated[str, Field(max_length=20)]
    liked: bool = False
    commented: bool = False
    reshared: bool = False
    words: Annotated[str, Field(max_length=2000)] = ""


class AcknowledgementSummary(Answer):
    """One acknowledgement, as the leader who wrote it and the colleague who got it may read it."""

    id: str
    share: str
    leader: str
    story_title: Texts
    at: datetime
    liked: bool
    commented: bool
    reshared: bool
    words: str


class ReceivedQuery(BaseModel):
    """Twenty a page, newest first."""

    page: Annotated[int, Field(ge=1, le=10_000)] = 1


class ReceivedAnswer(Answer):
    """The thanks the token's own person got."""

    received: list[AcknowledgementSummary]
    page: int
    page_count: int
