"""Texts with the words that were looked for marked in them, however these are accented."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from initiatives.presentation.display import language
from initiatives.texts import Text, fold

AROUND = 90
LEFT_OUT = "…"
Span = tuple[int, int]


def marked(text: str, words: Collection[str]) -> SafeString:
    """Return the whole text with the words marked. ``words`` are in their search form."""
    shown = unicodedata.normalize("NFC", text)
    return _in_its_language(text, _with_marks(shown, list(_spans(shown, words))))


def excerpt(text: str, words: Collection[str], *, around: int = AROUND) -> SafeString:
    """Return the text near the first of the words, with the words marked, and ``around`` letters on either side."""
    shown = unicodedata.normalize("NFC", text)
    spans = list(_spans(shown, words))
    first, last = spans[0] if spans else (0, 0)
    start = _word_begin(shown, first - around)
    end = _word_end(shown, last + around)
    inside = [(begin - start, stop - start) for begin, stop in spans if begin >= start and stop <= end]
    body = _with_marks(shown[start:end], inside)
    words_around = format_html("{}{}{}", LEFT_OUT if start > 0 else "", body, LEFT_OUT if end < len(shown) else "")
    return _in_its_language(text, words_around)


def _spans(text: str, words: Collection[str]) -> Iterator[Span]:
    """Yield where the words stand in the text, from its beginning on, overlapping ones as one."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for folded in fold(letter) or (" " if letter.isspace() else ""):
            letters.append(folded)
            places.append(place)
    folded_text = "".join(letters)
    found = sorted(
        (places[begin], places[begin + len(word) - 1] + 1)
        for word in set(words)
        for begin in _occurrences(folded_text, word)
    )
    current: Span | None = None
    for begin, stop in found:
        if current is not None and begin <= current[1]:
            current = (current[0], max(stop, current[1]))
            continue
        if current is not None:
            yield current
        current = (begin, stop)
    if current is not None:
        yield current


def _occurrences(text: str, word: str) -> Iterator[int]:
    begin = text.find(word)
    while begin >= 0 and word:
        yield begin
        begin = text.find(word, begin + len(word))


def _with_marks(text: str, spans: list[Span]) -> SafeString:
    pieces: list[SafeString] = []
    end = 0
    for begin, stop in spans:
        pieces += [format_html("{}", text[end:begin]), format_html("<mark>{}</mark>", text[begin:stop])]
        end = stop
    pieces.append(format_html("{}", text[end:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _word_begin(text: str, place: int) -> int:
    if place <= 0:
        return 0
    blank = text.find(" ", place)
    return blank + 1 if 0 <= blank < place + AROUND else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    blank = text.rfind(" ", 0, place)
    return blank if blank > place - AROUND else place


def _in_its_language(text: str, shown: SafeString) -> SafeString:
    if isinstance(text, Text) and text.language != language():
        return format_html('<span lang="{}">{}</span>', text.language, shown)
    return shown
