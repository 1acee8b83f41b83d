"""Reads the part of EDTF (ISO 8601-2) that periods are written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from initiatives.periods.errors import PeriodError
from initiatives.periods.precision import Precision

FIRST_YEAR = 1900
LAST_YEAR = 2200
OPEN_END = ".."


class Part(NamedTuple):
    """A part of a year: its kind, which one of that kind, the month it begins in and how many months it lasts."""

    precision: Precision
    number: int
    first_month: int
    months: int


WHOLE_YEAR = Part(Precision.YEAR, 1, 1, 12)
# ISO 8601-2 writes the parts of a year as these numbers in the place of the month. It leaves the bounds of seasons to
# its users: here spring is March to May, and winter runs from December to the end of the next February.
PART_BY_CODE = {
    **{number: Part(Precision.MONTH, number, number, 1) for number in range(1, 13)},
    **{20 + number: Part(Precision.SEASON, number, 3 * number, 3) for number in range(1, 5)},
    **{32 + number: Part(Precision.QUARTER, number, 3 * number - 2, 3) for number in range(1, 5)},
    **{39 + number: Part(Precision.HALF, number, 6 * number - 5, 6) for number in range(1, 3)},
}
CODE_BY_PART = {(part.precision, part.number): code for code, part in PART_BY_CODE.items()}

UNIT_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
WEEK_FORM = re.compile(r"[0-9]{4}-?W[0-9]{1,2}(-?[0-9])?")


@dataclass(frozen=True, slots=True)
class Unit:
    """One undivided expression: a day or a part of a year; `number` says which one, for a day the day of the month."""

    text: str
    precision: Precision
    year: int
    number: int
    earliest: date
    latest: date


class Expression(NamedTuple):
    """What an EDTF text says: the units it begins and ends with, the same one twice if single, None where open."""

    start: Unit | None
    end: Unit | None
    precision: Precision


def read_expression(text: str) -> Expression:
    """Read a whole EDTF text; the empty text is the expression without a date.

    Accepted are single units, ranges of two units, and ranges with one open end ("../2018-10", "2018-01/.."). Nothing
    is stripped or guessed. Raises PeriodError for everything else.
    """
    if text == "":
        return Expression(None, None, Precision.NONE)
    pieces = text.split("/")
    if len(pieces) == 1:
        unit = _read_unit(text, whole=text)
        return Expression(unit, unit, unit.precision)
    if len(pieces) > 2:
        raise PeriodError(
            text, _("it has more than two ends"), _("Write one start and one end with a single / between them.")
        )
    start, end = (None if piece == OPEN_END else _read_unit(piece, whole=text) for piece in pieces)
    if start is None and end is None:
        raise PeriodError(text, _("it is open at both ends"), _("State at least one end, or leave the text empty."))
    if start is None or end is None:
        return Expression(start, end, Precision.OPEN)
    if start.earliest > end.latest:
        raise PeriodError(text, _("it ends before it begins"), _("Put the earlier end first."))
    return Expression(start, end, Precision.WEEK if _is_calendar_week(start, end) else Precision.RANGE)


def _is_calendar_week(start: Unit, end: Unit) -> bool:
    """Whether a range is the seven days of one ISO week, Monday to Sunday, which is how a week is written."""
    return start.earliest.isoweekday() == 1 and end.latest - start.earliest == timedelta(days=6)


def _read_unit(text: str, *, whole: str) -> Unit:
    """Read one undivided expression; `whole` is the text that an error names."""
    form = UNIT_FORM.fullmatch(text)
    if form is None:
        raise _unknown_form(text, whole)
    year = int(form[1])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _outside_years(whole)
    if form[3] is not None:
        return _day_unit(text, form, whole)
    part = WHOLE_YEAR if form[2] is None else PART_BY_CODE.get(int(form[2]))
    if part is None:
        raise PeriodError(
            whole,
            _("a year has no part with that number"),
            _("Months are 01 to 12, seasons 21 to 24, quarters 33 to 36 and halves 40 and 41."),
        )
    latest = _first_of_month(year, part.first_month + part.months) - timedelta(days=1)
    if latest.year > LAST_YEAR:
        raise _outside_years(whole)
    return Unit(text, part.precision, year, part.number, _first_of_month(year, part.first_month), latest)


def _day_unit(text: str, form: re.Match[str], whole: str) -> Unit:
    try:
        day = date(int(form[1]), int(form[2]), int(form[3]))
    except ValueError:
        raise PeriodError(
            whole,
            _("the calendar has no such day"),
            _("Write the year, the month and the day in that order, such as 2018-10-31."),
        ) from None
    return Unit(text, Precision.DAY, day.year, day.day, day, day)


def _first_of_month(year: int, month: int) -> date:
    """The first day of a month counted from the January of `year`; 13 is the next January."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _outside_years(whole: str) -> PeriodError:
    return PeriodError(
        whole,
        format_lazy(_("it reaches outside the years {first} to {last}"), first=FIRST_YEAR, last=LAST_YEAR),
        _("Check the year."),
    )


def _unknown_form(text: str, whole: str) -> PeriodError:
    """The error for a text of another form, with the mend for the forms that people most likely meant."""
    if WEEK_FORM.fullmatch(text):
        return PeriodError(
            whole,
            _("a week cannot be written by its number"),
            _("Write its Monday and its Sunday, such as 2018-12-24/2018-12-30."),
        )
    if any(sign in text for sign in "~?%"):
        return PeriodError(
            whole,
            _("the signs ~, ? and % are not used"),
            _("Leave the sign out and explain the doubt in words."),
        )
    return PeriodError(
        whole,
        _("it has a form that is not known"),
        _(
            "Write a year of four digits, alone or with a month, a day or a part of the year: 2018, 2018-10, "
            "2018-10-31, 2018-36 for the fourth quarter, 2018-34/2018-35 for a range, ../2018-10 for an open start."
        ),
    )
