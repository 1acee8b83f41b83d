"""Status by objective: the plan's own table, with where each deadline stands beside it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from initiatives.queries.deadline_row import DeadlineRow
from initiatives.reports.document.groups import GROUP_LABELS
from initiatives.reports.document.model import Block, Cell, Group, Head, Line, Paragraph, Subheading, Table, Tone
from initiatives.reports.document.notes import Notes
from initiatives.reports.document.parts.status import name_of
from initiatives.reports.document.tables import completion_lines
from initiatives.reports.document.wording import both_dates, forecast_lines, position_lines, quoted, text_line
from initiatives.reports.progress.facts import COMPLETED, GROUPS, ActionFacts, ObjectiveFacts, ProgressReport


def objectives(report: ProgressReport) -> tuple[Block, ...]:
    """Return a heading, a text, the counts and the official table for each objective."""
    blocks: list[Block] = [
        Paragraph(
            _("Objective, action and deadline are the plan's own words. Status and remarks are what was reported."),
            Tone.MUTED,
            is_intro=True,
        )
    ]
    for place, objective in enumerate(report.objectives, start=1):
        language = objective.title.language
        foreign = language if language != report.definition.language else ""
        blocks.append(Subheading(f"objective-{place}", name_of(objective, report), foreign))
        if objective.text:
            blocks.append(Paragraph(objective.text))
        blocks.append(Paragraph(_counted(objective), Tone.STRONG, is_intro=True))
        blocks += _table(objective, report)
    if not report.objectives:
        blocks.append(Paragraph(_("The plan has no objectives."), Tone.MUTED))
    return tuple(blocks)


def _counted(objective: ObjectiveFacts) -> str:
    said = [
        f"{GROUP_LABELS[group]} {count}"
        for group, positions in GROUPS.items()
        if (count := objective.counts.of(*positions))
    ]
    return _("Deadlines: %(number)d. %(parts)s") % {
        "number": objective.counts.deadlines,
        "parts": ", ".join(said) + "." if said else "",
    }


def _table(objective: ObjectiveFacts, report: ProgressReport) -> tuple[Block, ...]:
    notes = Notes()
    has_aims = any(action.aim for action in objective.actions)
    heads = (
        Head(_("No."), 6),
        *((Head(_("Objective"), 14),) if has_aims else ()),
        Head(_("Action/result"), 23 if has_aims else 29),
        Head(_("Responsible"), 11 if has_aims else 16),
        Head(_("Deadline (original / current)"), 17),
        Head(_("Status"), 14),
        Head(_("Remarks"), 14 if has_aims else 18),
    )
    rows = tuple(
        _row(action, row, report, notes, is_first=place == 0, has_aims=has_aims)
        for action in objective.actions
        for place, row in enumerate(action.deadlines)
    )
    caption = _("Actions and deadlines: %(objective)s") % {"objective": name_of(objective, report)}
    return (Table(caption, heads, (Group(rows),), _("There are no actions under this objective.")), *notes.blocks)


def _row(
    action: ActionFacts, row: DeadlineRow, report: ProgressReport, notes: Notes, *, is_first: bool, has_aims: bool
) -> tuple[Cell, ...]:
    """Return one deadline; those after an action's first refer to it instead of saying the same again."""
    number = (Line(action.number, Tone.STRONG),)
    aim: Cell = (text_line(action.aim),) if is_first else ()
    return (
        number,
        *((aim,) if has_aims else ()),
        _wording(action, report) if is_first else (Line(_("As %(number)s") % {"number": action.number}, Tone.MUTED),),
        _responsible(row),
        (*_own_words(row, report), *both_dates(row)),
        _standing(row),
        _remarks(row, report, notes),
    )


def _wording(action: ActionFacts, report: ProgressReport) -> Cell:
    if not action.wording:
        return (text_line(action.title),)
    foreign = action.wording_language != report.definition.language
    return (Line(action.wording, language=action.wording_language if foreign else ""),)


def _responsible(row: DeadlineRow) -> Cell:
    lines = [Line(name) for name in row.leads] or [Line(_("nobody named"), Tone.MUTED)]
    if row.partners:
        lines.append(Line(_("with %(partners)s") % {"partners": ", ".join(row.partners)}, Tone.MUTED))
    return tuple(lines)


def _own_words(row: DeadlineRow, report: ProgressReport) -> Cell:
    lines = [text_line(row.label, Tone.STRONG)]
    if row.wording:
        foreign = row.wording_language != report.definition.language
        lines.append(Line(quoted(row.wording), Tone.MUTED, language=row.wording_language if foreign else ""))
    return tuple(lines)


def _standing(row: DeadlineRow) -> Cell:
    lines = list(position_lines(row))
    if row.position in COMPLETED:
        lines += completion_lines(row)
    elif row.forecast:
        lines.append(Line(_("Forecast"), Tone.MUTED))
        lines += forecast_lines(row)
    return tuple(lines)


def _remarks(row: DeadlineRow, report: ProgressReport, notes: Notes) -> Cell:
    lines = []
    if row.note:
        lines.append(notes.line(row.note, row))
    if note := report.internal_notes.get(row.pk):
        lines.append(notes.line(_("Internal: %(note)s") % {"note": note}, row, Tone.MUTED))
    for title, where in row.evidence:
        lines.append(Line(title, Tone.MUTED, link=where if where.startswith(("http://", "https://")) else ""))
    if row.interpretation_note and not row.is_confirmed:
        lines.append(Line(str(row.interpretation_note), Tone.MUTED))
    return tuple(lines)
