"""The value type: a period of days, as imprecise as the words it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Self, get_args

from django.utils.translation import gettext_lazy as _

from initiatives.periods.errors import PeriodError
from initiatives.periods.expressions import CODE_BY_PART, OPEN_END, read_expression
from initiatives.periods.labels import label_of
from initiatives.periods.precision import Precision

Season = Literal["spring", "summer", "autumn", "winter"]


@dataclass(frozen=True, slots=True)
class Period:
    """An imprecise date, or none.

    The EDTF text is its identity: two periods are equal when their texts are. Everything else is derived from the text
    on construction, so that no invalid or contradictory period exists. `earliest` and `latest` are inclusive and None
    where that end is open. A period without a date is falsy, every other is truthy.
    """

    edtf: str
    earliest: date | None = field(init=False, compare=False)
    latest: date | None = field(init=False, compare=False)
    precision: Precision = field(init=False, compare=False)

    def __post_init__(self) -> None:
        start, end, precision = read_expression(self.edtf)
        object.__setattr__(self, "earliest", start and start.earliest)
        object.__setattr__(self, "latest", end and end.latest)
        object.__setattr__(self, "precision", precision)

    @classmethod
    def parse(cls, edtf: str) -> Self:
        """The period that an EDTF text names, kept exactly as written; the empty text is none.

        Accepts years 1900 to 2200 with months, days, seasons (21 to 24), quarters (33 to 36), halves (40 and 41),
        ranges and one open end. A range from a Monday to the next Sunday is a week. Raises PeriodError for the rest.
        """
        return cls(edtf)

    @classmethod
    def none(cls) -> Self:
        """No date: the normal state of a deadline that was never given one."""
        return cls("")

    @classmethod
    def day(cls, day: date) -> Self:
        """A single day. A moment (datetime) is refused with PeriodError: periods know calendar days only."""
        return cls(day.isoformat())

    @classmethod
    def week(cls, iso_year: int, iso_week: int) -> Self:
        """An ISO week, 1 to 52 or 53, written as its seven days. Raises PeriodError where the year has no such week."""
        try:
            days = [date.fromisocalendar(iso_year, iso_week, weekday) for weekday in (1, 7)]
        except (ValueError, OverflowError):
            raise _no_such_part(iso_year, Precision.WEEK, iso_week) from None
        return cls("/".join(day.isoformat() for day in days))

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """A calendar month, 1 to 12. Raises PeriodError outside that."""
        return cls._part_of_year(year, Precision.MONTH, month)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        """A calendar quarter, 1 to 4. Raises PeriodError outside that."""
        return cls._part_of_year(year, Precision.QUARTER, quarter)

    @classmethod
    def half(cls, year: int, half: int) -> Self:
        """A half-year, 1 or 2. Raises PeriodError outside that."""
        return cls._part_of_year(year, Precision.HALF, half)

    @classmethod
    def season(cls, year: int, season: Season) -> Self:
        """A season of three whole months; winter runs from December of `year` to the end of the next February."""
        if season not in get_args(Season):
            raise _no_such_part(year, Precision.SEASON, season)
        return cls._part_of_year(year, Precision.SEASON, get_args(Season).index(season) + 1)

    @classmethod
    def year(cls, year: int) -> Self:
        """A calendar year, 1900 to 2200. Raises PeriodError outside that."""
        return cls(f"{year:04}")

    @classmethod
    def range(cls, start: Period, end: Period) -> Self:
        """From the first day of `start` to the last day of `end`; where both are the same unit, that unit itself.

        Raises PeriodError when `start` has no first day, `end` no last day, or the range would end before it begins.
        """
        first, last = _first_end(start), _last_end(end)
        return cls(first if first == last else f"{first}/{last}")

    @classmethod
    def by_end_of(cls, period: Period) -> Self:
        """Any time up to and including the last day of `period`. Raises PeriodError when it has none."""
        return cls(f"{OPEN_END}/{_last_end(period)}")

    @classmethod
    def from_start_of(cls, period: Period) -> Self:
        """Any time from the first day of `period` on. Raises PeriodError when it has none."""
        return cls(f"{_first_end(period)}/{OPEN_END}")

    @classmethod
    def from_bounds(cls, earliest: date | None, latest: date | None) -> Self:
        """The simplest period with exactly these first and last days.

        A day, month, quarter, half or year where the days fit one, else a range of days (Monday to Sunday: a week).
        With one end open the other stays a day, since nothing tells how coarsely it was meant. Both None is none.
        Raises PeriodError when the days are reversed, are moments, or lie outside 1900 to 2200.
        """
        if earliest is None and latest is None:
            return cls.none()
        if earliest is not None and latest is not None:
            year, month = earliest.year, earliest.month
            for candidate in (
                cls.day(earliest),
                cls.month(year, month),
                cls.quarter(year, (month + 2) // 3),
                cls.half(year, (month + 5) // 6),
                cls.year(year),
            ):
                if (candidate.earliest, candidate.latest) == (earliest, latest):
                    return candidate
        return cls("/".join(OPEN_END if bound is None else bound.isoformat() for bound in (earliest, latest)))

    @classmethod
    def _part_of_year(cls, year: int, precision: Precision, number: int) -> Self:
        """The numbered part of a year, looked up by its kind, so that month 36 is refused and not a quarter."""
        code = CODE_BY_PART.get((precision, number))
        if code is None:
            raise _no_such_part(year, precision, number)
        return cls(f"{year:04}-{code:02}")

    def __bool__(self) -> bool:
        return self.edtf != ""

    def __str__(self) -> str:
        return self.edtf

    @property
    def is_exact(self) -> bool:
        """Whether the period is one single day."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def length_in_days(self) -> int | None:
        """How many days it spans, both ends included; None when an end is open or there is no date."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def contains(self, day: date) -> bool:
        """Whether `day` lies in the period; an open end reaches for ever, and no date contains no day."""
        starts_by_then = self.earliest is None or self.earliest <= day
        ends_by_then = self.latest is None or day <= self.latest
        return bool(self) and starts_by_then and ends_by_then

    def label(self, language: str) -> str:
        """The period in words, for a language tag such as "da" or "en"; languages without words of ours get English."""
        return label_of(read_expression(self.edtf), language)


def _first_end(period: Period) -> str:
    if period.earliest is None:
        raise PeriodError(period.edtf, _("it has no first day"), _("Name a period that has one."))
    return period.edtf.partition("/")[0]


def _last_end(period: Period) -> str:
    if period.latest is None:
        raise PeriodError(period.edtf, _("it has no last day"), _("Name a period that has one."))
    return period.edtf.rpartition("/")[2]


def _no_such_part(year: int, precision: Precision, number: object) -> PeriodError:
    return PeriodError(
        f"{year}, {precision} {number}",
        _("the year has no such part"),
        _(
            "Months are 1 to 12, quarters 1 to 4, halves 1 and 2, weeks 1 to 52 or 53; "
            "seasons are spring, summer, autumn and winter."
        ),
    )
