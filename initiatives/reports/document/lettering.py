"""How much room text takes, estimated from its letters: enough to choose widths and to break lines, in any font."""

from __future__ import annotations

from functools import cache

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
NARROW = frozenset("iljtfrI.,:;!'|()[]-/ \N{NO-BREAK SPACE}")
WIDE = frozenset("mwMW@%\N{EM DASH}\N{HORIZONTAL ELLIPSIS}")
FIRST_WIDE_SCRIPT = 0x1100  # Chinese, Japanese and Korean letters, and pictures, are as wide as they are high


@cache
def _width(letter: str) -> float:
    """Return the width of a letter in IBM Plex Sans, in parts of the size of the letters."""
    if letter in NARROW:
        return 0.36
    if letter in WIDE:
        return 0.9
    if ord(letter) >= FIRST_WIDE_SCRIPT:
        return 1.0
    return 0.68 if letter.isupper() else 0.58


def width_of(text: str, *, size: float) -> float:
    """Return about how wide a text is, in the unit of ``size``."""
    return sum(map(_width, text)) * size


def longest_word(text: str) -> str:
    """Return the widest run of letters that no line may break."""
    return max(text.split(), key=lambda word: width_of(word, size=1), default="")


def in_lines(text: str, *, width: float, size: float, lines: int) -> list[str]:
    """Return the text in at most so many lines of this width; what does not fit is left out behind an ellipsis."""
    broken: list[str] = []
    for word in text.split():
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and width_of(longer, size=size) <= width:
            broken[-1] = longer
        else:
            broken.append(word)
    if len(broken) <= lines and all(width_of(line, size=size) <= width for line in broken):
        return broken
    kept = broken[:lines]
    return [
        shortened(line, width=width, size=size, more=place < len(broken) - 1 and place == len(kept) - 1)
        for place, line in enumerate(kept)
    ]


def shortened(text: str, *, width: float, size: float, more: bool = False) -> str:
    """Return the text as far as it fits, with an ellipsis where something is left out. ``more``: there was more."""
    if not more and width_of(text, size=size) <= width:
        return text
    while text and width_of(text + ELLIPSIS, size=size) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS
