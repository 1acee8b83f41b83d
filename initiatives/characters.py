"""What no text of the record may hold: characters that cannot be seen, stored or trusted."""

from __future__ import annotations

import unicodedata

LINE_BREAKS_AND_TABS = frozenset("\n\r\t")
# They turn the direction of what follows, so that a text reads differently from what it says.
DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})


def forbidden_character(text: str) -> str | None:
    """Return the first character that no text may hold, or None.

    Forbidden are control characters (line breaks and tabs aside), halves of a surrogate pair, which no database
    stores, and overrides of the writing direction.
    """
    for character in text:
        if character in LINE_BREAKS_AND_TABS:
            continue
        if unicodedata.category(character) in ("Cc", "Cs") or character in DIRECTION_OVERRIDES:
            return character
    return None


def is_blank(text: str) -> bool:
    """Return whether nothing of the text can be seen: it is empty, or blanks and invisible characters alone."""
    return all(unicodedata.category(character) in INVISIBLE for character in text)


def code_of(character: str) -> str:
    """Return how a character that cannot be shown is named, such as "U+0000"."""
    return f"U+{ord(character):04X}"
