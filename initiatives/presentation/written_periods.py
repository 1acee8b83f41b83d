"""Periods as people write them: 20.12.2018, December 2018, 4. kvartal 2018, 2nd–3rd quarter 2018, or EDTF."""

from __future__ import annotations

import re

from initiatives.periods import Period, PeriodError
from initiatives.periods.labels import WORDINGS
from initiatives.periods.precision import Precision

FIRST_QUARTER_CODE, FIRST_HALF_CODE = 33, 40
NUMERIC_DAY = re.compile(r"(\d{1,2})[. ] ?(\d{1,2})[. ] ?(\d{4})")
NUMERIC_MONTH = re.compile(r"(\d{1,2})\.(\d{4})")
QUARTER = re.compile(r"(\d{4})-?[qk]([1-4])")
QUARTER_IN_WORDS = re.compile(r"(?:[qk]|the )?([1-4])(?:\.|st|nd|rd|th)?(?: ?kvartal| quarter)?(?: of)? (\d{4})")
HALF_IN_WORDS = re.compile(r"(?:the )?([12])(?:\.|st|nd)? (?:halvår|half)(?: of)? (\d{4})")
NAMED_MONTH = re.compile(r"(?:(\d{1,2})\.? )?(?:of )?([a-z]{3,})\.? (\d{4})")
QUARTER_CODE = re.compile(r"([0-9]{4})-(3[3-6])(?![0-9-])")
DASH = re.compile(r" ?[–—/] ?| - ")
# "2.–3. kvartal 2018" and "May–June 2018" say once what both ends have in common.
SHARED = re.compile(
    r"(?P<start>\d(?:\.|st|nd|rd|th)?|[a-z]+) ?[–—-] ?(?P<end>(?:\d(?:\.|st|nd|rd|th)?|[a-z]+)(?P<rest> .*\d{4}))"
)
MONTHS = {
    name.casefold(): number
    for wording in WORDINGS.values()
    for number, name in enumerate(wording.names[Precision.MONTH], start=1)
}
SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items()}


def read_period(text: str) -> Period:
    """Return the period that a person wrote: EDTF, or a day, month, quarter, half or year in Danish or English.

    Both ends of a range may be written so. Raises PeriodError, which says how to write it.
    """
    written = " ".join(text.split())
    plain = written.casefold()
    if shared := SHARED.fullmatch(plain):
        ends = [shared["start"] + shared["rest"], shared["end"]]
    else:
        ends = DASH.split(plain)
    try:
        return Period.parse("/".join(_edtf_of(end) for end in ends))
    except PeriodError:
        # What is refused is shown as it was written.
        return Period.parse("/".join(part.strip() for part in written.split("/")))


def written_period(period: Period, language: str) -> str:
    """Return a period as the reader would write it into a form, so that ``read_period`` reads the same again."""
    if period.is_exact and period.earliest is not None:
        return f"{period.earliest:%d.%m.%Y}"
    words = period.label(language) if period else ""
    try:
        return words if read_period(words) == period else with_quarters(period.edtf)
    except PeriodError:
        return with_quarters(period.edtf)


def with_quarters(edtf: str) -> str:
    """Return an EDTF text with its quarters as 2018-Q4, since few know that their code is 36."""
    return QUARTER_CODE.sub(lambda found: f"{found[1]}-Q{int(found[2]) - FIRST_QUARTER_CODE + 1}", edtf)


def _edtf_of(part: str) -> str:
    """Return one end of a period as EDTF; what is none of the ways of writing it stays as it is."""
    if day := NUMERIC_DAY.fullmatch(part):
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    if month := NUMERIC_MONTH.fullmatch(part):
        return f"{month[2]}-{_month(int(month[1]))}"
    if quarter := QUARTER.fullmatch(part):
        return f"{quarter[1]}-{FIRST_QUARTER_CODE + int(quarter[2]) - 1}"
    if quarter := QUARTER_IN_WORDS.fullmatch(part):
        return f"{quarter[2]}-{FIRST_QUARTER_CODE + int(quarter[1]) - 1}"
    if half := HALF_IN_WORDS.fullmatch(part):
        return f"{half[2]}-{FIRST_HALF_CODE + int(half[1]) - 1}"
    if (named := NAMED_MONTH.fullmatch(part)) and (number := _month_named(named[2])):
        return f"{named[3]}-{number:02}" + (f"-{int(named[1]):02}" if named[1] else "")
    return part


def _month(number: int) -> str:
    """Return the number of a month; one that no year has is written so that it is no other part of a year either."""
    return f"{number:02}" if number <= 12 else "00"


def _month_named(name: str) -> int | None:
    return MONTHS.get(name) or SHORT_MONTHS.get(name)
