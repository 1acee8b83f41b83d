"""How wide a text will be, near enough to break it into lines: a drawing on the server cannot measure its letters."""

from __future__ import annotations

from functools import lru_cache

CUT = "…"
NARROW_LETTERS = frozenset("iIjlftr.,:;'’|!()[]/- ")
WIDE_LETTERS = frozenset("mwMWÆŒ—%@ЖМШЩЮФжмшщюф")


@lru_cache(maxsize=8192)
def text_width(text: str, size: float) -> float:
    """Return about how wide the text is in the interface's typeface at this size; rather too wide than too narrow."""
    return size * sum(_share(letter) for letter in text)


def _share(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return 0.34
    if letter in WIDE_LETTERS:
        return 0.9
    return 0.67 if letter.isupper() or ord(letter) > 0x2E80 else 0.56


@lru_cache(maxsize=4096)
def wrapped(text: str, width: float, size: float, lines: int = 2) -> tuple[str, ...]:
    """Return the text in at most so many lines of this width; what does not fit is cut, and the cut is marked."""
    found: list[str] = []
    rest = " ".join(text.split())
    while rest and len(found) < lines:
        if text_width(rest, size) <= width:
            found.append(rest)
            return tuple(found)
        is_last = len(found) == lines - 1
        line = _longest_start(rest, width, size, whole_words=not is_last, cut=CUT if is_last else "")
        found.append(line.rstrip() + (CUT if is_last else ""))
        rest = rest[len(line) :].lstrip()
    return tuple(found)


def _longest_start(text: str, width: float, size: float, *, whole_words: bool, cut: str) -> str:
    """Return the longest beginning that fits: of whole words where one fits and it is asked for, else of letters."""
    end = 1
    while end < len(text) and text_width(text[: end + 1] + cut, size) <= width:
        end += 1
    if whole_words and end < len(text) and text[end] != " " and " " in text[:end]:
        end = text.rindex(" ", 0, end)
    return text[:end]
