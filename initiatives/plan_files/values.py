"""What a written value means: one function for each sort of value, from its text to the value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from initiatives.characters import is_blank
from initiatives.periods import Period, PeriodError

Value = TypeVar("Value")
Reader = Callable[[str], Value]

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NUMBER = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
AMOUNT = re.compile(r"[0-9]{1,14}(\.[0-9]{1,2})?")
CURRENCY = re.compile(r"[A-Z]{3}")
BLANKS = re.compile(r"[ \r\n]+")
LONGEST_SLUG = 60
LONGEST_NUMBER = 20
LONGEST_LINK = 500


class Unreadable(ValueError):
    """A value that does not mean what its field asks for: what is wrong, and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what, mend)
        self.what = what
        self.mend = mend


def words(at_most: int | None = None) -> Reader[str]:
    """Return the reader of a text in one line: line breaks and repeated blanks become one blank."""
    return lambda text: _text(BLANKS.sub(" ", text).strip(" "), at_most)


def paragraphs(text: str) -> str:
    """Read a longer text of ours, which keeps its paragraphs."""
    return _text(text.strip(), None)


def slug(text: str) -> str:
    """Read a short name that is part of links."""
    mend = _("Write small letters a to z, digits and single hyphens, %(most)s at most, such as next-meeting.")
    return _matching(SLUG, text, LONGEST_SLUG, _("“%(text)s” is not a short name."), mend)


def number(text: str) -> str:
    """Read the number of an objective or action, which is part of links too."""
    mend = _("Write letters and digits, parted by single dots or hyphens, %(most)s at most, such as III-4 or 2.3.")
    return _matching(NUMBER, text, LONGEST_NUMBER, _("“%(text)s” cannot be a number of the plan."), mend)


def one_of(choices: type[TextChoices], but: Iterable[str] = ()) -> Reader[str]:
    """Return the reader of a word from a list; those in ``but`` are not for files."""
    allowed = [value for value in choices.values if value not in but]
    return lambda text: _allowed(text, allowed)


def language(codes: Iterable[str]) -> Reader[str]:
    """Return the reader of the code of a language."""
    return lambda text: _allowed(text, list(codes))


def day(text: str) -> date:
    """Read a day such as 2017-10-18."""
    mend = _("Write year, month and day: 2017-10-18.")
    if not DAY.fullmatch(text):
        raise Unreadable(_("“%(text)s” is not a day.") % {"text": text}, mend)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable(_("The calendar has no day %(text)s.") % {"text": text}, mend) from None


def period(text: str) -> Period:
    """Read a period in EDTF."""
    try:
        return Period.parse(text)
    except PeriodError as error:
        what = _("“%(text)s” is not a period: %(problem)s.") % {"text": text, "problem": error.problem}
        raise Unreadable(what, str(error.mend)) from None


def amount(text: str) -> Decimal:
    """Read an amount of money, more than nothing, with at most two decimals after a point."""
    if not AMOUNT.fullmatch(text) or not Decimal(text):
        mend = _("Write digits with a decimal point and nothing between thousands: 18500000.00.")
        raise Unreadable(_("“%(text)s” is not an amount.") % {"text": text}, mend)
    return Decimal(text)


def currency(text: str) -> str:
    """Read the code of a currency."""
    mend = _("Write its code of three letters, such as EUR or DKK.")
    return _matching(CURRENCY, text, 3, _("“%(text)s” is not a currency."), mend)


def link(text: str) -> str:
    """Read the address of a page."""
    try:
        address = urlsplit(text)
    except ValueError:
        address = urlsplit("")
    if address.scheme not in ("http", "https") or not address.hostname or " " in text:
        raise Unreadable(_("“%(text)s” is not an address.") % {"text": text}, _("Write it whole, with https://."))
    return _text(text, LONGEST_LINK)


def _text(text: str, at_most: int | None) -> str:
    if is_blank(text):
        raise Unreadable(_("The text is blank."), _("Write the text, or remove the field."))
    if at_most is not None and len(text) > at_most:
        what = _("The text has %(length)s characters; %(most)s is the most.")
        raise Unreadable(what % {"length": len(text), "most": at_most}, _("Shorten it."))
    return text


def _allowed(text: str, allowed: list[str]) -> str:
    if text not in allowed:
        mend = _("Write one of: %(allowed)s.") % {"allowed": ", ".join(allowed)}
        raise Unreadable(_("“%(text)s” is not one of the words that can stand here.") % {"text": text}, mend)
    return text


def _matching(pattern: re.Pattern[str], text: str, at_most: int, what: str, mend: str) -> str:
    if not pattern.fullmatch(text) or len(text) > at_most:
        raise Unreadable(what % {"text": text}, mend % {"most": at_most})
    return text
