"""Texts that are longer than a cell can be: the cell ends with a mark, and the whole text follows on a sheet."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Self

from django.utils.translation import gettext as _

from initiatives.reports.writers.xlsx.cells import header_cell, text_cell
from initiatives.reports.writers.xlsx.sheet import Sheet, letters

MOST_UNITS = 32_767  # UTF-16 code units of a cell, by the format
BYTES_IN_MEMORY = 1 << 20
WIDTHS = (10, 30, 8, 100)


class LongTexts:
    """Collects the long texts of one workbook, in a file of its own until the turn of their sheet comes."""

    def __init__(self, sheet_name: str) -> None:
        self.sheet_name = sheet_name
        # Left open until the workbook is written: this class closes it on leaving.
        self._file = SpooledTemporaryFile(BYTES_IN_MEMORY)  # noqa: SIM115
        self._sheet = Sheet(self._file, WIDTHS)
        self._add(header_cell, _("Cell"), _("Column"), _("Part"), _("Text"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __bool__(self) -> bool:
        return self._sheet.number > 1

    def shorten(self, text: str, *, cell: str, column: str) -> str:
        """Return the text if it fits into a cell; else keep it here, in parts, and return its beginning with a mark.

        ``cell`` is the address of its cell, such as "J5", and ``column`` what people call the column.
        """
        if 2 * len(text) <= MOST_UNITS or _units(text) <= MOST_UNITS:
            return text
        mark = _("… [the whole text is on the sheet “%(sheet)s”, row %(row)d]") % {
            "sheet": self.sheet_name,
            "row": self._sheet.number + 1,
        }
        for number, part in enumerate(_parts(text, MOST_UNITS), start=1):
            self._add(text_cell, cell, column, str(number), part)
        return next(_parts(text, MOST_UNITS - _units(mark))) + mark

    def write_to(self, stream: IO[bytes]) -> None:
        """Write the sheet with all that was kept."""
        self._sheet.finish(filtered=True)
        self._file.seek(0)
        shutil.copyfileobj(self._file, stream)

    @property
    def area(self) -> str:
        """The cells that the sheet's filter covers."""
        return self._sheet.area

    def _add(self, as_cell: Callable[[str, str], str], *texts: str) -> None:
        self._sheet.add("".join(as_cell(letters(place), text) for place, text in enumerate(texts)))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _parts(text: str, most: int) -> Iterator[str]:
    """Yield the text in parts of at most so many code units, none of which ends inside a character."""
    length = most if _units(text) == len(text) else most // 2
    for start in range(0, len(text), length):
        yield text[start : start + length]
