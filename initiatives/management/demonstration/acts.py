"""What can happen to a deadline in the demonstration: each function makes an act of the services' own writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from initiatives.models import Deadline, StatusUpdate
from initiatives.periods import Period
from initiatives.services import deadline_changes, status_updates
from initiatives.services.authorship import Author
from initiatives.services.status_updates import EvidenceItem, Report

EVIDENCE = (EvidenceItem("Opdigtet sag om skilte", case_number="DEMO-1"),)

# The author, the deadline, and all deadlines of the plan by "number/key".
Play = Callable[[Author, Deadline, dict[str, Deadline]], object]


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happened ``days_ago``; a coordinator did it, or else a contributor."""

    days_ago: int
    play: Play
    by_coordinator: bool = False


def report(days_ago: int, status: str, *, superseded_by: str = "", by_coordinator: bool = False, **said: Any) -> Act:
    """A report; ``superseded_by`` is "number/key" of the successor."""

    def play(by: Author, deadline: Deadline, everything: dict[str, Deadline]) -> object:
        successor = everything[superseded_by] if superseded_by else None
        return status_updates.record(
            by=by, deadline=deadline, report=Report(status=status, superseded_by=successor, **said)
        )

    return Act(days_ago, play, by_coordinator)


def unchanged(days_ago: int) -> Act:
    """The last report is confirmed."""
    return Act(days_ago, lambda by, deadline, _all: status_updates.confirm_unchanged(by=by, deadline=deadline))


def correction(days_ago: int, status: str, **said: Any) -> Act:
    """The last report is corrected."""
    stated = Report(status=status, **said)
    return Act(
        days_ago, lambda by, deadline, _all: status_updates.correct(by=by, target=_last(deadline), report=stated)
    )


def withdrawal(days_ago: int, reason: str) -> Act:
    """The last report is withdrawn."""
    return Act(
        days_ago, lambda by, deadline, _all: status_updates.withdraw(by=by, target=_last(deadline), reason=reason)
    )


def reopening(days_ago: int, status: str, **said: Any) -> Act:
    """A completed or closed deadline is opened again."""
    stated = Report(status=status, **said)
    return Act(
        days_ago,
        lambda by, deadline, _all: status_updates.reopen(by=by, deadline=deadline, report=stated),
        by_coordinator=True,
    )


def move(days_ago: int, period: Period, **why: Any) -> Act:
    """The deadline is moved."""
    return _change(days_ago, deadline_changes.move_deadline, period=period, **why)


def settled_reading(days_ago: int, period: Period, **why: Any) -> Act:
    """It is settled how the words are read."""
    return _change(days_ago, deadline_changes.settle_reading, period=period, **why)


def first_date(days_ago: int, period: Period, **why: Any) -> Act:
    """A deadline without a date gets one."""
    return _change(days_ago, deadline_changes.set_first_date, period=period, **why)


def removal(days_ago: int, **why: Any) -> Act:
    """The date is taken away."""
    return _change(days_ago, deadline_changes.remove_date, **why)


def _change(days_ago: int, write: Callable[..., object], **what: Any) -> Act:
    return Act(days_ago, lambda by, deadline, _all: write(by=by, deadline=deadline, **what), by_coordinator=True)


def _last(deadline: Deadline) -> StatusUpdate:
    row: StatusUpdate = StatusUpdate.objects.filter(deadline=deadline).latest("seq")
    return row
