"""The two clocks: the day that is judged, and what had been recorded when it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from initiatives.exceptions import InitiativesError

KNOWN_THEN = "then"
KNOWN_NOW = "now"
# The years that periods may lie in.
FIRST_YEAR, LAST_YEAR = 1900, 2200


class ClockError(InitiativesError, ValueError):
    """A day or an instant that was asked for cannot be read or lies where it must not."""


def local_day(instant: datetime, zone: tzinfo | None = None) -> date:
    """Return the day of an aware instant in the installation's time zone."""
    return instant.astimezone(zone or timezone.get_default_timezone()).date()


def start_of_day(day: date, zone: tzinfo | None = None) -> datetime:
    """Return the first instant of a day in the installation's time zone."""
    return datetime.combine(day, time.min, tzinfo=zone or timezone.get_default_timezone())


def end_of_day(day: date, zone: tzinfo | None = None) -> datetime:
    """Return the last instant of a day in the installation's time zone (a microsecond before the next midnight)."""
    zone = zone or timezone.get_default_timezone()
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone) - timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A judged day and the instant up to which the record was known.

    ``as_of``: the day that is judged. ``known``: rows known later do not exist for this judgement.
    ``is_live``: today or later, with all that is recorded; then the stored pointers are the answer.
    """

    as_of: date
    known: datetime
    is_live: bool = False

    @classmethod
    def today(cls, now: datetime) -> Moment:
        """Return the present: today in the installation's zone, knowing all that is recorded."""
        return cls(as_of=local_day(now), known=now, is_live=True)

    @classmethod
    def resolve(cls, *, now: datetime, as_of: date | None = None, known: str | date | datetime = KNOWN_THEN) -> Moment:
        """Return the moment that a reader asked for.

        ``as_of`` defaults to today. ``known`` is ``then`` (the end of as_of; for today and later, this instant),
        ``now``, a date (its end) or an aware instant. Raises ClockError for a ``known`` that lies ahead of ``now``
        or cannot be read, and for years that no period may lie in.
        """
        today = local_day(now)
        day = as_of or today
        instant = _known_instant(known, day=day, today=today, now=now)
        if min(day.year, instant.year) < FIRST_YEAR or day.year > LAST_YEAR:
            raise ClockError(
                _("Days that are judged lie between the years %(first)d and %(last)d.")
                % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return cls(as_of=day, known=instant, is_live=day >= today and instant >= now)


def _known_instant(known: str | date | datetime, *, day: date, today: date, now: datetime) -> datetime:
    value = _parse_known(known) if isinstance(known, str) and known not in (KNOWN_THEN, KNOWN_NOW) else known
    if value == KNOWN_NOW:
        return now
    if value == KNOWN_THEN:
        return end_of_day(day) if day < today else now
    if isinstance(value, datetime):
        if timezone.is_naive(value):
            value = value.replace(tzinfo=timezone.get_default_timezone())
    elif isinstance(value, date):
        value = end_of_day(value) if value < today else now if value == today else value
    if not isinstance(value, datetime) or value > now:
        raise ClockError(_("“known” may not lie in the future: %(known)s") % {"known": known})
    return value


def _parse_known(text: str) -> date | datetime:
    try:
        parsed = parse_date(text) or parse_datetime(text)
    except ValueError:
        parsed = None
    if parsed is None:
        raise ClockError(
            _("“%(known)s” is not a known instant: write then, now, a day (2018-12-31) or an instant.")
            % {"known": text}
        )
    return parsed
