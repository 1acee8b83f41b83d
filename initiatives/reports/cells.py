"""Values made safe for a cell: what cannot be seen is made visible, and what a spreadsheet would run is disarmed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from initiatives.reports.table import Kind

LIST_SEPARATOR = "; "

# Neither a spreadsheet nor XML can hold these: control characters (but tab and line breaks), halves of a surrogate pair
# and the two characters that no text may contain.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LAST_CONTROL = 0x1F
DELETE = 0x7F
CONTROL_PICTURES = 0x2400
PICTURE_OF_DELETE = "\N{SYMBOL FOR DELETE}"

# A spreadsheet runs a text that begins so, also behind blanks or characters without width, and in full-width letters.
# Apostrophes in front count too, so that taking away one apostrophe always gives back the text as it was.
RUNNABLE = re.compile("'*(?:[\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\\-@＝＋－＠]|[\t\r\n])")


def visible(text: str) -> str:
    """Return the text with each character that no cell can hold replaced by its picture, or by U+FFFD."""
    return UNSEEN.sub(_picture, text) if UNSEEN.search(text) else text


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code <= LAST_CONTROL:
        return chr(CONTROL_PICTURES + code)
    return PICTURE_OF_DELETE if code == DELETE else "\N{REPLACEMENT CHARACTER}"


def guarded(text: str) -> str:
    """Return the text with an apostrophe in front where a spreadsheet would otherwise run it. For text formats only."""
    return f"'{text}" if RUNNABLE.match(text) else text


def joined(values: Any) -> str:
    """Return the values of a LIST as one text."""
    return LIST_SEPARATOR.join(values)


def local(instant: datetime) -> datetime:
    """Return an aware instant in the installation's time zone. Raises ValueError for a naive one."""
    return timezone.localtime(instant, timezone.get_default_timezone())


def plain_text(kind: Kind) -> Callable[[Any], str]:
    """Return what turns a value of this kind into the text of a cell in a text format.

    Days and instants are ISO 8601, booleans ``true`` and ``false``, choices their codes, and what is missing is empty.
    """
    return TEXT_OF[kind]


def _harmless(text: str | None) -> str:
    if not text:
        return ""
    # Nearly every text begins with a letter or a digit and hides nothing: these two looks spare it the patterns.
    if text.isprintable() and text[0].isalnum():
        return text
    return guarded(visible(text))


@lru_cache(maxsize=256)
def _instant(instant: datetime | None) -> str:
    return "" if instant is None else local(instant).isoformat()


def _as_written(value: Any) -> str:
    return "" if value is None else str(value)


TEXT_OF: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: _harmless,
    Kind.LIST: lambda values: _harmless(joined(values or ())),
    Kind.CHOICE: _as_written,
    Kind.INTEGER: _as_written,
    Kind.BOOLEAN: lambda value: "" if value is None else "true" if value else "false",
    Kind.DATE: _as_written,
    Kind.INSTANT: _instant,
}
