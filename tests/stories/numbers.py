"""Numbers to try the CPR check with: made up by chance, and written in every way people write such numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from advocacy.stories.checks.cpr import WEIGHTS

WAYS: tuple[Callable[[str], str], ...] = (
    lambda n: f"{n[:6]}-{n[6:]}",
    lambda n: n,
    lambda n: f"{n[:6]} {n[6:]}",
    lambda n: f"{n[:6]} - {n[6:]}",
    lambda n: f"{n[:6]}\u2013{n[6:]}",
    lambda n: f"{n[:6]}\u2011{n[6:]}",
    lambda n: f"{n[:6]}\u00a0{n[6:]}",
    lambda n: f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:]}",
    lambda n: f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:8]} {n[8:]}",
    lambda n: f"{n[:2]}.{n[2:4]}.{n[4:6]}-{n[6:]}",
    lambda n: f"{n[:2]}/{n[2:4]}/{n[4:6]}-{n[6:]}",
    lambda n: f"{n[:2]}-{n[2:4]}-{n[4:6]}-{n[6:]}",
    lambda n: f"({n[:6]}-{n[6:]})",
    lambda n: f"{n[:6]}-{n[6:]}.",
    lambda n: f"**{n[:6]}**-{n[6:]}",
    lambda n: f"{n[:6]}-\u200d{n[6:]}",
    lambda n: "".join(chr(0xFF10 + int(figure)) if figure.isdigit() else figure for figure in f"{n[:6]}-{n[6:]}"),
    lambda n: f"{n[:6]}\n{n[6:]}",
)


def made_up_numbers(count: int, *, seed: int = 24) -> list[str]:
    """Half with the check figure of before October 2007, half of later without it; nobody's, as far as chance goes."""
    chance = Random(seed)
    found: list[str] = []
    while len(found) < count:
        is_newer = len(found) % 2 == 1
        day = date(2007, 10, 1) + timedelta(chance.randrange(6500)) if is_newer else date(1915, 1, 1) + timedelta(chance.randrange(33_800))
        first = day.strftime("%d%m%y") + str(_seventh(day, chance))
        last = f"{chance.randrange(100):02d}"
        if is_newer:
            found.append(first + last + str(chance.randrange(10)))
            continue
        check = -sum(int(figure) * weight for figure, weight in zip(first + last, WEIGHTS, strict=False)) % 11
        if check < 10:
            found.append(first + last + str(check))
    return found


def _seventh(day: date, chance: Random) -> int:
    if day.year >= 2000:
        return chance.choice((4, 5, 6, 7, 8, 9) if day.year <= 2036 else (5, 6, 7, 8))
    return chance.choice((0, 1, 2, 3, 4, 9) if day.year >= 1937 else (0, 1, 2, 3))


def innocent_numbers(count: int, *, seed: int = 25) -> dict[str, list[str]]:
    """What else stands in the stories of a municipality, by sort."""
    chance = Random(seed)
    some = chance.randrange

    def day() -> date:
        return date(1970, 1, 1) + timedelta(some(22_000))

    sorts: dict[str, Callable[[], str]] = {
        "day": lambda: chance.choice(
            (
                f"{day():%d.%m.%Y}",
                f"{day():%d-%m-%Y}",
                f"{day():%d/%m-%Y}",
                f"{day():%Y-%m-%d}",
                f"{day():%d%m%y}",
                f"{day():%d.%m.%y}",
                f"{day():%d%m%Y}",
            )
        ),
        "day and time": lambda: chance.choice(
            (
                f"{day():%d.%m.%Y} {some(24):02d}:{some(60):02d}",
                f"{day():%d.%m.%Y} kl. {some(24):02d}.{some(60):02d}",
                f"{day():%d-%m-%Y} {some(24):02d}.{some(60):02d}",
                f"{day():%Y-%m-%d %H:%M}",
            )
        ),
        "days from and to": lambda: f"{day():%d.%m.%Y}-{day():%d.%m.%Y}",
        "years": lambda: f"{1900 + some(130)}-{1900 + some(130)}",
        "telephone": lambda: chance.choice(
            (
                f"{_telephone(chance)}",
                f"+45 {_telephone(chance)}",
                f"+45{_telephone(chance).replace(' ', '')}",
                f"0045 {_telephone(chance)}",
                f"(+45) {_telephone(chance)}",
                f"{some(20, 100)}{some(100):02d} {some(10_000):04d}",
            )
        ),
        "case number": lambda: chance.choice(
            (
                f"{some(2010, 2027)}-{some(1_000_000):06d}",
                f"{some(10, 27):02d}/{some(100_000)}",
                f"{some(100):02d}.{some(100):02d}.{some(100):02d}-{chance.choice('AGKP')}{some(100):02d}-{some(500)}-{some(10, 27)}",
                f"sag {some(100_000, 1_000_000)}",
                f"S{some(2010, 2027)}-{some(10_000)}",
            )
        ),
        "CVR, EAN and amounts": lambda: chance.choice(
            (
                f"{some(10_000_000, 99_999_999)}",
                f"57980{some(100_000_000):08d}",
                f"{some(1_000)}.{some(1_000):03d}.{some(1_000):03d} kr.",
                f"{some(10_000)} {some(1_000_000):06d}",
            )
        ),
    }
    return {sort: [make() for _ in range(count)] for sort, make in sorts.items()}


def ten_figures(count: int, *, seed: int = 26) -> list[str]:
    """Any ten figures in a row: an account, an order, a number of a production unit."""
    chance = Random(seed)
    return [f"{chance.randrange(10_000_000_000):010d}" for _ in range(count)]


def _telephone(chance: Random) -> str:
    return " ".join(f"{chance.randrange(20 if part == 0 else 0, 100):02d}" for part in range(4))
