"""Single cells as XML. A cell's row number is left open, so that the XML of a value that recurs is made only once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from initiatives.reports.cells import joined, local, visible
from initiatives.reports.table import Column, Kind
from initiatives.reports.writers.xlsx.parts import DATE_STYLE, HEADER_STYLE, INSTANT_STYLE, TEXT_STYLE
from initiatives.reports.writers.xlsx.sheet import ROW

# Day 0 of the format's calendar, which believes in a 29 February 1900: earlier days are written as texts.
DAY_ZERO = date(1899, 12, 30).toordinal()
FIRST_TRUE_DAY = date(1900, 3, 1)
SECONDS_A_DAY = 86_400

SHORT = 100  # characters; longer texts seldom recur and would fill the memory
REMEMBERED = 1024  # values a column
# In this format "_x000D_" stands for a character; a text that says so is kept from being read so.
ESCAPED_CHARACTER = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

CellWriter = Callable[[Any], str]


def cell_writer(column: Column, letters: str, shorten: Callable[[str], str]) -> CellWriter:
    """Return what turns a value of the column into the XML of its cell; what is missing has no cell.

    Choices are written as their labels in the active language. ``shorten`` is given each text before it is written,
    and answers with what fits into the cell.
    """
    if column.kind is Kind.CHOICE:
        labels = {code: str(label) for code, label in (column.choices.choices if column.choices else ())}
        return _remembering(lambda code: text_cell(letters, labels.get(code, str(code))))
    if column.kind in (Kind.TEXT, Kind.LIST):
        return _text_writer(letters, shorten, _same if column.kind is Kind.TEXT else joined)
    if column.kind is Kind.DATE:
        return _remembering(lambda day: day_cell(letters, day))
    if column.kind is Kind.INSTANT:
        return _remembering(lambda instant: instant_cell(letters, instant))
    if column.kind is Kind.BOOLEAN:
        return _remembering(lambda value: f'<c r="{letters}{ROW}" t="b"><v>{int(value)}</v></c>')
    return _remembering(lambda number: f'<c r="{letters}{ROW}"><v>{number}</v></c>')


def text_cell(letters: str, text: str, style: int = TEXT_STYLE) -> str:
    """Return a cell that holds exactly this text, with line breaks as the format knows them."""
    shown = visible(text)
    if "\r" in shown:
        shown = shown.replace("\r\n", "\n").replace("\r", "\n")
    if "_x" in shown:
        shown = ESCAPED_CHARACTER.sub("_x005F_", shown)
    space = ' xml:space="preserve"' if shown != shown.strip() else ""
    return f'<c r="{letters}{ROW}" s="{style}" t="inlineStr"><is><t{space}>{escape(shown)}</t></is></c>'


def header_cell(letters: str, text: str) -> str:
    """Return a cell of the header row."""
    return text_cell(letters, text, HEADER_STYLE)


def day_cell(letters: str, day: date) -> str:
    """Return a cell with a day; one before March 1900 as a text."""
    if day < FIRST_TRUE_DAY:
        return text_cell(letters, day.isoformat())
    return f'<c r="{letters}{ROW}" s="{DATE_STYLE}"><v>{day.toordinal() - DAY_ZERO}</v></c>'


def instant_cell(letters: str, instant: datetime) -> str:
    """Return a cell with an aware instant as the clocks of the installation show it, to the second."""
    shown = local(instant)
    seconds = (shown.hour * 60 + shown.minute) * 60 + shown.second
    days = shown.toordinal() - DAY_ZERO + seconds / SECONDS_A_DAY
    return f'<c r="{letters}{ROW}" s="{INSTANT_STYLE}"><v>{days!r}</v></c>'


def _same(text: str) -> str:
    return text


def _remembering(write: CellWriter) -> CellWriter:
    return lru_cache(REMEMBERED)(lambda value: "" if value is None or value == "" else write(value))


def _text_writer(letters: str, shorten: Callable[[str], str], text_of: Callable[[Any], str]) -> CellWriter:
    recurring = lru_cache(REMEMBERED)(lambda text: text_cell(letters, text))

    def write(value: Any) -> str:
        text = text_of(value) if value else ""
        if not text:
            return ""
        return recurring(text) if len(text) < SHORT else text_cell(letters, shorten(text))

    return write
