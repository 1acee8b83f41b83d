"""How far plans, objectives, actions and bodies are: counts of deadlines by position, never averaged percentages.

Every function takes deadlines from ``Deadline.objects.at(moment)``, narrowed as the caller likes, and the same moment.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import F

from initiatives.choices import MET_POSITIONS, Position
from initiatives.clocks import Moment
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.positions import Judgement
from initiatives.queries.action_status import ActionProgress, Milestone, action_progress
from initiatives.queries.bodies import LEAD_ROLES, bodies_of
from initiatives.queries.facts import JUDGED_COLUMNS, judgement_of, with_values
from initiatives.queries.lineage import lineages_of

CHUNK = 500
Judged = tuple[dict[str, Any], Judgement]


@dataclass(frozen=True, slots=True)
class Positions:
    """How many deadlines stand where."""

    deadlines: int
    positions: Mapping[str, int]

    @classmethod
    def of_numbers(cls, positions: Mapping[str, int]) -> Positions:
        """Return the numbers by position with their sum."""
        return cls(sum(positions.values()), positions)

    def of(self, *positions: str) -> int:
        """Return how many stand in any of these positions."""
        return sum(self.positions.get(position, 0) for position in positions)

    @property
    def overdue(self) -> int:
        """How many are overdue."""
        return self.of(Position.OVERDUE)

    @property
    def met(self) -> int:
        """How many are met, in time or not."""
        return self.of(*MET_POSITIONS)

    @property
    def without_deadline(self) -> int:
        """How many have no day to be judged on and are neither met nor closed."""
        return self.of(Position.NO_DEADLINE)

    @property
    def on_course(self) -> int:
        """How many are open, dated, and neither overdue nor expected late."""
        return self.of(Position.DUE_SOON, Position.IN_PERIOD, Position.UPCOMING)


@dataclass(frozen=True, slots=True)
class Counts(Positions):
    """The same, and how many are ``delayed``: later than the original deadline, whatever their position."""

    delayed: int


def counts_by_plan(deadlines: DeadlineQuerySet) -> dict[int, Counts]:
    """Return the counts of each plan that has any of the deadlines, by the plan's database id. One query."""
    placed = deadlines.alias(plan_id=F("action__plan_id"))
    return _counted((row["plan_id"], judgement) for row, judgement in _judged(placed, "plan_id"))


def counts_by_objective(deadlines: DeadlineQuerySet, moment: Moment) -> dict[int, Counts]:
    """Return the counts of each objective, by database id; those of an objective above include those below it."""

    def keyed() -> Iterator[tuple[int, Judgement]]:
        for chunk in _chunks(_judged(deadlines)):
            lineages = lineages_of([row["pk"] for row, _judgement in chunk], moment)
            for row, judgement in chunk:
                lineage = lineages[row["pk"]]
                yield from ((key, judgement) for key in (lineage.objective, lineage.parent) if key is not None)

    return _counted(keyed())


def counts_by_lead(deadlines: DeadlineQuerySet, moment: Moment) -> dict[int | None, Counts]:
    """Return the counts of each organisation that leads or hosts, by database id.

    A deadline with two leads counts for both, so the sum may exceed the number of deadlines. None stands for those
    without a lead body: nobody is named, or words alone.
    """

    def keyed() -> Iterator[tuple[int | None, Judgement]]:
        for chunk in _chunks(_judged(deadlines)):
            bodies = bodies_of([row["pk"] for row, _judgement in chunk], moment)
            for row, judgement in chunk:
                leads = {body.organisation for body in bodies[row["pk"]] if body.role in LEAD_ROLES} - {None}
                yield from ((key, judgement) for key in leads or {None})

    return _counted(keyed())


def progress_by_action(deadlines: DeadlineQuerySet) -> dict[int, ActionProgress]:
    """Return the rolled-up status of each action that has any of the deadlines, by the action's database id. One query.

    It is the status of the deadlines that are given: narrow by whole actions.
    """
    milestones: dict[int, list[Milestone]] = defaultdict(list)
    for row, judgement in _judged(deadlines):
        milestones[row["action_id"]].append(Milestone.of(row, judgement.position))
    return {action: action_progress(found) for action, found in milestones.items()}


def _judged(deadlines: DeadlineQuerySet, *columns: str) -> Iterator[Judged]:
    """Judge in Python: read out once, the facts of a past day cost less than the database's rule over each of them."""
    rows = with_values(deadlines.order_by(), *JUDGED_COLUMNS, *columns)
    for row in rows.iterator(chunk_size=CHUNK):
        yield row, judgement_of(row)


def _chunks(rows: Iterator[Judged]) -> Iterator[list[Judged]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _counted(keyed: Iterable[tuple[Any, Judgement]]) -> dict[Any, Counts]:
    positions: dict[Any, Counter[str]] = defaultdict(Counter)
    delayed: Counter[Any] = Counter()
    for key, judgement in keyed:
        positions[key][judgement.position] += 1
        delayed[key] += judgement.days_slipped is not None
    return {key: Counts(counter.total(), dict(counter), delayed[key]) for key, counter in positions.items()}
