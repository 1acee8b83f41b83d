"""Overall status: a bar for each objective, and the table of the same numbers under it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from initiatives.queries.progress import Counts
from initiatives.reports.document.charts import Bar, stacked_bars
from initiatives.reports.document.groups import STANDING, STATUS_COLUMNS
from initiatives.reports.document.model import Block, Cell, Figure, Group, Head, Line, Paragraph, Table, Tone
from initiatives.reports.document.tables import number_head
from initiatives.reports.document.wording import NO_BREAK, number
from initiatives.reports.progress.facts import ObjectiveFacts, ProgressReport

# More bars than fit on a page go on in another figure.
MOST_BARS = 20


def status(report: ProgressReport) -> tuple[Block, ...]:
    """Return the blocks of the overall status."""
    blocks: list[Block] = [
        Paragraph(
            _("Deadlines by objective on the day of the report. Each is counted once, by where it stands."),
            Tone.MUTED,
            is_intro=True,
        )
    ]
    counted = [objective for objective in report.objectives if objective.counts.deadlines]
    for first in range(0, len(counted), MOST_BARS):
        some = counted[first : first + MOST_BARS]
        figure = f"objectives-{first // MOST_BARS + 1}"
        blocks.append(
            Figure(
                figure,
                stacked_bars(
                    [_bar(each, report) for each in some],
                    id=figure,
                    title=_("Deadlines by objective"),
                    legend=[(code, label) for code, _positions, label in _columns(report)],
                ),
                _described(some, report),
                _("Deadlines by objective and position."),
            )
        )
    return (*blocks, _table(report))


def name_of(objective: ObjectiveFacts, report: ProgressReport) -> str:
    """Return number and title of an objective, with the plan's short name where the report has several plans."""
    plan = f"{objective.plan} " if len(report.plans) > 1 else ""
    return f"{plan}{objective.number}{NO_BREAK}{objective.title}"


def _columns(report: ProgressReport) -> list[tuple[str, tuple[str, ...], str]]:
    return [
        (code, positions, str(label))
        for code, positions, label in STATUS_COLUMNS
        if code in STANDING or report.counts.of(*positions)
    ]


def _bar(objective: ObjectiveFacts, report: ProgressReport) -> Bar:
    segments = [(code, objective.counts.of(*positions)) for code, positions, _label in _columns(report)]
    return Bar(name_of(objective, report), segments)


def _described(objectives: list[ObjectiveFacts], report: ProgressReport) -> str:
    sentences = []
    for objective in objectives:
        said = [
            f"{label} {count}"
            for _code, positions, label in _columns(report)
            if (count := objective.counts.of(*positions))
        ]
        sentences.append(f"{name_of(objective, report)}: {', '.join(said)}.")
    return " ".join([_("Stacked bars of the number of deadlines by objective."), *sentences])


def _table(report: ProgressReport) -> Table:
    columns = _columns(report)
    numbers = tuple(number_head(label) for label in (*(label for _code, _positions, label in columns), _("In all")))
    heads = (Head(_("Objective"), 100 - sum(head.width for head in numbers)), *numbers)
    rows = tuple(
        (
            (Line(name_of(each, report), language=_foreign(each, report)),),
            *_numbers(each.counts, columns),
            (Line(str(each.counts.deadlines), Tone.STRONG),),
        )
        for each in report.objectives
    )
    total = (
        (Line(_("In all"), Tone.STRONG),),
        *(tuple(Line(line.text, Tone.STRONG) for line in cell) for cell in _numbers(report.counts, columns)),
        (Line(str(report.counts.deadlines), Tone.STRONG),),
    )
    empty = _("The plan has no objectives.")
    return Table(_("The numbers of the figure"), heads, (Group(rows),), empty, total if rows else ())


def _numbers(counts: Counts, columns: list[tuple[str, tuple[str, ...], str]]) -> tuple[Cell, ...]:
    return tuple((number(counts.of(*positions)),) for _code, positions, _label in columns)


def _foreign(objective: ObjectiveFacts, report: ProgressReport) -> str:
    language = objective.title.language
    return language if language != report.definition.language else ""
