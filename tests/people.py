"""The cast: a small Bredfjord with one person for each part."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.accounts import services as accounts
from advocacy.accounts.models import Role
from advocacy.foundation.database import db
from advocacy.organisation.services import Identity, found_organisation
from advocacy.people.models import Person, Unit
from advocacy.people.services import add_person, add_unit

PASSWORD = "fjord-og-bakke-17"


@dataclass(frozen=True)
class Cast:
    """Who is on stage. Each is detached from its session but fully loaded: names, numbers and units can be read."""

    root: Unit
    welfare: Unit
    home_care_north: Unit
    nursing_home: Unit
    schools: Unit
    school: Unit
    roads: Unit

    birgitte: Person
    """The director, initiator of every programme."""
    lone: Person
    """Head of communication: editor, and owner of the programme."""
    tine: Person
    """A second editor."""
    emil: Person
    """Community manager: the sparring partner."""
    henrik: Person
    """Director of welfare: a leader for his own administration."""
    josefine: Person
    """HR partner."""
    anders: Person
    """Administrator."""
    camilla: Person
    """Works in home care, has a phone and no computer."""
    jonas: Person
    """Works at a school."""
    kim: Person
    """Works on the roads, has no e-mail address."""


def gather_cast() -> Cast:
    """Writes organisation, units, people and roles; the caller commits."""
    found_organisation(
        Identity(
            name="Bredfjord Kommune",
            short_name="Bredfjord",
            motto={"da": "Tæt på hverdagen.", "en": "Close to everyday life."},
            disclosure={"da": "Jeg arbejder i Bredfjord Kommune.", "en": "I work for Bredfjord Municipality."},
            link_domains=["bredfjord.example"],
        )
    )
    root = add_unit("Bredfjord Kommune")
    staff, welfare, children, technical = (
        add_unit(name, root) for name in ("Direktion og stabe", "Velfærd og Sundhed", "Børn, Unge og Kultur", "Teknik, Miljø og Klima")
    )
    north, home = add_unit("Hjemmeplejen Nord", welfare), add_unit("Fjordglimt", welfare)
    schools = add_unit("Skoler og SFO", children)
    school, roads = add_unit("Bakkeskolen", schools), add_unit("Vej og Park", technical)

    def somebody(name: str, title: str, unit: Unit, *, email: bool = True, number: str = "") -> Person:
        address = name.lower().replace(" ", ".").replace("ø", "oe") + "@bredfjord.example" if email else None
        return add_person(name, unit, title=title, email=address, employee_number=number or None, locale="en")

    cast = Cast(
        root=root,
        welfare=welfare,
        home_care_north=north,
        nursing_home=home,
        schools=schools,
        school=school,
        roads=roads,
        birgitte=somebody("Birgitte Holmgaard", "Kommunaldirektør", staff),
        lone=somebody("Lone Bitsch", "Kommunikationschef", staff),
        tine=somebody("Tine Vestergren", "Redaktør", welfare),
        emil=somebody("Emil Rask", "Community manager", staff),
        henrik=somebody("Henrik Aalund", "Velfærdsdirektør", welfare),
        josefine=somebody("Josefine Dal", "HR-partner", staff),
        anders=somebody("Anders Thorup", "It-administrator", staff),
        camilla=somebody("Camilla Møller-Juhl", "Sosu-assistent", north, number="20417"),
        jonas=somebody("Jonas Fabricius", "Pædagog", school),
        kim=somebody("Kim Østerlund", "Driftsleder", roads, email=False, number="30112"),
    )
    for person, role, unit in (
        (cast.birgitte, Role.DIRECTOR, root),
        (cast.lone, Role.EDITOR, root),
        (cast.tine, Role.EDITOR, root),
        (cast.henrik, Role.LEADER, welfare),
        (cast.josefine, Role.HR, root),
        (cast.anders, Role.ADMINISTRATOR, root),
    ):
        accounts.grant_role(person, role, unit, by=None)
    db.session.flush()
    return cast
