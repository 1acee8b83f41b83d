"""Periods in words, from tables of our own: the same on every machine and under every active locale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from initiatives.periods.expressions import Expression, Unit
from initiatives.periods.precision import Precision


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language names periods. `names` counts from the first month, season, quarter or half of a year."""

    names: Mapping[Precision, tuple[str, ...]]
    forms: Mapping[Precision, str]
    by_day: str
    by_end_of: str
    from_start_of: str
    none: str
    article: str = ""  # before "4th quarter" and "1st half" inside a phrase


DANISH = Wording(
    names={
        Precision.MONTH: (
            *("januar", "februar", "marts", "april", "maj", "juni"),
            *("juli", "august", "september", "oktober", "november", "december"),
        ),
        Precision.SEASON: ("foråret", "sommeren", "efteråret", "vinteren"),
        Precision.QUARTER: ("1.", "2.", "3.", "4."),
        Precision.HALF: ("1.", "2."),
    },
    forms={
        Precision.DAY: "{day}. {name} {year}",
        Precision.WEEK: "uge {week}, {year}",
        Precision.MONTH: "{name} {year}",
        Precision.SEASON: "{name} {year}",
        Precision.QUARTER: "{name} kvartal {year}",
        Precision.HALF: "{name} halvår {year}",
    },
    by_day="senest {label}",
    by_end_of="senest udgangen af {label}",
    from_start_of="fra {label}",
    none="uden frist",
)

ENGLISH = Wording(
    names={
        Precision.MONTH: (
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        Precision.SEASON: ("spring", "summer", "autumn", "winter"),
        Precision.QUARTER: ("1st", "2nd", "3rd", "4th"),
        Precision.HALF: ("1st", "2nd"),
    },
    forms={
        Precision.DAY: "{day} {name} {year}",
        Precision.WEEK: "week {week}, {year}",
        Precision.MONTH: "{name} {year}",
        Precision.SEASON: "{name} {year}",
        Precision.QUARTER: "{name} quarter {year}",
        Precision.HALF: "{name} half of {year}",
    },
    by_day="by {label}",
    by_end_of="by the end of {label}",
    from_start_of="from {label}",
    none="no deadline",
    article="the ",
)

WORDINGS = {"da": DANISH, "en": ENGLISH}


def label_of(expression: Expression, language: str) -> str:
    """An expression in words, in the language of a tag such as "da" or "en-GB"; English where that one has no table."""
    wording = WORDINGS.get(language.lower().partition("-")[0], ENGLISH)
    start, end, precision = expression
    if start is None:
        return wording.none if end is None else _by(end, wording)
    if end is None:
        return wording.from_start_of.format(label=_inside_phrase(start, wording))
    if precision is Precision.WEEK:
        year, week, _weekday = start.earliest.isocalendar()
        return wording.forms[Precision.WEEK].format(week=week, year=year)
    if start.text == end.text:
        return _unit(start, wording)
    return _range(start, end, wording)


def _unit(unit: Unit, wording: Wording) -> str:
    match unit.precision:
        case Precision.YEAR:
            return str(unit.year)
        case Precision.DAY:
            name = wording.names[Precision.MONTH][unit.earliest.month - 1]
            return wording.forms[Precision.DAY].format(day=unit.number, name=name, year=unit.year)
    spans_new_year = unit.latest.year > unit.year
    year = f"{unit.year}/{unit.latest.year % 100:02}" if spans_new_year else str(unit.year)
    return wording.forms[unit.precision].format(name=_name(unit, wording), year=year)


def _name(unit: Unit, wording: Wording) -> str:
    return wording.names[unit.precision][unit.number - 1]


def _range(start: Unit, end: Unit, wording: Wording) -> str:
    """Both ends in words; months and quarters of one year share what they have in common."""
    same_kind = start.precision is end.precision and start.precision in (Precision.MONTH, Precision.QUARTER)
    if same_kind and start.year == end.year:
        names = f"{_name(start, wording)}–{_name(end, wording)}"
        return wording.forms[start.precision].format(name=names, year=start.year)
    return f"{_unit(start, wording)} – {_unit(end, wording)}"


def _by(end: Unit, wording: Wording) -> str:
    form = wording.by_day if end.precision is Precision.DAY else wording.by_end_of
    return form.format(label=_inside_phrase(end, wording))


def _inside_phrase(unit: Unit, wording: Wording) -> str:
    has_ordinal = unit.precision in (Precision.QUARTER, Precision.HALF)
    return (wording.article if has_ordinal else "") + _unit(unit, wording)
