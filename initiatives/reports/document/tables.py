"""Tables of deadlines that several parts have in common."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from initiatives.queries.deadline_row import DeadlineRow
from initiatives.reports.document.model import Cell, Group, Head, Line, Table, Tone
from initiatives.reports.document.wording import (
    NOTHING,
    due_lines,
    forecast_lines,
    period_lines,
    position_lines,
    reason_word,
    short_day,
    what_lines,
)


def number_cell(row: DeadlineRow, *, with_plan: bool) -> Cell:
    """Return the number of the action; with several plans in the report, the plan beneath it."""
    lines = [Line(row.action_number, Tone.STRONG)]
    if with_plan:
        lines.append(Line(row.plan, Tone.MUTED))
    return tuple(lines)


def attention_table(rows: Sequence[DeadlineRow], *, caption: str, empty: str, with_plan: bool, late: bool) -> Table:
    """Return what needs attention: both dates, the days, the reason and the forecast.

    ``late``: for what is expected late the days count from the deadline to the forecast.
    """
    heads = (
        Head(_("No."), 7),
        Head(_("Action and lead"), 28),
        Head(_("Original deadline"), 13),
        Head(_("Current deadline"), 13),
        Head(_("Days after") if late else _("Days over"), 8, is_number=True),
        Head(_("Reason"), 18),
        Head(_("Forecast"), 13),
    )
    return Table(caption, heads, (Group(tuple(_attention_row(row, with_plan=with_plan) for row in rows)),), empty)


def _attention_row(row: DeadlineRow, *, with_plan: bool) -> tuple[Cell, ...]:
    forecast = row.forecast.latest or row.forecast.earliest
    if row.days_overdue is not None:
        days = row.days_overdue
    else:
        days = (forecast - row.current.latest).days if forecast and row.current.latest else 0
    reason = [Line(reason_word(row.delay_reason))]
    if row.note:
        reason.append(Line(row.note, Tone.MUTED))
    return (
        number_cell(row, with_plan=with_plan),
        what_lines(row),
        period_lines(row.original),
        due_lines(row),
        (Line(str(days), Tone.ALERT if row.days_overdue is not None else Tone.STRONG),),
        tuple(reason),
        forecast_lines(row),
    )


def plain_table(rows: Sequence[DeadlineRow], *, caption: str, empty: str, with_plan: bool) -> Table:
    """Return deadlines with where they stand and their last report."""
    heads = (
        Head(_("No."), 8),
        Head(_("Action and lead"), 42),
        Head(_("Current deadline"), 18),
        Head(_("Position"), 18),
        Head(_("Last report"), 14),
    )
    cells = tuple(
        (
            number_cell(row, with_plan=with_plan),
            what_lines(row),
            due_lines(row),
            position_lines(row),
            (Line(short_day(row.last_update_on)),),
        )
        for row in rows
    )
    return Table(caption, heads, (Group(cells),), empty)


def completed_table(rows: Sequence[DeadlineRow], *, caption: str, empty: str, with_plan: bool) -> Table:
    """Return what has been completed, with the day and the evidence."""
    heads = (
        Head(_("No."), 8),
        Head(_("Action and lead"), 34),
        Head(_("Current deadline"), 15),
        Head(_("Completed"), 20),
        Head(_("Evidence"), 23),
    )
    cells = tuple(
        (
            number_cell(row, with_plan=with_plan),
            what_lines(row),
            due_lines(row),
            (*completion_lines(row), *position_lines(row)),
            evidence_lines(row),
        )
        for row in rows
    )
    return Table(caption, heads, (Group(cells),), empty)


def completion_lines(row: DeadlineRow) -> Cell:
    """Return the day or period of completion, or of the start that met the deadline."""
    if row.completed:
        return period_lines(row.completed)
    if row.started_on is not None:
        return (Line(short_day(row.started_on)), Line(_("begun"), Tone.MUTED))
    return (Line(_("day not stated"), Tone.MUTED),)


def evidence_lines(row: DeadlineRow) -> Cell:
    """Return the pieces of evidence with their links; where there is none, the note that says why."""
    if not row.evidence:
        return (Line(row.note or NOTHING, Tone.MUTED),)
    lines = []
    for title, where in row.evidence:
        is_link = where.startswith(("http://", "https://"))
        lines.append(Line(title, link=where if is_link else ""))
        if where:
            lines.append(Line(where, Tone.MUTED))
    return tuple(lines)
