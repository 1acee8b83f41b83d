"""Punctuality: of the deadlines that have passed, the share that was met on time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, F, Q

from initiatives.choices import MET_POSITIONS, Position
from initiatives.clocks import Moment
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.queries.bodies import LEAD_ROLES, bodies_of
from initiatives.queries.facts import with_values

# Below this many deadlines a percentage says more than the record does: the counts are given alone.
FEWEST_FOR_A_RATE = 5
COLUMNS = ("position", "due_latest", "judged_on", "baseline_day", "met_latest")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; both are printed wherever the rate is."""

    numerator: int
    denominator: int

    @property
    def rate(self) -> float | None:
        """The share, from 0 to 1; None below five deadlines."""
        return self.numerator / self.denominator if self.denominator >= FEWEST_FOR_A_RATE else None


@dataclass(frozen=True, slots=True)
class Punctuality:
    """The share met on time, judged on the deadlines in force and on the original ones."""

    current: Share
    original: Share


def punctuality(deadlines: DeadlineQuerySet) -> Punctuality:
    """Return the punctuality of deadlines from ``Deadline.objects.at(moment)``. One query.

    Counted are those whose latest day lies before the judged day; cancelled, superseded and undated ones are left out,
    overdue and partially closed ones stay in. One counts as on time when its completion lies in time for certain.
    The original date of a deadline that the plan gave none is the first date that it was given.
    """
    passed = ~Q(position=Position.CLOSED) & Q(due_latest__lt=F("judged_on"))
    passed_first = ~Q(position=Position.CLOSED) & Q(baseline_day__lt=F("judged_on"))
    met = Q(position__in=[position.value for position in MET_POSITIONS])
    judged = deadlines.order_by().annotate(**{name: F(name) for name in COLUMNS})
    found = judged.aggregate(
        passed=Count("pk", filter=passed),
        on_time=Count("pk", filter=passed & Q(position=Position.MET_ON_TIME)),
        passed_first=Count("pk", filter=passed_first),
        on_time_first=Count("pk", filter=passed_first & met & Q(met_latest__lte=F("baseline_day"))),
    )
    return Punctuality(
        current=Share(found["on_time"], found["passed"]),
        original=Share(found["on_time_first"], found["passed_first"]),
    )


def punctuality_by_lead(deadlines: DeadlineQuerySet, moment: Moment) -> dict[int | None, Punctuality]:
    """Return the punctuality of each organisation that leads or hosts any of the deadlines, by its database id.

    A deadline with two leads counts for both. None stands for those without a lead body. The number of queries does
    not grow with the number of organisations.
    """
    rows = list(with_values(deadlines.order_by(), *COLUMNS))
    bodies = bodies_of([row["pk"] for row in rows], moment)
    led: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        leads = {body.organisation for body in bodies[row["pk"]] if body.role in LEAD_ROLES} - {None}
        for lead in leads or {None}:
            led[lead].append(row)
    return {lead: _punctuality_of(found) for lead, found in led.items()}


class Outcome(NamedTuple):
    """What one deadline counts for: has it passed and was it met on time, on the day in force and on the first one."""

    passed: bool
    on_time: bool
    passed_first: bool
    on_time_first: bool


def outcome_of(row: Mapping[str, Any]) -> Outcome:
    """Return what a dictionary of ``COLUMNS`` counts for."""
    counted = row["position"] != Position.CLOSED
    passed = counted and _is_before(row["due_latest"], row["judged_on"])
    passed_first = counted and _is_before(row["baseline_day"], row["judged_on"])
    met_by = row["met_latest"] if row["position"] in MET_POSITIONS else None
    return Outcome(
        passed=passed,
        on_time=passed and row["position"] == Position.MET_ON_TIME,
        passed_first=passed_first,
        on_time_first=passed_first and met_by is not None and not _is_before(row["baseline_day"], met_by),
    )


def _punctuality_of(rows: Iterable[dict[str, Any]]) -> Punctuality:
    outcomes = [outcome_of(row) for row in rows]
    return Punctuality(
        current=Share(sum(each.on_time for each in outcomes), sum(each.passed for each in outcomes)),
        original=Share(sum(each.on_time_first for each in outcomes), sum(each.passed_first for each in outcomes)),
    )


def _is_before(day: Any, other: Any) -> bool:
    return day is not None and day < other
