"""What forms offer to choose among: directors, colleagues found by name, and the tree of units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from wtforms import Field, SelectMultipleField

from advocacy.accounts.models import Role
from advocacy.accounts.queries import people_holding
from advocacy.people.models import Person
from advocacy.people.queries import all_units, colleagues_named

Choices = list[tuple[str, str]]


@dataclass
class Branch:
    """One check box and those of the units below it."""

    box: Field
    below: list[Branch] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """True when something below is ticked, so that nobody has to look for it."""
        return any(each.box.checked or each.is_open for each in self.below)


def director_choices() -> Choices:
    """Those who could launch a programme."""
    return [(each.public_id, ", ".join(filter(None, (each.name, each.title)))) for each in people_holding(Role.DIRECTOR)]


def colleague_choices(named: str | None, *others: Person | None) -> Choices:
    """Colleagues whose name holds the words, after those who are chosen already: name and unit, no more (attack row Z06)."""
    found: Iterable[Person] = [*(each for each in others if each is not None), *colleagues_named(named or "")]
    return list({each.public_id: f"{each.name}, {each.unit.name}" for each in found}.items())


def unit_choices() -> Choices:
    """Every unit, parents before children."""
    return [(unit.public_id, unit.name) for unit in all_units()]


def branches(units: SelectMultipleField) -> list[Branch]:
    """The check boxes of the field in the shape of the tree."""
    boxes = {box.data: Branch(box) for box in units}
    known = {unit.id: boxes[unit.public_id] for unit in all_units() if unit.public_id in boxes}
    top: list[Branch] = []
    for unit in all_units():
        branch = known.get(unit.id)
        if branch is not None:
            (known[unit.parent_id].below if unit.parent_id in known else top).append(branch)
    return top
