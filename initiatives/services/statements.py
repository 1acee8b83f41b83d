"""What a report must say, and when: the requirements on a statement before it enters the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives import positions
from initiatives.choices import (
    CLOSED_STATUSES,
    FINAL_STATUSES,
    Confidence,
    PlanState,
    ReasonCode,
    Status,
    UpdateKind,
)
from initiatives.models import Deadline, StatusUpdate
from initiatives.periods import Period

CLOSING_STATUSES = (Status.CLOSED_PARTIAL, *CLOSED_STATUSES)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of evidence: a title with a link or the number of a case."""

    title: str
    link: str = ""
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One whole statement about a deadline, as somebody makes it; what is left out is empty.

    ``completion_unknown`` says in so many words that the day of completion is not known (a note must then explain).
    ``effective_on``: the day from which it holds; by default the completion or start day that it states.
    """

    status: str
    effective_on: date | None = None
    started_on: date | None = None
    completed: Period = Period.none()
    completion_unknown: bool = False
    forecast: Period = Period.none()
    confidence: str = ""
    confidence_reason: str = ""
    delay_reason: str = ""
    note: str = ""
    internal_note: str = ""
    superseded_by: Deadline | None = None
    evidence: tuple[EvidenceItem, ...] = ()

    @classmethod
    def repeating(cls, row: StatusUpdate) -> Report:
        """Return the statement of a row already recorded, as a form prefills it or a confirmation copies it."""
        return cls(
            status=row.status,
            started_on=row.started_on,
            completed=row.completed,
            completion_unknown=row.status == Status.COMPLETED and not row.completed,
            forecast=row.forecast,
            confidence=row.confidence,
            confidence_reason=row.confidence_reason,
            delay_reason=row.delay_reason,
            note=row.note,
            internal_note=row.internal_note,
            superseded_by=row.superseded_by,
            evidence=tuple(EvidenceItem(item.title, item.link, item.case_number) for item in row.evidence.all()),
        )


def effective_day(report: Report, today: date, before: StatusUpdate | None, target: StatusUpdate | None) -> date:
    """Return the day from which a report holds.

    It is the stated day; else the completion day, or the start day where it is news; else, for a correction, the day
    of the row that it corrects; else today. ``before`` is the row in force, ``target`` the row that is corrected.
    """
    if report.effective_on is not None:
        return report.effective_on
    if report.completed:
        end = report.completed.latest or report.completed.earliest
        return min(end, today) if end else today
    told = target or before
    if report.started_on is not None and (told is None or told.started_on != report.started_on):
        return report.started_on
    return target.effective_on if target is not None else today


def check(report: Report, deadline: Deadline, today: date, kind: UpdateKind) -> None:
    """Raise ValidationError, by field, unless the report says all that is required of it on this day."""
    problems = Problems()
    _check_days(report, deadline, today, problems)
    _check_reasons(report, kind, problems)
    _check_forecast(report, deadline, today, problems)
    if report.status == Status.COMPLETED:
        _check_completion(report, problems)
    if report.status == Status.SUPERSEDED:
        successor = report.superseded_by
        problems.unless(successor, "superseded_by", _("Name the deadline that takes its place."))
        problems.unless(successor != deadline, "superseded_by", _("A deadline cannot take its own place."))
        problems.unless(
            successor is None or _is_seen_by_the_same(successor, deadline),
            "superseded_by",
            _("This deadline is in another plan that is still a draft: readers would be told of it. Publish it first."),
        )
    for item in report.evidence:
        problems.unless(item.title.strip(), "evidence", _("Give each piece of evidence a title."))
        problems.unless(item.link or item.case_number, "evidence", _("Evidence needs a link or a case number."))
    problems.raise_any()


def _is_seen_by_the_same(successor: Deadline, deadline: Deadline) -> bool:
    """Return whether everybody who sees the deadline, on any later day, sees its successor too."""
    plan = successor.action.plan
    return plan.state != PlanState.DRAFT or plan.pk == deadline.action.plan_id


class Problems:
    """Collects what is wrong with a statement, so that all of it is said at once."""

    def __init__(self) -> None:
        self.found: dict[str, list[str | Promise]] = {}

    def unless(self, holds: object, field: str, message: str | Promise) -> None:
        """Note the message against the field unless the condition holds."""
        if not holds:
            self.found.setdefault(field, []).append(message)

    def raise_any(self) -> None:
        """Raise ValidationError with all that was found, if anything was."""
        if self.found:
            raise ValidationError({field: [str(message) for message in found] for field, found in self.found.items()})


def is_overdue(deadline: Deadline, status: str, started_on: date | None, today: date) -> bool:
    """Return whether the deadline would be open and past on this day, were this the statement in force."""
    latest = deadline.current.latest
    return latest is not None and today > latest and positions.is_open(deadline.kind, status, started_on)


def _check_days(report: Report, deadline: Deadline, today: date, problems: Problems) -> None:
    in_future = _("This day lies in the future.")
    problems.unless(report.effective_on is None or report.effective_on <= today, "effective_on", in_future)
    problems.unless(report.started_on is None or report.started_on <= today, "started_on", in_future)
    begun = report.completed.earliest or report.completed.latest
    problems.unless(begun is None or begun <= today, "completed", in_future)
    end = report.completed.latest or report.completed.earliest
    if report.started_on and end:
        problems.unless(report.started_on <= end, "started_on", _("It cannot have started after it was completed."))
    adopted = deadline.action.plan.adopted.earliest
    if end and adopted and end < adopted:
        problems.unless(
            report.note.strip(), "note", _("This completion lies before the plan was adopted: explain it in a note.")
        )


def _check_reasons(report: Report, kind: UpdateKind, problems: Problems) -> None:
    note = report.note.strip()
    if report.confidence in (Confidence.AMBER, Confidence.RED):
        problems.unless(report.confidence_reason.strip(), "confidence_reason", _("Say why it is amber or red."))
    if report.delay_reason == ReasonCode.OTHER:
        problems.unless(note, "note", _("Say in a note what the other reason is."))
    if report.status in CLOSING_STATUSES:
        problems.unless(note, "note", _("Closing a deadline needs a note that says why."))
    if kind == UpdateKind.REOPENING:
        problems.unless(note, "note", _("Reopening a deadline needs a note that says why."))
        problems.unless(
            report.status not in FINAL_STATUSES, "status", _("A deadline is reopened to a status that is not final.")
        )


def _check_forecast(report: Report, deadline: Deadline, today: date, problems: Problems) -> None:
    if report.status in FINAL_STATUSES:
        problems.unless(not report.forecast, "forecast", _("What is completed or closed has no forecast."))
    elif is_overdue(deadline, report.status, report.started_on, today):
        day = report.forecast.latest or report.forecast.earliest
        problems.unless(report.delay_reason, "delay_reason", _("The deadline has passed: say why."))
        problems.unless(
            day and day >= today, "forecast", _("The deadline has passed: give a forecast that has not passed.")
        )


def _check_completion(report: Report, problems: Problems) -> None:
    note = report.note.strip()
    problems.unless(
        report.completed or (report.completion_unknown and note),
        "completed",
        _("Give the day or period of completion, or say that the date is unknown and why in a note."),
    )
    problems.unless(
        report.evidence or note, "evidence", _("Give evidence of the completion, or say in a note why there is none.")
    )
