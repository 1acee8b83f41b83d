"""The axis of a timeline: from day to place, with quarters and years as they fit, and the days that are marked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from initiatives.dates import add_months
from initiatives.presentation.timeline.text_size import text_width

AXIS_SIZE = 12.5
QUARTER, YEAR = 3, 12
# Years are thinned out until their labels fit.
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)
GAP = 8.0
ONE_DAY = timedelta(days=1)
# The judged day is drawn in scale up to so far beyond the periods; further away it stands at the edge.
NEAR_IN_DAYS = 92
NEAR_SHARE = 3


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis. ``year`` and ``quarter`` are its labels, empty where none fits."""

    x: float
    year: str
    quarter: str
    begins_year: bool

    @property
    def label_x(self) -> float:
        """Where its labels begin."""
        return round(self.x + 4, 1)


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from ``start`` up to and not including ``end`` on a line from ``left`` to ``right``."""

    start: date
    end: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where a day begins; a day outside the axis is at its edge."""
        share = (day - self.start).days / (self.end - self.start).days
        return round(self.left + (self.right - self.left) * min(max(share, 0.0), 1.0), 1)

    def x_after(self, day: date) -> float:
        """Return where a day ends: a period reaches to the end of its last day."""
        return self.x(day + ONE_DAY)

    def middle(self, day: date) -> float:
        """Return the middle of a day."""
        return round((self.x(day) + self.x_after(day)) / 2, 1)

    def holds(self, day: date) -> bool:
        """Tell whether the day is on the axis."""
        return self.start <= day < self.end

    def ticks(self) -> list[Tick]:
        """Return the lines of the quarters where they fit, else of the years, with the labels that fit."""
        quarter_width = (self.right - self.left) * 91 / (self.end - self.start).days
        if quarter_width >= text_width(_quarter(4), AXIS_SIZE) + GAP:
            return _with_room(list(self._quarters()))
        year_width = quarter_width * 4
        needed = text_width("2000", AXIS_SIZE) + GAP
        step = next((step for step in YEAR_STEPS if step * year_width >= needed), YEAR_STEPS[-1])
        return list(self._years(step))

    def _quarters(self) -> Iterator[Tick]:
        day = self.start
        while day < self.end:
            begins_year = day.month == 1
            year = str(day.year) if begins_year or day == self.start else ""
            yield Tick(self.x(day), year, _quarter((day.month + 2) // 3), begins_year)
            day = add_months(day, QUARTER)

    def _years(self, step: int) -> Iterator[Tick]:
        for year in range(self.start.year, self.end.year + 1):
            day = date(year, 1, 1)
            if self.holds(day) and year % step == 0:
                yield Tick(self.x(day), str(year), "", begins_year=True)


def axis_of(days: Collection[date], as_of: date, left: float, right: float) -> Axis:
    """Return an axis of whole quarters that holds all days, and the judged day where it lies near them.

    It is a year long at least.
    """
    first, last = min(days, default=as_of), max(days, default=as_of)
    near = max((last - first).days // NEAR_SHARE, NEAR_IN_DAYS)
    first, last = min(first, max(as_of, _moved(first, -near))), max(last, min(as_of, _moved(last, near)))
    start = _quarter_of(first)
    end = add_months(_quarter_of(last), QUARTER)
    return Axis(start, max(end, add_months(start, YEAR)), left, right)


def _moved(day: date, days: int) -> date:
    return date.fromordinal(max(day.toordinal() + days, 1))


def _quarter_of(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _quarter(number: int) -> str:
    return _("Q%(number)d") % {"number": number}


def _with_room(ticks: list[Tick]) -> list[Tick]:
    """Leave out the first year's label where the next year's would stand in it."""
    room = text_width("2000", AXIS_SIZE) + GAP
    if len(ticks) > 1 and not ticks[0].begins_year:
        following = next((tick for tick in ticks[1:] if tick.begins_year), None)
        if following is not None and following.x - ticks[0].x < room:
            ticks[0] = Tick(ticks[0].x, "", ticks[0].quarter, begins_year=False)
    return ticks
