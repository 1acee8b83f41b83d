"""The sheet before all others: what the workbook holds, of which day, and as known when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from initiatives.reports.table import Cover
from initiatives.reports.writers.xlsx.cells import header_cell, text_cell
from initiatives.reports.writers.xlsx.sheet import Sheet

WIDTHS = (34, 100)


def write_read_me(cover: Cover, pairs: Sequence[tuple[str, str]], stream: IO[bytes]) -> None:
    """Write the title, then each name with its value; a pair without a value is a heading, an empty one a gap."""
    sheet = Sheet(stream, WIDTHS, frozen_header=False)
    sheet.add(header_cell("A", cover.title))
    for name, value in pairs:
        if name and not value:
            sheet.add(header_cell("A", name))
        else:
            sheet.add((text_cell("A", name) if name else "") + (text_cell("B", value) if value else ""))
    sheet.finish(filtered=False)
