"""What is kept of a programme, of its guideline, and of those who are invited and take part."""

from advocacy.programmes.models.enrolment import Enrolment, GuidelineAcceptance, Invitation, Pause
from advocacy.programmes.models.guideline import Guideline
from advocacy.programmes.models.programme import Audience, Programme, ProgrammeNetwork, ProgrammeStatus, Purpose, Topic

__all__ = [
    "Audience",
    "Enrolment",
    "Guideline",
    "GuidelineAcceptance",
    "Invitation",
    "Pause",
    "Programme",
    "ProgrammeNetwork",
    "ProgrammeStatus",
    "Purpose",
    "Topic",
]
