"""The few words that stand beside a bar of a timeline."""

from __future__ import annotations

from datetime import date

from django.utils import dateformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from initiatives.choices import MET_POSITIONS, Position, Status
from initiatives.presentation import display
from initiatives.queries.deadline_row import DeadlineRow


def short_day(day: date) -> str:
    """Return a day as it stands in a drawing, such as "14 Jan 2019" or "14.01.2019"."""
    # Translators: how a day is written shortly, in the letters of Django's date filter.
    return dateformat.format(day, pgettext("short day", "j M Y"))


def note_of(row: DeadlineRow, *, is_short: bool) -> tuple[str, str]:
    """Return what is said beside a bar: the words of lateness, and the quieter ones after them. Either may be empty."""
    loud, quiet = "", _quiet(row)
    if row.position == Position.OVERDUE and row.days_overdue is not None:
        days = row.days_overdue
        loud = ngettext("+%d day", "+%d days", days) % days
        quiet = "" if is_short else _expected(row)
    return loud, quiet


def words_of(row: DeadlineRow) -> str:
    """Return all that a line of the drawing shows, in one sentence for those who hear it or point at it."""
    loud, quiet = note_of(row, is_short=False)
    parts = [
        f"{row.action_number} {row.action}: {row.label}",
        display.period(row.current) if row.current else _("without deadline"),
        capfirst(str(Position(row.position).label)),
        *(word for word in (loud, quiet) if word),
    ]
    return ", ".join(dict.fromkeys(parts))


def _quiet(row: DeadlineRow) -> str:
    match row.position:
        case Position.CLOSED | Position.CLOSED_PARTIAL:
            return str(Status(row.status).label)
        case Position.MET_UNDATED | Position.MET_UNDECIDED:
            return str(Position(row.position).label)
        case Position.MET_LATE:
            days = row.days_late or 0
            return ngettext("%d day late", "%d days late", days) % days
        case Position.NO_DEADLINE | Position.MET_NO_DEADLINE if not row.current:
            return _("date removed") if row.original else _("without deadline")
    if row.position not in MET_POSITIONS and row.forecast:
        return _expected(row)
    return "" if row.is_confirmed else _("reading not settled")


def _expected(row: DeadlineRow) -> str:
    return _("expected %(period)s") % {"period": _short(row)} if row.forecast else ""


def _short(row: DeadlineRow) -> str:
    forecast = row.forecast
    return short_day(forecast.latest) if forecast.is_exact and forecast.latest else display.period(forecast)
