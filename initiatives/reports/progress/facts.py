"""What a progress report says, as values: no words, no format. ``gathering`` makes it, the document is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from initiatives.choices import Position
from initiatives.periods import Period
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.heads import RecordDigest
from initiatives.queries.progress import Counts
from initiatives.queries.punctuality import Punctuality
from initiatives.reports.progress.definition import Definition
from initiatives.texts import Text

# The groups of the summary: disjoint, and together all deadlines.
COMPLETED = (
    Position.MET_ON_TIME,
    Position.MET_LATE,
    Position.MET_UNDECIDED,
    Position.MET_UNDATED,
    Position.MET_NO_DEADLINE,
)
ON_COURSE = (Position.DUE_SOON, Position.IN_PERIOD, Position.UPCOMING)
CLOSED = (Position.CLOSED, Position.CLOSED_PARTIAL)
GROUPS: Mapping[str, tuple[Position, ...]] = {
    "completed": COMPLETED,
    "on_course": ON_COURSE,
    "expected_late": (Position.EXPECTED_LATE,),
    "overdue": (Position.OVERDUE,),
    "no_deadline": (Position.NO_DEADLINE,),
    "closed": CLOSED,
}


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan as its title sheet names it."""

    slug: str
    reference: str
    title: Text
    issuer: str
    adopted: Period
    adopted_is_inferred: bool
    source_link: str
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """How many deadlines stand in a group, and how many more or fewer than on the earlier day (None without one)."""

    group: str
    value: int
    change: int | None


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """One row of the official table with its deadlines. ``aim`` is the objective that holds its *Formål*, or empty."""

    number: str
    title: Text
    aim: Text
    wording: str
    wording_language: str
    deadlines: tuple[DeadlineRow, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveFacts:
    """A top-level objective with its actions in the plan's order; ``text`` is what the coordinator added."""

    plan: str
    number: str
    title: Text
    text: str
    counts: Counts
    actions: tuple[ActionFacts, ...]


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What one body leads; ``name`` is empty for what nobody is named for."""

    name: str
    counts: Counts
    punctuality: Punctuality
    rows: tuple[DeadlineRow, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """What was due or expected between the earlier day and the judged one, and what became of it.

    ``basis``: "deadline" or "forecast". ``met_on``: the last day on which it can have been met, None while it is not
    or where the day is missing. ``days``: from the promised day to it, or else to the judged day; below zero before it.
    """

    row: DeadlineRow
    promised_on: date
    basis: str
    is_delivered: bool
    met_on: date | None
    days: int


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A change of a deadline, as the log has it."""

    row: DeadlineRow
    kind: str
    old: Period
    new: Period
    effective_on: date
    reason: str
    explanation: str
    decision_reference: str
    after_passing: bool


@dataclass(frozen=True, slots=True)
class SinceFacts:
    """What happened between the earlier day and the judged one."""

    completed: tuple[DeadlineRow, ...]
    promises: tuple[Promise, ...]
    new: tuple[DeadlineRow, ...]
    moved: tuple[ChangeFacts, ...]
    closed: tuple[DeadlineRow, ...]

    @property
    def delivered(self) -> int:
        """How many promises were kept."""
        return sum(promise.is_delivered for promise in self.promises)


@dataclass(frozen=True, slots=True)
class Expected:
    """An open deadline on the day on which it is next to be delivered. ``basis``: "deadline" or "forecast"."""

    row: DeadlineRow
    day: date
    basis: str


@dataclass(frozen=True, slots=True)
class Quarter:
    """The part of a calendar quarter after the judged day, with what is to be delivered in it."""

    year: int
    number: int
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the record cannot say: lists that are printed also when they are empty."""

    undated: tuple[DeadlineRow, ...]
    never_reported: tuple[DeadlineRow, ...]
    stale: tuple[DeadlineRow, ...]
    unconfirmed: tuple[DeadlineRow, ...]


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """All that a report says.

    ``rows``: every deadline, in the plans' own order. ``internal_notes`` by database id. ``record``: what the whole log
    of the plans looked like at the known instant, so that the log of any later day can be checked against the report.
    """

    definition: Definition
    plans: tuple[PlanFacts, ...]
    organisation: str
    rows: tuple[DeadlineRow, ...]
    counts: Counts
    punctuality: Punctuality
    numbers: tuple[KeyNumber, ...]
    objectives: tuple[ObjectiveFacts, ...]
    organisations: tuple[OrganisationFacts, ...]
    since: SinceFacts | None
    quarters: tuple[Quarter, ...]
    undelivered: tuple[DeadlineRow, ...]
    gaps: Gaps
    changes: tuple[ChangeFacts, ...]
    internal_notes: Mapping[int, str]
    record: RecordDigest

    @property
    def overdue(self) -> tuple[DeadlineRow, ...]:
        """What is overdue, the worst first."""
        rows = [row for row in self.rows if row.position == Position.OVERDUE]
        return tuple(sorted(rows, key=lambda row: -(row.days_overdue or 0)))

    @property
    def expected_late(self) -> tuple[DeadlineRow, ...]:
        """What is expected late, the nearest deadline first."""
        rows = [row for row in self.rows if row.position == Position.EXPECTED_LATE]
        return tuple(sorted(rows, key=lambda row: row.current.latest or date.max))
