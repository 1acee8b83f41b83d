"""The sheet that explains a workbook: what was judged when, and what every column and every code means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from django.utils.translation import gettext as _

from initiatives.reports.cells import local
from initiatives.reports.table import Column, Cover
from initiatives.reports.writers.xlsx.cells import header_cell, text_cell
from initiatives.reports.writers.xlsx.sheet import Sheet, letters

WIDTHS = (30, 22, 30, 22, 100)


def write_definitions(cover: Cover, columns: Sequence[Column], stream: IO[bytes]) -> None:
    """Write the sheet in the active language: the cover, then the columns, each followed by its codes."""
    sheet = Sheet(stream, WIDTHS, frozen_header=False)
    sheet.add(header_cell("A", cover.title))
    sheet.add(text_cell("A", _("As of")) + text_cell("B", cover.as_of.isoformat()))
    sheet.add(text_cell("A", _("Known")) + text_cell("B", local(cover.known).isoformat()))
    sheet.add("")
    headings = (_("Column"), _("Code name"), _("Value"), _("Code"), _("Explanation"))
    sheet.add("".join(header_cell(letters(place), heading) for place, heading in enumerate(headings)))
    for line in _lines(columns):
        sheet.add("".join(text_cell(letters(place), text) for place, text in enumerate(line) if text))
    sheet.finish(filtered=False)


def _lines(columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    for column in columns:
        yield column.heading, column.code, "", "", str(column.explanation)
        for code, label in column.choices.choices if column.choices else ():
            yield column.heading, column.code, str(label), str(code), ""
