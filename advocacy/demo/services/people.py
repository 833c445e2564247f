"""The units of Bredfjord and its 4,499 people: two dozen we know by name, the rest from a telephone list."""

from __future__ import annotations

from random import Random
from typing import Any

from sqlalchemy import insert

from advocacy.accounts import services as accounts
from advocacy.accounts.models import Role
from advocacy.demo.reading import words
from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.people.models import Person, Unit
from advocacy.people.services import add_person, add_unit

SEED = 1970


def load_units() -> dict[str, Unit]:
    """The tree, by code; parents come before children in the file."""
    units: dict[str, Unit] = {}
    for each in words("organisation")["unit"]:
        units[each["code"]] = add_unit(each["name"]["da"], units.get(each.get("parent", "")))
    return units


def load_people(units: dict[str, Unit], password: str) -> dict[str, Person]:
    """Everybody; returns those we know by name, by e-mail address."""
    named: dict[str, Person] = {}
    for each in words("organisation")["person"]:
        person = add_person(
            each["name"],
            units[each["unit"]],
            email=each["email"],
            employee_number=each["employee_number"],
            title=each["title"]["da"],
            locale=each["locale"],
            has_own_pc=each.get("has_own_pc", True),
        )
        for role in each["roles"]:
            accounts.grant_role(person, Role(role["role"]), units[role["unit"]], by=None)
        if each.get("demo"):
            accounts.open_account(person, password)
        named[person.email or ""] = person
    db.session.execute(insert(Person), _everybody_else(units, named))
    return named


def _everybody_else(units: dict[str, Unit], named: dict[str, Person]) -> list[dict[str, Any]]:
    chance = Random(SEED)  # noqa: S311 - invented names need no secrecy.
    told = words("organisation")
    here: dict[int, int] = {}
    for person in named.values():
        here[person.unit_id] = here.get(person.unit_id, 0) + 1
    rows: list[dict[str, Any]] = []
    for each in told["unit"]:
        unit = units[each["code"]]
        for n in range(each.get("head_count", 0) - here.get(unit.id, 0)):
            name = f"{chance.choice(told['names']['first'])} {chance.choice(told['names']['family'])}"
            rows.append(_somebody(name, unit, number=200_000 + len(rows), has_own_pc=n * 100 >= each["head_count"] * each["without_pc"]))
    return rows


def _somebody(name: str, unit: Unit, *, number: int, has_own_pc: bool) -> dict[str, Any]:
    """Those without a computer have no address here, as in many municipalities; they sign in by their number."""
    email = f"m{number}@bredfjord.example" if has_own_pc else None
    return {
        "public_id": new_public_id(),
        "name": name,
        "title": "",
        "email": email,
        "email_key": email,
        "employee_number": str(number),
        "unit_id": unit.id,
        "locale": "da",
        "has_own_pc": has_own_pc,
        "is_active": True,
        "created_at": clock.now(),
    }
