"""Made-up texts, ids and periods. The same chance gives the same ones."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any
from uuid import UUID

from initiatives.periods import Period

VERBS = ("Styrke", "Udvikle", "Evaluere", "Koordinere", "Afdække", "Forankre", "Udbrede", "Forenkle", "Måle", "Åbne")
THINGS = ("vejvisere", "vandløb", "skolegårde", "cykelstier", "arkiver", "havne", "biblioteker", "registre", "øer")
WHERE = ("i kommunerne", "på tværs af landet", "i hele sektoren", "for børn og unge", "ved grænsen", "på småøerne")
ENGLISH = ("Strengthen", "Develop", "Evaluate", "Coordinate", "Map", "Anchor", "Spread", "Simplify", "Measure", "Open")
NOTES = (
    "",
    "Arbejdet følger planen.",
    "Udkastet er sendt i høring, og svarene ventes inden måneden er omme.",
    "Der mangler bidrag fra to af de deltagende myndigheder; de er rykket, og en ny dato er aftalt med dem begge.",
    "Leverandøren har meldt om forsinkelse. Styregruppen har behandlet sagen og besluttet at fortsætte som hidtil.",
)
FORMS = ("quarter", "month", "day", "year", "half", "by_end", "range", "open", "none")
FORM_WEIGHTS = (42, 20, 12, 8, 3, 5, 3, 3, 4)


def public_id(chance: Random) -> UUID:
    """Return a random public id."""
    return UUID(int=chance.getrandbits(128), version=4)


def title(chance: Random) -> tuple[str, dict[str, Any]]:
    """Return a Danish title and, for two titles in three, its English translation as it is stored."""
    verb = chance.randrange(len(VERBS))
    number = chance.randrange(1000)
    danish = f"{VERBS[verb]} {chance.choice(THINGS)} {chance.choice(WHERE)} ({number})"
    if chance.random() < 1 / 3:
        return danish, {}
    return danish, {"en": {"title": {"text": f"{ENGLISH[verb]} matter {number}", "official": False}}}


def note(chance: Random) -> str:
    """Return what a contributor may have written, perhaps nothing."""
    return chance.choice(NOTES)


def period_around(chance: Random, day: date) -> Period:
    """Return a period of any form that has this day in it, or none."""
    (form,) = chance.choices(FORMS, FORM_WEIGHTS)
    return _period(form, day)


def dated_after(chance: Random, day: date) -> Period:
    """Return a quarter or a month with an end, up to a year after the day."""
    return _period(chance.choice(("quarter", "month")), day + timedelta(days=chance.randrange(31, 365)))


@lru_cache(maxsize=65_536)
def _period(form: str, day: date) -> Period:
    quarter, half = (day.month + 2) // 3, (day.month + 5) // 6
    month = Period.month(day.year, day.month)
    match form:
        case "quarter":
            return Period.quarter(day.year, quarter)
        case "month":
            return month
        case "day":
            return Period.day(day)
        case "year":
            return Period.year(day.year)
        case "half":
            return Period.half(day.year, half)
        case "by_end":
            return Period.by_end_of(month)
        case "range":
            return Period.range(month, Period.year(day.year))
        case "open":
            return Period.from_start_of(month)
    return Period.none()
