"""Annexes: the full table, every change of a deadline, and the data dictionary."""

from __future__ import annotations

from django.utils.translation import gettext as _

from initiatives.choices import ChangeKind
from initiatives.reports.columns import COLUMNS
from initiatives.reports.document.model import Block, Group, Head, Line, Paragraph, Table, Tone
from initiatives.reports.document.tables import number_cell
from initiatives.reports.document.wording import (
    due_lines,
    forecast_lines,
    period_lines,
    position_lines,
    reason_word,
    short_day,
    status_word,
    text_line,
    what_lines,
)
from initiatives.reports.progress.facts import ChangeFacts, ProgressReport


def full_table(report: ProgressReport) -> tuple[Block, ...]:
    """Return every deadline in one table; all columns of it are in the workbook and the CSV file."""
    heads = (
        Head(_("Reference"), 16),
        Head(_("Action and lead"), 28),
        Head(_("Deadline"), 14),
        Head(_("Status"), 11),
        Head(_("Position"), 15),
        Head(_("Forecast"), 8),
        Head(_("Last report"), 8),
    )
    rows = tuple(
        (
            (Line(row.ref, Tone.STRONG),),
            what_lines(row),
            due_lines(row),
            (Line(status_word(row.status)),),
            position_lines(row),
            forecast_lines(row),
            (Line(short_day(row.last_update_on)),),
        )
        for row in report.rows
    )
    return (
        Paragraph(
            _("All deadlines of the report. Workbook and CSV have every column."),
            Tone.MUTED,
            is_intro=True,
        ),
        Table(_("All deadlines"), heads, (Group(rows),), _("No deadlines were known on that day.")),
    )


def moves(report: ProgressReport) -> tuple[Block, ...]:
    """Return every change of a deadline up to the day of the report."""
    with_plan = len(report.plans) > 1
    heads = (
        Head(_("No."), 6),
        Head(_("Action and deadline"), 25),
        Head(_("Change"), 14),
        Head(_("Before"), 11),
        Head(_("After"), 11),
        Head(_("Reason"), 21),
        Head(_("Decision"), 12),
    )
    rows = tuple(
        (
            number_cell(change.row, with_plan=with_plan),
            (text_line(change.row.action, Tone.STRONG), text_line(change.row.label)),
            _kind(change),
            period_lines(change.old),
            period_lines(change.new),
            (Line(reason_word(change.reason)), Line(change.explanation, Tone.MUTED)),
            (Line(short_day(change.effective_on)), *_reference(change)),
        )
        for change in report.changes
    )
    return (
        Paragraph(
            _("Every change of a deadline since the plan was adopted. One that was moved after it had passed says so."),
            Tone.MUTED,
            is_intro=True,
        ),
        Table(_("Changes of deadlines"), heads, (Group(rows),), _("No deadline has been changed.")),
    )


def _kind(change: ChangeFacts) -> tuple[Line, ...]:
    word = Line(str(ChangeKind(change.kind).label).capitalize())
    return (word, Line(_("after it had passed"), Tone.ALERT)) if change.after_passing else (word,)


def _reference(change: ChangeFacts) -> tuple[Line, ...]:
    return (Line(change.decision_reference, Tone.MUTED),) if change.decision_reference else ()


def dictionary(report: ProgressReport) -> tuple[Block, ...]:
    """Return the columns of the data files with their meaning."""
    heads = (Head(_("Column"), 24), Head(_("Label"), 26), Head(_("Meaning"), 50))
    rows = tuple(
        ((Line(column.code, Tone.STRONG),), (Line(column.heading),), (Line(str(column.explanation)),))
        for column in COLUMNS
    )
    return (
        Paragraph(
            _("Workbook, CSV and JSON have the same rows, with these columns."),
            Tone.MUTED,
            is_intro=True,
        ),
        Table(_("Data dictionary"), heads, (Group(rows),)),
    )
