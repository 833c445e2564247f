"""Every way programmes change."""

from advocacy.programmes.services.choosing import person_named, units_named
from advocacy.programmes.services.guidelines import adopt_guideline, begin_draft, discard_draft, load_standard_guideline, write_draft
from advocacy.programmes.services.launching import NotReady, invite_newcomers, launch_programme, write_launch_letters
from advocacy.programmes.services.preparing import (
    Mandate,
    NetworkChoice,
    NewProgramme,
    agree_mandate,
    choose_networks,
    choose_owner,
    choose_sparring_partner,
    choose_units,
    create_programme,
    describe_awareness,
    describe_programme,
    write_kick_off,
)
from advocacy.programmes.services.taking_part import (
    accept_guideline,
    join_programme,
    pause_enrolment,
    resume_enrolment,
    stop_enrolment,
    stop_everything,
)
from advocacy.programmes.services.wording import Line, write_audiences, write_purposes, write_topics

__all__ = [
    "Line",
    "Mandate",
    "NetworkChoice",
    "NewProgramme",
    "NotReady",
    "accept_guideline",
    "adopt_guideline",
    "agree_mandate",
    "begin_draft",
    "choose_networks",
    "choose_owner",
    "choose_sparring_partner",
    "choose_units",
    "create_programme",
    "describe_awareness",
    "describe_programme",
    "discard_draft",
    "invite_newcomers",
    "join_programme",
    "launch_programme",
    "load_standard_guideline",
    "pause_enrolment",
    "person_named",
    "resume_enrolment",
    "stop_enrolment",
    "stop_everything",
    "units_named",
    "write_audiences",
    "write_draft",
    "write_kick_off",
    "write_launch_letters",
    "write_purposes",
    "write_topics",
]
