"""Every column of the flat row, declared once: one row a deadline, the same in every export and in this order."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.choices import (
    Confidence,
    DeadlineKind,
    Firmness,
    Freshness,
    Light,
    Position,
    ReasonCode,
    Status,
)
from initiatives.periods import Precision
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.reports.table import Column, Kind


def _column(
    code: str,
    kind: Kind,
    label: Promise,
    explanation: Promise,
    *,
    source: str = "",
    width: int = 12,
    choices: type[TextChoices] | None = None,
) -> Column:
    """Return the column whose value is the attribute of a DeadlineRow that ``source`` names, or else its code name."""
    return Column(code, label, explanation, kind, attrgetter(source or code), width, choices)


def _evidence(row: DeadlineRow) -> list[str]:
    return [f"{title} ({where})" if where else title for title, where in row.evidence]


COLUMNS: tuple[Column, ...] = (
    _column(
        "ref",
        Kind.TEXT,
        _("reference"),
        _("Names the deadline for ever: plan, number of the action, key of the deadline."),
        width=28,
    ),
    _column("plan", Kind.TEXT, _("plan"), _("The short name of the plan, as in addresses."), width=16),
    _column(
        "objective_number", Kind.TEXT, _("objective number"), _("The plan's own number of the objective."), width=10
    ),
    _column("objective", Kind.TEXT, _("objective"), _("The title of the objective."), width=40),
    _column("action_number", Kind.TEXT, _("action number"), _("The plan's own number of the action."), width=10),
    _column("action", Kind.TEXT, _("action"), _("The title of the action."), width=40),
    _column("label", Kind.TEXT, _("deadline"), _("What is due."), width=40),
    _column("kind", Kind.CHOICE, _("kind"), _("What has to happen by the deadline."), width=16, choices=DeadlineKind),
    _column(
        "firmness",
        Kind.CHOICE,
        _("firmness"),
        _("How binding the plan's own words are. It does not change the position."),
        width=12,
        choices=Firmness,
    ),
    _column(
        "wording",
        Kind.TEXT,
        _("official wording"),
        _("The plan's own words for the deadline, word for word."),
        width=40,
    ),
    _column("lead", Kind.LIST, _("lead"), _("Who leads or hosts it."), source="leads", width=24),
    _column("partners", Kind.LIST, _("partners"), _("Who shares the responsibility."), width=24),
    _column(
        "original_earliest",
        Kind.DATE,
        _("original, earliest day"),
        _("The first day of the deadline that the plan gave. Empty where it is open or the plan gave no date."),
        source="original.earliest",
    ),
    _column(
        "original_latest",
        Kind.DATE,
        _("original, latest day"),
        _("The last day of the deadline that the plan gave; delay is judged on it."),
        source="original.latest",
    ),
    _column(
        "current_earliest",
        Kind.DATE,
        _("current, earliest day"),
        _("The first day of the deadline in force on the judged day."),
        source="current.earliest",
    ),
    _column(
        "current_latest",
        Kind.DATE,
        _("current, latest day"),
        _("The last day of the deadline in force on the judged day; it is overdue from the day after."),
        source="current.latest",
    ),
    _column(
        "precision",
        Kind.CHOICE,
        _("precision"),
        _("How finely the deadline in force is stated."),
        source="current.precision",
        choices=Precision,
    ),
    _column(
        "is_confirmed",
        Kind.BOOLEAN,
        _("reading confirmed"),
        _("Whether it is settled how the plan's words are to be read as dates."),
        width=10,
    ),
    _column(
        "moves",
        Kind.INTEGER,
        _("moves"),
        _("How many times the deadline has been moved. Settling its reading, and a first date, are no moves."),
        width=8,
    ),
    _column(
        "status",
        Kind.CHOICE,
        _("status"),
        _("How far the work is, as last reported."),
        width=20,
        choices=Status,
    ),
    _column("effective_on", Kind.DATE, _("effective on"), _("The day from which the reported status holds.")),
    _column(
        "confidence",
        Kind.CHOICE,
        _("confidence"),
        _("Whether the contributors believe that it will be made. Empty where they have not said."),
        choices=Confidence,
    ),
    _column(
        "position",
        Kind.CHOICE,
        _("position"),
        _("Where the deadline stands in time on the judged day. It is computed, never reported."),
        width=26,
        choices=Position,
    ),
    _column(
        "days_overdue",
        Kind.INTEGER,
        _("days overdue"),
        _("For what is overdue: whole days from the latest day of the deadline in force to the judged day."),
        width=10,
    ),
    _column(
        "days_late",
        Kind.INTEGER,
        _("days late"),
        _("For what was completed late: whole days from the latest day of the deadline in force to the completion."),
        width=10,
    ),
    _column(
        "days_slipped",
        Kind.INTEGER,
        _("days slipped"),
        _("Whole days from the original deadline to the completion, or else to what is now to be expected."),
        width=10,
    ),
    _column(
        "light",
        Kind.CHOICE,
        _("light"),
        _("Green less than a month after the deadline in force, amber up to three months after it, then red."),
        choices=Light,
    ),
    _column(
        "freshness",
        Kind.CHOICE,
        _("freshness"),
        _("How long ago the deadline was last reported on, by the limits of its plan."),
        width=18,
        choices=Freshness,
    ),
    _column(
        "forecast_latest",
        Kind.DATE,
        _("forecast"),
        _("The last day of the period in which it is now expected."),
        source="forecast.latest",
    ),
    _column("started_on", Kind.DATE, _("started on"), _("The day on which the work began, as reported.")),
    _column(
        "completed_earliest",
        Kind.DATE,
        _("completed, earliest day"),
        _("The first day on which it may have been completed, as reported."),
        source="completed.earliest",
    ),
    _column(
        "completed_latest",
        Kind.DATE,
        _("completed, latest day"),
        _("The last day on which it may have been completed, as reported."),
        source="completed.latest",
    ),
    _column(
        "delay_reason",
        Kind.CHOICE,
        _("reason for the delay"),
        _("Why it is late, as reported."),
        width=24,
        choices=ReasonCode,
    ),
    _column("note", Kind.TEXT, _("note"), _("What the contributors say about it."), width=60),
    Column(
        "evidence",
        _("evidence"),
        _("What shows that the report is true, with its link or case number."),
        Kind.LIST,
        _evidence,
        width=40,
    ),
    _column("last_update_on", Kind.DATE, _("last update"), _("The day of the last report.")),
    _column("as_of", Kind.DATE, _("as of"), _("The day that is judged.")),
    _column(
        "known",
        Kind.INSTANT,
        _("known"),
        _("The row shows what had been recorded by this instant, in the time of the installation."),
        width=20,
    ),
)
