"""How overdue deadlines are spread over plans, organisations and quarters: where to narrow them with one click."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from initiatives.clocks import Moment
from initiatives.models.responsible import RESPONSIBLE_ROLES
from initiatives.periods import Period
from initiatives.queries.bodies import bodies_of_lineages
from initiatives.queries.lineage import lineages_of
from initiatives.queries.offered import Offer


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter of a day."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def period(self) -> Period:
        """The quarter as a period."""
        return Period.quarter(self.year, self.number)


@dataclass(frozen=True, slots=True)
class Parts:
    """How many of the deadlines belong to each plan and organisation (by database id) and each quarter.

    An organisation counts what those below it answer for, as the filter by organisation does.
    """

    plans: Mapping[int, int]
    organisations: Mapping[int, int]
    quarters: Mapping[Quarter, int]


def parts_of(dated: Sequence[tuple[int, date | None]], moment: Moment, organisations: Sequence[Offer]) -> Parts:
    """Return the parts of some deadlines, given by their database ids and the days on which they fall due.

    ``organisations``: those that may be named, with those above them. Four queries, however many there are.
    """
    lineages = lineages_of([key for key, _day in dated], moment).values()
    bodies = bodies_of_lineages(lineages, moment)
    above = {offer.key: offer.above for offer in organisations}
    counts: Counter[int] = Counter()
    for lineage in lineages:
        named = {body.organisation for body in bodies[lineage.deadline] if body.role in RESPONSIBLE_ROLES}
        reached = named | {higher for key in named if key is not None for higher in above.get(key, ())}
        counts.update(key for key in reached if key in above)
    return Parts(
        plans=Counter(lineage.plan for lineage in lineages),
        organisations=counts,
        quarters=Counter(Quarter.of(day) for _key, day in dated if day is not None),
    )
