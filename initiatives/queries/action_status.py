"""The status of an action, rolled up from its deadlines; an action stores none of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from initiatives.choices import ENDED_POSITIONS, MET_POSITIONS, DeadlineKind, Position, Status
from initiatives.queries.deadline_row import DeadlineRow

BEGUN = (Status.IN_PROGRESS, Status.ON_HOLD, Status.COMPLETED, Status.CLOSED_PARTIAL)


@dataclass(frozen=True, slots=True)
class Milestone:
    """What the roll-up asks of one deadline. ``met_on``: the latest day on which it can have been met."""

    kind: str
    status: str
    position: str
    started_on: date | None = None
    met_on: date | None = None

    @classmethod
    def of(cls, row: dict[str, Any], position: str) -> Milestone:
        """Return the milestone of a dictionary of judged columns, with its position."""
        met_by_start = row["judged_kind"] == DeadlineKind.START_BY and row["state_started_on"] is not None
        return cls(
            kind=row["judged_kind"],
            status=row["state_status"],
            position=position,
            started_on=row["state_started_on"],
            met_on=row["state_started_on"] if met_by_start else row["state_completed_latest"],
        )

    @classmethod
    def of_row(cls, row: DeadlineRow) -> Milestone:
        """Return the milestone of a flat row."""
        met_by_start = row.kind == DeadlineKind.START_BY and row.started_on is not None
        return cls(
            kind=row.kind,
            status=row.status,
            position=row.position,
            started_on=row.started_on,
            met_on=row.started_on if met_by_start else row.completed.latest,
        )

    @property
    def is_met(self) -> bool:
        """Whether it is met, in time or not."""
        return self.position in MET_POSITIONS

    @property
    def is_open(self) -> bool:
        """Whether it is neither met nor closed."""
        return self.position not in ENDED_POSITIONS


@dataclass(frozen=True, slots=True)
class ActionProgress:
    """The status of an action, with the counts that it is never shown without.

    ``met`` of ``active`` deadlines are met; active are those neither cancelled nor superseded. ``completed_on``: the
    last day of completion of a completed action, None where a day is missing.
    """

    status: str
    met: int
    active: int
    overdue: int
    completed_on: date | None = None


def action_progress(milestones: Sequence[Milestone]) -> ActionProgress:
    """Return the status that follows from an action's deadlines.

    Cancelled when all are cancelled or superseded. Completed when all active ones are met and one of them is what the
    action had to complete; with mere starts and meetings met it is in progress. Partially closed when none is open and
    some were closed so. On hold when all open ones are. In progress when anything has begun. Otherwise not started, or,
    where nobody has reported anything, no report received.
    """
    active = [milestone for milestone in milestones if milestone.position != Position.CLOSED]
    status = _status(active) if active else _closed_status(milestones)
    days = [milestone.met_on for milestone in active]
    return ActionProgress(
        status=status,
        met=sum(milestone.is_met for milestone in active),
        active=len(active),
        overdue=sum(milestone.position == Position.OVERDUE for milestone in active),
        completed_on=_last_of(days) if status == Status.COMPLETED else None,
    )


def _closed_status(milestones: Sequence[Milestone]) -> Status:
    if not milestones:
        return Status.NONE
    superseded = all(milestone.status == Status.SUPERSEDED for milestone in milestones)
    return Status.SUPERSEDED if superseded else Status.CANCELLED


def _status(active: Sequence[Milestone]) -> Status:
    if all(milestone.is_met for milestone in active):
        delivered = any(milestone.kind == DeadlineKind.COMPLETE_BY for milestone in active)
        return Status.COMPLETED if delivered else Status.IN_PROGRESS
    still_open = [milestone for milestone in active if milestone.is_open]
    if not still_open:
        return Status.CLOSED_PARTIAL
    if all(milestone.status == Status.ON_HOLD for milestone in still_open):
        return Status.ON_HOLD
    if any(milestone.status in BEGUN or milestone.started_on is not None for milestone in active):
        return Status.IN_PROGRESS
    reported = any(milestone.status != Status.NONE for milestone in active)
    return Status.NOT_STARTED if reported else Status.NONE


def _last_of(days: Sequence[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) and known else None
