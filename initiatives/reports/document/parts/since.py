"""Since last time: completed, promised then and delivered now, and how the plan's deadlines were adjusted."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from initiatives.queries.deadline_row import DeadlineRow
from initiatives.reports.document.model import (
    Block,
    Cell,
    Group,
    Head,
    Line,
    Pairs,
    Paragraph,
    Subheading,
    Table,
    Tone,
)
from initiatives.reports.document.tables import completed_table, number_cell
from initiatives.reports.document.wording import day_name, days_name, position_lines, short_day, what_lines
from initiatives.reports.progress.facts import CLOSED, ProgressReport, Promise, SinceFacts

MOST_NAMED = 8


def since(report: ProgressReport) -> tuple[Block, ...]:
    """Return the blocks of what happened between the earlier day and the judged one."""
    facts, definition = report.since, report.definition
    assert facts is not None  # noqa: S101 (the part is only there with an earlier day)
    assert definition.since is not None  # noqa: S101 (the same)
    with_plan = len(report.plans) > 1
    days = {"since": day_name(definition.since), "as_of": day_name(definition.as_of)}
    return (
        Paragraph(_("The time from %(since)s to %(as_of)s.") % days, Tone.MUTED, is_intro=True),
        Subheading("completed-since", _("Completed")),
        *completed_table(
            facts.completed,
            caption=_("Completed since last time"),
            empty=_("Nothing was completed in this time."),
            with_plan=with_plan,
        ),
        Subheading("promised", _("Promised then, delivered now")),
        Paragraph(_intro(facts), Tone.MUTED, is_intro=True),
        _promises(facts.promises, with_plan=with_plan),
        Subheading("adjustments", _("Adjustments")),
        Pairs(
            (
                (_("New deadlines"), _named(facts.new, with_plan=with_plan)),
                (_("Moved deadlines"), _named([change.row for change in facts.moved], with_plan=with_plan)),
                (_("Closed deadlines"), _named(facts.closed, with_plan=with_plan)),
            )
        ),
    )


def _intro(facts: SinceFacts) -> str:
    words = _("Deadlines and forecasts that lay in this time, as they stood on the earlier day.")
    if not facts.promises:
        return words
    kept = _("%(delivered)d of %(promised)d have been delivered.") % {
        "delivered": facts.delivered,
        "promised": len(facts.promises),
    }
    return f"{words} {kept}"


def _promises(promises: Sequence[Promise], *, with_plan: bool) -> Table:
    heads = (
        Head(_("No."), 7),
        Head(_("Action and lead"), 36),
        Head(_("Promised"), 17),
        Head(_("Now"), 25),
        Head(_("Deviation"), 15),
    )
    rows = tuple(
        (
            number_cell(each.row, with_plan=with_plan),
            what_lines(each.row),
            (Line(short_day(each.promised_on)), Line(_basis(each.basis), Tone.MUTED)),
            position_lines(each.row),
            _deviation(each),
        )
        for each in promises
    )
    empty = _("Nothing was to come between the two days.")
    return Table(_("Promised then, delivered now"), heads, (Group(rows),), empty)


def _basis(basis: str) -> str:
    return _("by the forecast") if basis == "forecast" else _("by the deadline")


def _deviation(promise: Promise) -> Cell:
    if promise.row.position in CLOSED:
        return (Line(_("not delivered"), Tone.MUTED),)
    if not promise.is_delivered:
        return (Line(days_name(promise.days) if promise.days else _("today")), Line(_("so far"), Tone.MUTED))
    if promise.met_on is None:
        return (Line(_("day not stated"), Tone.MUTED),)
    if promise.days == 0:
        return (Line(_("on the day")),)
    words = _("after it") if promise.days > 0 else _("before it")
    return (Line(days_name(abs(promise.days))), Line(words, Tone.MUTED))


def _named(rows: Sequence[DeadlineRow], *, with_plan: bool) -> str:
    """Return how many deadlines there are, up to eight actions by number, and how many more."""
    if not rows:
        return _("None")
    rows = list({row.pk: row for row in rows}.values())
    names = list(dict.fromkeys(f"{row.plan} {row.action_number}" if with_plan else row.action_number for row in rows))
    shown = ", ".join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return f"{len(rows)}: {shown}"
    return _("%(total)d: %(shown)s and %(more)d more; all are in the annexes") % {
        "total": len(rows),
        "shown": shown,
        "more": len(names) - MOST_NAMED,
    }
