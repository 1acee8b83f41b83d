"""The control with which a page is looked at on another day: its form, its links, and what it says of the day shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from initiatives.clocks import KNOWN_NOW, KNOWN_THEN
from initiatives.presentation import display
from initiatives.presentation.moments import AS_OF, KNOWN
from initiatives.presentation.standpoint import STANDPOINT, Standpoint
from initiatives.presentation.visits import Visit

# A place in a list is one of a certain day, and a file is no page.
LEFT_BEHIND = frozenset({*STANDPOINT, "after", "before", "cursor", "format", "page"})


@dataclass(frozen=True, slots=True)
class QuickDay:
    """A day that is often asked for, and the same page on it."""

    label: str
    day: date
    address: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class DayControl:
    """What the control of one page shows.

    ``known`` is the value of the form's choice of knowledge: empty for "as known then", "now", or an instant that the
    address names. ``carried`` are the page's other parameters. ``back`` is the page today, ``other`` the same day with
    the other knowledge.
    """

    path: str
    day: date
    heading: str
    known: str
    known_words: str
    carried: tuple[tuple[str, str], ...]
    quick_days: tuple[QuickDay, ...]
    back: str
    other: str
    is_future: bool

    @classmethod
    def of(cls, path: str, query: QueryDict, standpoint: Standpoint, visit: Visit) -> DayControl:
        """Return the control of the page at ``path`` with this query, as the visitor looks at it."""
        carried = tuple(
            (name, value) for name, values in query.lists() if name not in LEFT_BEHIND for value in values if value
        )
        moment, known = standpoint.moment, standpoint.kept.get(KNOWN, KNOWN_THEN)
        is_future = moment.as_of > visit.today
        words = knowledge(known, moment.known, is_future=is_future)

        def address(**parameters: str) -> str:
            whole = urlencode([*carried, *parameters.items()])
            return f"{path}?{whole}" if whole else path

        return cls(
            path=path,
            day=moment.as_of,
            heading=_heading(standpoint, visit, words),
            known="" if known == KNOWN_THEN else known,
            known_words=words,
            carried=carried,
            quick_days=tuple(
                QuickDay(label, day, address(**{AS_OF: day.isoformat()}), is_shown=day == moment.as_of)
                for label, day in _often_asked_for(visit.today)
            ),
            back=address(),
            other=address(**standpoint.other_known),
            is_future=is_future,
        )


def knowledge(known: str, instant: datetime, *, is_future: bool) -> str:
    """Return in words what had been recorded. ``known`` is as the address has it, ``instant`` what it comes to."""
    if known == KNOWN_NOW and not is_future:
        return _("with what has been recorded since")
    if known in (KNOWN_THEN, KNOWN_NOW):
        return _("if nothing more is reported") if is_future else _("as known then")
    if (day := parse_date(known)) is not None:
        return _("as known at the end of %(day)s") % {"day": display.day(day)}
    return _("as known on %(instant)s") % {"instant": display.instant(instant)}


def _heading(standpoint: Standpoint, visit: Visit, words: str) -> str:
    day = display.day(standpoint.moment.as_of)
    if standpoint.is_present:
        return _("As of today, %(day)s") % {"day": day}
    if standpoint.moment.as_of == visit.today:
        return _("As of today, %(day)s – %(knowledge)s") % {"day": day, "knowledge": words}
    return _("As of %(day)s – %(knowledge)s") % {"day": day, "knowledge": words}


def _often_asked_for(today: date) -> list[tuple[str, date]]:
    """Return the last days of the month, quarter and year before today's, each with its name; none of them twice."""
    first_months = {
        _("End of last month"): today.month,
        _("End of last quarter"): (today.month - 1) // 3 * 3 + 1,
        _("End of last year"): 1,
    }
    found: dict[date, str] = {}
    for label, month in first_months.items():
        found.setdefault(date(today.year, month, 1) - timedelta(days=1), label)
    return [(label, day) for day, label in found.items()]
