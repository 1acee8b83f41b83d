"""One worksheet as XML, written row by row: panes and widths, then the rows, then the filter over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from django.utils.translation import gettext as _

from initiatives.exceptions import InitiativesError

MOST_ROWS = 1_048_576  # of a worksheet, by its format
ROWS_A_WRITE = 100
# Stands for the number of its row in the XML of a cell, which can then be used again; no text may hold it.
ROW = "\0"

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetViews><sheetView workbookViewId="0">'
)
FROZEN_HEADER = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'


class TooManyRows(InitiativesError):
    """A worksheet cannot hold all rows; a report is never cut short without a word."""


class Sheet:
    """Writes a worksheet to a binary stream. ``number`` is that of the last row, from 1; a header is a row too."""

    def __init__(self, stream: IO[bytes], widths: Sequence[int], *, frozen_header: bool = True) -> None:
        self.stream = stream
        self.width = len(widths)
        self.number = 0
        self._waiting: list[str] = []
        columns = "".join(
            f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
            for place, width in enumerate(widths, start=1)
        )
        pane = FROZEN_HEADER if frozen_header else ""
        self._write(f"{HEAD}{pane}</sheetView></sheetViews><cols>{columns}</cols><sheetData>")

    def add(self, cells: str) -> None:
        """Write the next row, given the XML of its cells. Raises TooManyRows where the worksheet is full."""
        if self.number == MOST_ROWS:
            raise TooManyRows(
                _("An Excel sheet holds %(number)d rows, and this report has more. Narrow it, or take it as CSV.")
                % {"number": MOST_ROWS}
            )
        self.number += 1
        self._waiting.append(f'<row r="{ROW}">{cells}</row>'.replace(ROW, str(self.number)))
        if len(self._waiting) == ROWS_A_WRITE:
            self._pass_on()

    def finish(self, *, filtered: bool) -> None:
        """Write what follows the rows: a filter over all of them, and no warning about numbers that are texts."""
        self._pass_on()
        area = self.area
        auto_filter = f'<autoFilter ref="{area}"/>' if filtered else ""
        ignored = f'<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors>'
        self._write(f"</sheetData>{auto_filter}{ignored}</worksheet>")

    @property
    def area(self) -> str:
        """The cells from the first to the last row, such as "A1:AL14"."""
        return f"A1:{letters(self.width - 1)}{max(self.number, 1)}"

    def _pass_on(self) -> None:
        self._write("".join(self._waiting))
        self._waiting.clear()

    def _write(self, xml: str) -> None:
        self.stream.write(xml.encode())


def letters(place: int) -> str:
    """Return the letters of a column, counted from 0: A to Z, AA, AB and so on."""
    named = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        named = chr(ord("A") + rest) + named
    return named
