"""Every way programmes are read."""

from advocacy.programmes.access import is_invited
from advocacy.programmes.queries.enrolments import (
    count_invited,
    count_letters,
    find_enrolment,
    guideline_to_accept,
    has_accepted,
    open_enrolments_of,
    people_to_write_to,
)
from advocacy.programmes.queries.guidelines import current_guideline, find_draft, latest_number
from advocacy.programmes.queries.programmes import (
    NETWORK_LABELS,
    find_audience,
    find_programme,
    find_purpose,
    find_topic,
    get_programme,
    launched_programmes,
    programmes_for,
    visible_programmes,
)
from advocacy.programmes.queries.readiness import Readiness, Step, readiness_of

__all__ = [
    "NETWORK_LABELS",
    "Readiness",
    "Step",
    "count_invited",
    "count_letters",
    "current_guideline",
    "find_audience",
    "find_draft",
    "find_enrolment",
    "find_programme",
    "find_purpose",
    "find_topic",
    "get_programme",
    "guideline_to_accept",
    "has_accepted",
    "is_invited",
    "latest_number",
    "launched_programmes",
    "open_enrolments_of",
    "people_to_write_to",
    "programmes_for",
    "readiness_of",
    "visible_programmes",
]
