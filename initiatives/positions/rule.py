"""The position rule in Python, written from the table of the package's docstring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from initiatives.choices import (
    CLOSED_STATUSES,
    ENDED_POSITIONS,
    FINAL_STATUSES,
    DeadlineKind,
    Freshness,
    Light,
    Position,
    Status,
)
from initiatives.dates import add_months
from initiatives.periods import Period

# The light turns amber a calendar month after the latest day and red past three, the steps in which Danish public
# projects are judged.
AMBER_FROM_MONTHS = 1
RED_AFTER_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one deadline: the row in force and the periods in force.

    ``baseline``: the day that delay is judged on. ``reported_on``: the day of the last report, if any.
    """

    kind: str
    status: str = Status.NONE
    started_on: date | None = None
    completed: Period = Period.none()
    forecast: Period = Period.none()
    current: Period = Period.none()
    baseline: date | None = None
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The plan's own limits, in days, and the day on which its clock stopped."""

    due_soon_days: int = 30
    ageing_after_days: int = 60
    stale_after_days: int = 180
    archived_on: date | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer. All day counts are whole days, None where the question does not arise."""

    position: str
    days_overdue: int | None
    days_late: int | None
    days_left: int | None
    days_slipped: int | None
    light: str
    freshness: str


def judge(facts: Facts, as_of: date, limits: Limits = Limits()) -> Judgement:
    """Judge one deadline on ``as_of``; an archived plan is judged on the day it was archived at the latest."""
    day = min(as_of, limits.archived_on) if limits.archived_on else as_of
    met = _met_period(facts)
    position = _position(facts, met, day, limits)
    latest = facts.current.latest
    is_open = position not in ENDED_POSITIONS
    return Judgement(
        position=position,
        days_overdue=(day - latest).days if position == Position.OVERDUE and latest else None,
        days_late=(met.earliest - latest).days
        if position == Position.MET_LATE and met and met.earliest and latest
        else None,
        days_left=(latest - day).days if is_open and latest and day <= latest else None,
        days_slipped=_days_slipped(facts, met, position, day),
        light=_light(facts, met, position, day),
        freshness=_freshness(facts, position, day, limits),
    )


def is_open(kind: str, status: str, started_on: date | None) -> bool:
    """Return whether a deadline in this state is neither met nor closed; it depends on no day."""
    started = kind == DeadlineKind.START_BY and started_on is not None
    return status not in FINAL_STATUSES and not started


def _met_period(facts: Facts) -> Period | None:
    if facts.kind == DeadlineKind.START_BY and facts.started_on:
        return Period.day(facts.started_on)
    return facts.completed if facts.status == Status.COMPLETED else None


def _position(facts: Facts, met: Period | None, day: date, limits: Limits) -> Position:
    earliest, latest = facts.current.earliest, facts.current.latest
    if facts.status in CLOSED_STATUSES:
        return Position.CLOSED
    if facts.status == Status.CLOSED_PARTIAL:
        return Position.CLOSED_PARTIAL
    if met is not None:
        if not met:
            return Position.MET_UNDATED
        if latest is None:
            return Position.MET_NO_DEADLINE
        if met.latest is not None and met.latest <= latest:
            return Position.MET_ON_TIME
        if met.earliest is not None and met.earliest > latest:
            return Position.MET_LATE
        return Position.MET_UNDECIDED
    if latest is None:
        return Position.NO_DEADLINE
    if day > latest:
        return Position.OVERDUE
    forecast = facts.forecast.latest or facts.forecast.earliest
    if forecast is not None and forecast > latest:
        return Position.EXPECTED_LATE
    if (latest - day).days <= limits.due_soon_days:
        return Position.DUE_SOON
    if earliest is None or earliest <= day:
        return Position.IN_PERIOD
    return Position.UPCOMING


def _days_slipped(facts: Facts, met: Period | None, position: Position, day: date) -> int | None:
    """Days past the baseline, if any; an imprecise completion counts from its earliest possible day."""
    if facts.baseline is None or position in (Position.CLOSED, Position.CLOSED_PARTIAL):
        return None
    if met is not None:
        end = met.earliest or met.latest
    else:
        candidates = [facts.current.latest, facts.forecast.latest or facts.forecast.earliest]
        if position == Position.OVERDUE:
            candidates.append(day)
        end = max((candidate for candidate in candidates if candidate is not None), default=None)
    return (end - facts.baseline).days if end is not None and end > facts.baseline else None


def _light(facts: Facts, met: Period | None, position: Position, day: date) -> Light:
    if position in (Position.CLOSED, Position.CLOSED_PARTIAL, Position.MET_UNDATED):
        return Light.NONE
    latest = facts.current.latest
    if latest is None:
        return Light.GREY
    forecast = facts.forecast.latest or facts.forecast.earliest
    if met is not None:
        compared = met.earliest or met.latest
    elif position == Position.OVERDUE:
        compared = max(forecast, day) if forecast else day
    else:
        compared = forecast
    if compared is None:
        return Light.NONE
    if compared < add_months(latest, AMBER_FROM_MONTHS):
        return Light.GREEN
    return Light.AMBER if compared <= add_months(latest, RED_AFTER_MONTHS) else Light.RED


def _freshness(facts: Facts, position: Position, day: date, limits: Limits) -> Freshness:
    """Count from the last report; what is closed or met needs no further report and is never stale."""
    if position in ENDED_POSITIONS:
        return Freshness.FRESH
    if facts.reported_on is None:
        return Freshness.NEVER
    age = (day - facts.reported_on).days
    if age <= limits.ageing_after_days:
        return Freshness.FRESH
    return Freshness.AGEING if age <= limits.stale_after_days else Freshness.STALE
