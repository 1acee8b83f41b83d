"""The next two quarters: what falls due, and when what is late is expected."""

from __future__ import annotations

from django.utils.translation import gettext as _

from initiatives.periods import Period
from initiatives.reports.document.model import Block, Group, Head, Line, Paragraph, Table, Tone
from initiatives.reports.document.tables import number_cell
from initiatives.reports.document.wording import language, position_lines, short_day, what_lines
from initiatives.reports.progress.facts import Expected, ProgressReport, Quarter

MOST_NAMED = 20


def ahead(report: ProgressReport) -> tuple[Block, ...]:
    """Return the blocks of what comes next."""
    with_plan = len(report.plans) > 1
    heads = (
        Head(_("Day"), 16),
        Head(_("No."), 8),
        Head(_("Action and lead"), 35),
        Head(_("Basis"), 16),
        Head(_("Position"), 25),
    )
    groups = tuple(
        Group(
            tuple(_row(each, with_plan=with_plan) for each in quarter.expected),
            _name(quarter),
            _("No deadline and no forecast lies in this quarter."),
        )
        for quarter in report.quarters
    )
    blocks: list[Block] = [
        Paragraph(
            _("Deadlines that fall due, and what is late on the day on which it is expected."),
            Tone.MUTED,
            is_intro=True,
        ),
        Table(_("The next two quarters"), heads, groups),
    ]
    if report.undelivered:
        names = [f"{row.plan} {row.action_number}" if with_plan else row.action_number for row in report.undelivered]
        text = _("Overdue without a day on which it is expected: %(numbers)s.") % {
            "numbers": ", ".join(dict.fromkeys(names[:MOST_NAMED]))
        }
        if len(names) > MOST_NAMED:
            text += " " + _("And %(more)d more; all are in the annexes.") % {"more": len(names) - MOST_NAMED}
        blocks.append(Paragraph(text))
    return tuple(blocks)


def _name(quarter: Quarter) -> str:
    return Period.quarter(quarter.year, quarter.number).label(language())


def _row(expected: Expected, *, with_plan: bool) -> tuple[tuple[Line, ...], ...]:
    basis = _("Forecast") if expected.basis == "forecast" else _("Deadline")
    return (
        (Line(short_day(expected.day), Tone.STRONG),),
        number_cell(expected.row, with_plan=with_plan),
        what_lines(expected.row),
        (Line(basis),),
        position_lines(expected.row),
    )
