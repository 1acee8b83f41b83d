"""Summary: the sentence that carries the report, the key numbers, what they say, and the decisions that are wanted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from initiatives.reports.document.charts import Bar, stacked_bars
from initiatives.reports.document.groups import ALWAYS_SHOWN, GROUP_ICONS, GROUP_LABELS
from initiatives.reports.document.model import (
    Block,
    Bullets,
    Figure,
    Group,
    Head,
    KeyFigure,
    KeyFigures,
    Line,
    Paragraph,
    Subheading,
    Table,
    Tone,
)
from initiatives.reports.document.sentences import opening, statements
from initiatives.reports.document.wording import change_sign, short_day
from initiatives.reports.progress.facts import KeyNumber, ProgressReport


def summary(report: ProgressReport) -> tuple[Block, ...]:
    """Return the blocks of the summary."""
    return (
        Paragraph(opening(report), is_lead=True),
        KeyFigures(tuple(_figure(report, number) for number in _shown(report))),
        *((Figure("overview", _bar(report), _described(report)),) if report.counts.deadlines else ()),
        Subheading("picture", _("The main picture")),
        Bullets(statements(report)),
        Subheading("decisions", _("Decisions wanted")),
        _decisions(report),
    )


def _shown(report: ProgressReport) -> tuple[KeyNumber, ...]:
    return tuple(
        number for place, number in enumerate(report.numbers) if place < ALWAYS_SHOWN or number.value or number.change
    )


def _figure(report: ProgressReport, number: KeyNumber) -> KeyFigure:
    since = report.definition.since
    if number.change is None or since is None:
        change, words = "", ""
    elif number.change == 0:
        change, words = "", _("unchanged since %(day)s") % {"day": short_day(since)}
    else:
        change, words = change_sign(number.change), _("since %(day)s") % {"day": short_day(since)}
    return KeyFigure(
        group=number.group,
        icon=GROUP_ICONS[number.group],
        value=str(number.value),
        label=str(GROUP_LABELS[number.group]),
        change=change,
        since=words,
    )


def _bar(report: ProgressReport) -> str:
    segments = [(number.group, number.value) for number in report.numbers]
    return stacked_bars([Bar("", segments)], id="overview", title=_described(report))


def _described(report: ProgressReport) -> str:
    said = [f"{GROUP_LABELS[number.group]} {number.value}" for number in report.numbers if number.value]
    return _("All %(total)d deadlines in one bar: %(parts)s.") % {
        "total": report.counts.deadlines,
        "parts": ", ".join(said) or "0",
    }


def _decisions(report: ProgressReport) -> Table:
    heads = (Head(_("About"), 18), Head(_("Background"), 46), Head(_("Question"), 36))
    rows = tuple(
        ((Line(each.about, Tone.STRONG),), (Line(each.background),), (Line(each.question, Tone.STRONG),))
        for each in report.definition.texts.decisions
    )
    return Table(_("Decisions wanted"), heads, (Group(rows),), _("No decision is asked for."))
