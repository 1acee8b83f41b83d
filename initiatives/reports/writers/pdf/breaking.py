"""Where a word that is wider than its column may break. All other texts of a table break between words alone."""

from __future__ import annotations

import re
from functools import cache

ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
LETTER = r"[^\W\d_]"
WORDS_WITH_SIGNS = re.compile(rf"(?:{LETTER}|[-–,.;()])+")
SIGNS_OF_ADDRESSES = re.compile("[/?&=_.:-]+")

# A piece of text, and whether it is a word that is hyphenated by its language.
Piece = tuple[str, bool]


def pieces_of(text: str, room: int) -> list[Piece]:
    """Return the pieces of a text in a column that has room for so many letters.

    A long word of a language is hyphenated. An address is broken behind its signs, without a hyphen that would change
    it, and a run of letters that no line can hold breaks anywhere.
    """
    broken = _long_runs(room).sub(lambda found: _broken(found.group(), room), text)
    return [(piece, place % 2 == 1) for place, piece in enumerate(_long_words(room).split(broken)) if piece]


def _broken(run: str, room: int) -> str:
    if len(run) <= 2 * room and WORDS_WITH_SIGNS.fullmatch(run):
        return run
    behind_signs = SIGNS_OF_ADDRESSES.sub(lambda signs: signs.group() + ZERO_WIDTH_SPACE, run)
    return _full_lines(room).sub(lambda piece: piece.group() + ZERO_WIDTH_SPACE, behind_signs)


@cache
def _long_runs(room: int) -> re.Pattern[str]:
    return re.compile(rf"\S{{{room + 1},}}")


@cache
def _full_lines(room: int) -> re.Pattern[str]:
    return re.compile(rf"[^\s{ZERO_WIDTH_SPACE}]{{{room}}}")


@cache
def _long_words(room: int) -> re.Pattern[str]:
    return re.compile(rf"({LETTER}{{{room},}})")
