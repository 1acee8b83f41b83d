"""The shapes of one deadline on an axis: its bar, the ghost of the original, lateness, completion and forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from initiatives.choices import ENDED_POSITIONS, MET_POSITIONS, DeadlineKind, Firmness, Position
from initiatives.periods import Period
from initiatives.presentation.timeline.axis import Axis
from initiatives.queries.deadline_row import DeadlineRow

TONES = {
    Position.OVERDUE: "overdue",
    Position.EXPECTED_LATE: "expected_late",
    Position.DUE_SOON: "due_soon",
    Position.IN_PERIOD: "open",
    Position.UPCOMING: "open",
    **dict.fromkeys(MET_POSITIONS, "met"),
}
ENDED_TONE = "ended"
EDGE = 4.0
# A period with an open end is drawn so far, and fades out over so much of it.
OPEN_LENGTH, FADE = 150.0, 60.0
RADIUS = 6.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A period from its earliest to its latest day.

    ``edge``: where the dark edge of its last day begins; None where the words do not bind it to that day.
    ``fades_from`` and ``fades_to``: the stretch at its left or right end that fades, since that end is open.
    """

    x: float
    width: float
    edge: float | None = None
    fades_from: float | None = None
    fades_to: float | None = None

    @property
    def is_day(self) -> bool:
        """Whether it is a day alone: nothing but the edge has room."""
        return self.width <= EDGE

    @property
    def fade_left(self) -> float | None:
        """Where the fading at the left begins: a little outside, to cover the bar's own line."""
        return None if self.fades_from is None else round(self.fades_from - 1, 1)


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the end of the original to the end of the deadline in force."""

    start: float
    end: float

    @property
    def direction(self) -> int:
        """1 where the deadline moved to a later day, -1 to an earlier one."""
        return 1 if self.end >= self.start else -1


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one place to another."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Point:
    """A completion or a forecast; ``spread`` is the stretch that it lies in where its day is not known exactly."""

    x: float
    spread: Stretch | None


@dataclass(frozen=True, slots=True)
class Shapes:
    """All that is drawn of one deadline, in the places of one axis."""

    tone: str
    is_unsure: bool
    bar: Bar | None
    ghost: Bar | None
    arrow: Arrow | None
    lateness: Stretch | None
    done: Point | None
    forecast: Point | None

    @property
    def points(self) -> list[Point]:
        """The completion and the forecast, as far as there are any."""
        return [point for point in (self.done, self.forecast) if point]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: no date of any kind."""
        return not (self.bar or self.ghost or self.done or self.forecast)

    @property
    def extent(self) -> Stretch | None:
        """From the first to the last place that something is drawn at; None where nothing is."""
        stretches = [Stretch(bar.x, bar.x + bar.width) for bar in (self.bar, self.ghost) if bar]
        stretches += [Stretch(point.x - RADIUS, point.x + RADIUS) for point in self.points]
        stretches += [point.spread for point in self.points if point.spread]
        stretches += [self.lateness] if self.lateness else []
        if not stretches:
            return None
        return Stretch(min(one.start for one in stretches), max(one.end for one in stretches))


def shapes_of(row: DeadlineRow, axis: Axis, judged_on: date) -> Shapes:
    """Return the shapes of a row. ``judged_on``: the day up to which an overdue deadline is late."""
    moved = bool(row.original) and row.original.edtf != row.current.edtf
    original, current = row.original.latest, row.current.latest
    return Shapes(
        tone=TONES.get(Position(row.position), ENDED_TONE),
        is_unsure=not row.is_confirmed or row.firmness == Firmness.EXPECTED,
        bar=_bar(row.current, axis),
        ghost=_bar(row.original, axis) if moved else None,
        arrow=Arrow(axis.x_after(original), axis.x_after(current)) if moved and original and current else None,
        lateness=_lateness(row, axis, judged_on),
        done=_point(_completion(row), axis) if row.position in MET_POSITIONS else None,
        forecast=_point(row.forecast, axis) if row.position not in ENDED_POSITIONS else None,
    )


def _bar(period: Period, axis: Axis) -> Bar | None:
    if not period:
        return None
    earliest, latest = period.earliest, period.latest
    if latest is None and earliest is not None:
        start = axis.x(earliest)
        end = min(start + OPEN_LENGTH, axis.right)
        return Bar(start, _length(start, end), fades_to=max(end - FADE, start))
    if latest is None:
        return None
    end = axis.x_after(latest)
    if earliest is None:
        start = max(end - OPEN_LENGTH, axis.left)
        return Bar(start, _length(start, end), edge=round(end - EDGE, 1), fades_from=start)
    start = min(axis.x(earliest), round(end - EDGE, 1))
    return Bar(start, _length(start, end), edge=round(end - EDGE, 1))


def _length(start: float, end: float) -> float:
    return round(max(end - start, EDGE), 1)


def _lateness(row: DeadlineRow, axis: Axis, judged_on: date) -> Stretch | None:
    if row.position != Position.OVERDUE or row.current.latest is None:
        return None
    return Stretch(axis.x_after(row.current.latest), axis.middle(judged_on) if axis.holds(judged_on) else axis.right)


def _completion(row: DeadlineRow) -> Period:
    if row.kind == DeadlineKind.START_BY and row.started_on is not None:
        return Period.day(row.started_on)
    return row.completed


def _point(period: Period, axis: Axis) -> Point | None:
    """Return a point on a day, or in the middle of the days that it may be."""
    first, last = period.earliest or period.latest, period.latest or period.earliest
    if first is None or last is None:
        return None
    if period.is_exact or first == last:
        return Point(axis.middle(first), None)
    spread = Stretch(axis.x(first), axis.x_after(last))
    return Point(round((spread.start + spread.end) / 2, 1), spread)
