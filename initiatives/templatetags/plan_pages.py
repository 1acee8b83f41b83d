"""The tags that the pages of plans, actions and search are written with, beside those that every page has."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from django import template
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from initiatives.choices import (
    ENDED_POSITIONS,
    FINAL_STATUSES,
    MET_POSITIONS,
    ActionOrigin,
    AmountQualifier,
    Basis,
    DeadlineKind,
    Firmness,
    PlanKind,
    Position,
    ReasonCode,
    ResponsibilityRole,
    Status,
)
from initiatives.periods import Period
from initiatives.presentation import bars, display, excerpts
from initiatives.presentation.explanations import why as why_in_words
from initiatives.queries.action_facts import Money
from initiatives.queries.bodies import Body
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.progress import Positions
from initiatives.texts import DEFAULT_LANGUAGE, Text

register = template.Library()

VOCABULARIES = {
    "plan_kind": PlanKind,
    "origin": ActionOrigin,
    "qualifier": AmountQualifier,
    "basis": Basis,
    "kind": DeadlineKind,
    "firmness": Firmness,
    "reason": ReasonCode,
    "role": ResponsibilityRole,
}


@dataclass(frozen=True, slots=True)
class CountedPart:
    """A part of a bar that is not empty."""

    number: int
    label: str | Promise
    positions: tuple[str, ...]


@register.filter
def named(code: str, vocabulary: str) -> str:
    """Return the word for a code: ``{{ row.kind|named:"kind" }}``."""
    return str(VOCABULARIES[vocabulary](code).label) if code else ""


@register.filter
def parts(positions: Positions) -> list[CountedPart]:
    """Return the parts of a bar that count anything, with the positions that each of them counts."""
    numbers = bars.part_numbers(positions)
    return [CountedPart(numbers[part.name], part.label, part.positions) for part in bars.PARTS if numbers[part.name]]


@register.filter
def words(positions: Positions) -> str:
    """Return the numbers of a bar in words."""
    return bars.bar_words(positions)


@register.filter
def followable(address: str) -> bool:
    """Return whether an address may be shown as a link."""
    return display.safe_link(address)


@register.filter
def says_status(row: DeadlineRow) -> bool:
    """Return whether the status says more than the position beside it does."""
    if row.status in FINAL_STATUSES or row.position in (Position.CLOSED, Position.CLOSED_PARTIAL):
        return row.position == Position.CLOSED
    return row.status != Status.NONE or row.position not in MET_POSITIONS


@register.filter
def leads(rows: Iterable[DeadlineRow]) -> list[str]:
    """Return who leads or hosts any of the rows, each once."""
    return list(dict.fromkeys(name for row in rows for name in row.leads))


@register.simple_tag
def marked(text: str, words_sought: Collection[str]) -> SafeString:
    """Show a text with the words that were looked for marked in it."""
    return excerpts.marked(text, words_sought)


@register.simple_tag
def excerpt(text: str, words_sought: Collection[str]) -> SafeString:
    """Show the part of a text that has the words that were looked for."""
    return excerpts.excerpt(text, words_sought)


@register.filter
def by_role(bodies: Iterable[Body]) -> list[tuple[str, list[Body]]]:
    """Return bodies, which come in the order of their roles, one role at a time."""
    return [(role, list(found)) for role, found in groupby(bodies, key=lambda body: body.role)]


@register.filter
def in_words_of(value: str, source: Text) -> SafeString:
    """Show words of the document, marked in HTML where its language, which ``source`` knows, is not the reader's."""
    return display.text(Text(value, source.language))


@register.filter
def deadline_period(period: Period) -> SafeString:
    """Show a deadline's period with its last day beneath it."""
    return display.deadline_period(period)


@register.filter
def forecast_has_passed(row: DeadlineRow) -> bool:
    """Return whether the forecast of an open deadline lies before the judged day."""
    forecast = row.forecast.latest or row.forecast.earliest
    return row.position not in ENDED_POSITIONS and forecast is not None and forecast < row.as_of


@register.filter
def amount(money: Money) -> str:
    """Return an amount of money as the reader's language writes it, such as "18.500.000 EUR"."""
    places = 0 if money.amount == money.amount.to_integral_value() else 2
    return f"{number_format(money.amount, decimal_pos=places, use_l10n=True, force_grouping=True)} {money.currency}"


@register.simple_tag
def wording(row: DeadlineRow) -> SafeString:
    """Show a deadline's own words in the language of the document, marked where that is not the reader's."""
    words_given = Text(row.wording, row.wording_language or DEFAULT_LANGUAGE)
    return format_html("{} {}", display.text(words_given), display.text_marks(words_given))


@register.filter
def why(row: DeadlineRow) -> str:
    """Return why the row has its position, in a sentence."""
    return why_in_words(row)
