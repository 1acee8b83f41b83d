"""What comes next: the rest of the quarter of the judged day and the two quarters after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from initiatives.choices import ENDED_POSITIONS, Position
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.reports.progress.facts import Expected, Quarter

QUARTERS_AHEAD = 2
MONTHS = 3


def next_quarters(as_of: date, rows: Sequence[DeadlineRow]) -> tuple[Quarter, ...]:
    """Return the quarters to the end of the second calendar quarter after ``as_of``, each with what is expected in it.

    An open deadline stands on its forecast where it is overdue or expected late, else on its latest day. The quarter
    of ``as_of`` itself is left out when that is its last day and nothing is due on it.
    """
    found: dict[tuple[int, int], list[Expected]] = {quarter: [] for quarter in _quarters_from(as_of)}
    for each in sorted(_expected(as_of, rows), key=lambda each: each.day):
        if (quarter := (each.day.year, _quarter_of(each.day))) in found:
            found[quarter].append(each)
    first, *ahead = found
    shown = found if found[first] or not _is_last_day(as_of) else ahead
    return tuple(Quarter(*quarter, tuple(found[quarter])) for quarter in shown)


def undelivered_rows(rows: Sequence[DeadlineRow], as_of: date) -> tuple[DeadlineRow, ...]:
    """Return what is overdue and has no forecast ahead: nobody says when it will be delivered."""
    return tuple(row for row in rows if row.position == Position.OVERDUE and _forecast_ahead(row, as_of) is None)


def _quarter_of(day: date) -> int:
    return (day.month + MONTHS - 1) // MONTHS


def _is_last_day(day: date) -> bool:
    return (day.month, day.day) in {(3, 31), (6, 30), (9, 30), (12, 31)}


def _quarters_from(as_of: date) -> list[tuple[int, int]]:
    first = as_of.year * 4 + _quarter_of(as_of) - 1
    return [(quarter // 4, quarter % 4 + 1) for quarter in range(first, first + QUARTERS_AHEAD + 1)]


def _expected(as_of: date, rows: Sequence[DeadlineRow]) -> Iterator[Expected]:
    for row in rows:
        if row.position in ENDED_POSITIONS:
            continue
        forecast = _forecast_ahead(row, as_of)
        if row.position in (Position.OVERDUE, Position.EXPECTED_LATE, Position.NO_DEADLINE):
            if forecast is not None:
                yield Expected(row, forecast, "forecast")
        elif row.current.latest is not None:
            yield Expected(row, row.current.latest, "deadline")


def _forecast_ahead(row: DeadlineRow, as_of: date) -> date | None:
    day = row.forecast.latest or row.forecast.earliest
    return day if day is not None and day > as_of else None
