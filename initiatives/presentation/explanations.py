"""Why a deadline stands where it stands: the position rule in a sentence, with the days that decided it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.choices import DeadlineKind, Position, Status
from initiatives.presentation.display import day, period
from initiatives.queries.deadline_row import DeadlineRow


def why(row: DeadlineRow) -> str:
    """Return why the row has its position, in the active language, with the days that decided it.

    Nothing but the row is read: the same row always gives the same words.
    """
    sentence = SENTENCES[Position(row.position)](row)
    if (judged := judged_on(row)) is not None and judged < row.as_of:
        archived = _("The plan was archived on %(day)s, and its deadlines are judged on that day.") % {
            "day": day(judged)
        }
        return f"{sentence} {archived}"
    return sentence


def judged_on(row: DeadlineRow) -> date | None:
    """Return the day on which an open deadline was judged, as its day counts tell; None where they do not."""
    latest = row.current.latest
    if latest is None:
        return None
    if row.days_overdue is not None:
        return latest + timedelta(days=row.days_overdue)
    return latest - timedelta(days=row.days_left) if row.days_left is not None else None


def _started(row: DeadlineRow) -> bool:
    """Tell whether the deadline is met by the start of the work and not by its completion."""
    return row.kind == DeadlineKind.START_BY and row.started_on is not None


def _met_on(row: DeadlineRow) -> str:
    return day(row.started_on) if _started(row) else period(row.completed)


def _closed(row: DeadlineRow) -> str:
    words = (
        _("Reported as superseded from %(day)s: another deadline has taken its place.")
        if row.status == Status.SUPERSEDED
        else _("Reported as cancelled from %(day)s: nothing is due any more.")
    )
    return words % {"day": day(row.effective_on)}


def _closed_partial(row: DeadlineRow) -> str:
    words = _("Closed on %(day)s as partially completed: it counts neither as met nor as overdue.")
    return words % {"day": day(row.effective_on)}


def _met_undated(row: DeadlineRow) -> str:
    return _("Reported as completed without a day, so nobody can say whether it was in time.")


def _met_no_deadline(row: DeadlineRow) -> str:
    words = (
        _("Started: %(met)s. There is no last day that it could have been late for.")
        if _started(row)
        else _("Completed: %(met)s. There is no last day that it could have been late for.")
    )
    return words % {"met": _met_on(row)}


def _met_on_time(row: DeadlineRow) -> str:
    words = (
        _("Started: %(met)s. That is no later than the last day, %(latest)s.")
        if _started(row)
        else _("Completed: %(met)s. That is no later than the last day, %(latest)s.")
    )
    return words % {"met": _met_on(row), "latest": day(row.current.latest)}


def _met_late(row: DeadlineRow) -> str:
    days = row.days_late or 0
    words = (
        ngettext(
            "Started: %(met)s. That is %(days)d day after the last day, %(latest)s.",
            "Started: %(met)s. That is %(days)d days after the last day, %(latest)s.",
            days,
        )
        if _started(row)
        else ngettext(
            "Completed: %(met)s. That is %(days)d day after the last day, %(latest)s.",
            "Completed: %(met)s. That is %(days)d days after the last day, %(latest)s.",
            days,
        )
    )
    return words % {"met": _met_on(row), "days": days, "latest": day(row.current.latest)}


def _met_undecided(row: DeadlineRow) -> str:
    words = _(
        "Completed: %(met)s. The last day, %(latest)s, lies within that: only the exact day can tell whether it was in "
        "time."
    )
    return words % {"met": period(row.completed), "latest": day(row.current.latest)}


def _no_deadline(row: DeadlineRow) -> str:
    if row.current:
        words = _("The deadline, %(period)s, has no last day, and what has no last day cannot be overdue.")
        return words % {"period": period(row.current)}
    if row.original:
        words = _("The date was removed; the original deadline was %(period)s. Without a last day nothing is overdue.")
        return words % {"period": period(row.original)}
    return _("The plan gives no date, and what has no last day cannot be overdue.")


def _overdue(row: DeadlineRow) -> str:
    days = row.days_overdue or 0
    reported = (
        _("no report has been received")
        if row.status == Status.NONE
        else _("it is not reported as started or completed")
        if row.kind == DeadlineKind.START_BY
        else _("it is not reported as completed")
    )
    words = ngettext(
        "The last day was %(latest)s. On %(judged)s, %(days)d day later, %(reported)s.",
        "The last day was %(latest)s. On %(judged)s, %(days)d days later, %(reported)s.",
        days,
    )
    return words % {
        "latest": day(row.current.latest),
        "judged": day(judged_on(row)),
        "days": days,
        "reported": reported,
    }


def _expected_late(row: DeadlineRow) -> str:
    words = _("The forecast is %(forecast)s, which reaches beyond the last day, %(latest)s.")
    return words % {"forecast": period(row.forecast), "latest": day(row.current.latest)}


def _due_soon(row: DeadlineRow) -> str:
    days = row.days_left or 0
    if days == 0:
        words = _("The last day is the judged day itself, %(latest)s. It is overdue from the day after.")
        return words % {"latest": day(row.current.latest)}
    words = ngettext(
        "The last day is %(latest)s, in %(days)d day: near enough for the plan to warn.",
        "The last day is %(latest)s, in %(days)d days: near enough for the plan to warn.",
        days,
    )
    return words % {"latest": day(row.current.latest), "days": days}


def _in_period(row: DeadlineRow) -> str:
    if row.current.earliest is None:
        words = _("It may be done at any time up to the last day, %(latest)s, which is not near yet.")
        return words % {"latest": day(row.current.latest)}
    words = _("The period began on %(earliest)s and ends on %(latest)s, which is not near yet.")
    return words % {"earliest": day(row.current.earliest), "latest": day(row.current.latest)}


def _upcoming(row: DeadlineRow) -> str:
    if row.current.is_exact:
        return _("The day, %(latest)s, is not near yet.") % {"latest": day(row.current.latest)}
    words = _("The period has not begun: it runs from %(earliest)s to %(latest)s.")
    return words % {"earliest": day(row.current.earliest), "latest": day(row.current.latest)}


SENTENCES: dict[Position, Callable[[DeadlineRow], str]] = {
    Position.CLOSED: _closed,
    Position.CLOSED_PARTIAL: _closed_partial,
    Position.MET_UNDATED: _met_undated,
    Position.MET_NO_DEADLINE: _met_no_deadline,
    Position.MET_ON_TIME: _met_on_time,
    Position.MET_LATE: _met_late,
    Position.MET_UNDECIDED: _met_undecided,
    Position.NO_DEADLINE: _no_deadline,
    Position.OVERDUE: _overdue,
    Position.EXPECTED_LATE: _expected_late,
    Position.DUE_SOON: _due_soon,
    Position.IN_PERIOD: _in_period,
    Position.UPCOMING: _upcoming,
}
