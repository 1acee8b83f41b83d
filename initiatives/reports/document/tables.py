"""Tables of deadlines that several parts have in common."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from initiatives.queries.deadline_row import DeadlineRow
from initiatives.reports.document.lettering import longest_word, width_of
from initiatives.reports.document.model import Block, Cell, Group, Head, Line, Table, Tone
from initiatives.reports.document.notes import Notes
from initiatives.reports.document.wording import (
    NOTHING,
    due_lines,
    forecast_lines,
    history_lines,
    period_lines,
    position_lines,
    reason_word,
    short_day,
    what_lines,
)

# In hundredths of the width of the text: a letter of a head, and what stands free beside it.
NUMBER_SIZE = 1.65
NUMBER_MARGIN = 2


def number_cell(row: DeadlineRow, *, with_plan: bool) -> Cell:
    """Return the number of the action; with several plans in the report, the plan beneath it."""
    lines = [Line(row.action_number, Tone.STRONG)]
    if with_plan:
        lines.append(Line(row.plan, Tone.MUTED))
    return tuple(lines)


def number_head(label: str) -> Head:
    """Return the head of a column of numbers, as narrow as the longest word of its label allows."""
    return Head(label, NUMBER_MARGIN + round(width_of(longest_word(label), size=NUMBER_SIZE)), is_number=True)


def attention_table(
    rows: Sequence[DeadlineRow], *, caption: str, empty: str, with_plan: bool, late: bool
) -> tuple[Block, ...]:
    """Return what needs attention as a table: both dates, the days, the forecast and the reason. Long notes follow it.

    ``late``: for what is expected late the days count from the deadline to the forecast.
    """
    heads = (
        Head(_("No."), 7),
        Head(_("Action and lead"), 26),
        Head(_("Original deadline"), 14),
        Head(_("Current deadline"), 14),
        Head(_("Days after") if late else _("Days over"), 7, is_number=True),
        Head(_("Forecast"), 13),
        Head(_("Reason and remedy"), 19),
    )
    notes = Notes()
    cells = tuple(_attention_row(row, notes, with_plan=with_plan) for row in rows)
    return (Table(caption, heads, (Group(cells),), empty), *notes.blocks)


def _attention_row(row: DeadlineRow, notes: Notes, *, with_plan: bool) -> tuple[Cell, ...]:
    forecast = row.forecast.latest or row.forecast.earliest
    if row.days_overdue is not None:
        days = row.days_overdue
    else:
        days = (forecast - row.current.latest).days if forecast and row.current.latest else 0
    reason = [Line(reason_word(row.delay_reason)) if row.delay_reason else Line(_("not stated"), Tone.MUTED)]
    if row.note:
        reason.append(notes.line(row.note, row, Tone.MUTED))
    return (
        number_cell(row, with_plan=with_plan),
        what_lines(row),
        period_lines(row.original),
        (*_current(row), *history_lines(row)),
        (Line(str(days), Tone.ALERT if row.days_overdue is not None else Tone.STRONG),),
        forecast_lines(row),
        tuple(reason),
    )


def _current(row: DeadlineRow) -> Cell:
    """Return the current deadline; where it is the original one, the cell beside has said so already."""
    first, *more = period_lines(row.current)
    return (Line(first.text, Tone.STRONG if row.moves else first.tone), *(more if row.moves else ()))


def plain_table(rows: Sequence[DeadlineRow], *, caption: str, empty: str, with_plan: bool) -> Table:
    """Return deadlines with where they stand and their last report."""
    heads = (
        Head(_("No."), 7),
        Head(_("Action and lead"), 37),
        Head(_("Current deadline"), 17),
        Head(_("Position"), 25),
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


def completed_table(rows: Sequence[DeadlineRow], *, caption: str, empty: str, with_plan: bool) -> tuple[Block, ...]:
    """Return what has been completed as a table, with the day and the evidence. Long notes follow it."""
    notes = Notes()
    heads = (
        Head(_("No."), 7),
        Head(_("Action and lead"), 30),
        Head(_("Current deadline"), 16),
        Head(_("Completed"), 25),
        Head(_("Evidence"), 22),
    )
    cells = tuple(
        (
            number_cell(row, with_plan=with_plan),
            what_lines(row),
            due_lines(row),
            (*position_lines(row), *completion_lines(row)),
            evidence_lines(row, notes),
        )
        for row in rows
    )
    return (Table(caption, heads, (Group(cells),), empty), *notes.blocks)


def completion_lines(row: DeadlineRow) -> Cell:
    """Return the day or period of completion, or of the start that met the deadline."""
    if row.completed:
        return period_lines(row.completed)
    if row.started_on is not None:
        return (Line(short_day(row.started_on)), Line(_("begun"), Tone.MUTED))
    return (Line(_("day not stated"), Tone.MUTED),)


def evidence_lines(row: DeadlineRow, notes: Notes) -> Cell:
    """Return the pieces of evidence with their links; where there is none, the note that says why."""
    if not row.evidence:
        return (notes.line(row.note or NOTHING, row, Tone.MUTED),)
    lines = []
    for title, where in row.evidence:
        is_link = where.startswith(("http://", "https://"))
        lines.append(Line(title, link=where if is_link else ""))
        if where:
            lines.append(Line(where, Tone.MUTED))
    return tuple(lines)
