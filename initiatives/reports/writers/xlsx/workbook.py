"""The workbook as a whole: its sheets in order, streamed into a zip archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import override

from initiatives.reports.table import Column, Cover
from initiatives.reports.writers.xlsx import parts
from initiatives.reports.writers.xlsx.cells import cell_writer, header_cell
from initiatives.reports.writers.xlsx.definitions import write_definitions
from initiatives.reports.writers.xlsx.long_texts import LongTexts
from initiatives.reports.writers.xlsx.read_me import write_read_me
from initiatives.reports.writers.xlsx.sheet import Sheet, letters

# The quickest level: the next ones take much longer and save little.
COMPRESSION_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Rows:
    """One sheet of rows under labels and a filter. ``name`` has 31 letters at most."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Any]


def write_xlsx(cover: Cover, columns: Sequence[Column], rows: Iterable[Any], stream: BinaryIO) -> int:
    """Write an Excel workbook with labels and names in the language of the cover.

    Raises TooManyRows when the rows do not fit on a sheet.
    """
    return write_workbook(cover, [Rows(cover.subject, columns, rows)], stream)[0]


def write_workbook(
    cover: Cover, sheets: Sequence[Rows], stream: BinaryIO, *, read_me: Sequence[tuple[str, str]] = ()
) -> list[int]:
    """Write a workbook of several sheets and return how many rows each has; texts too long for a cell follow them.

    ``read_me``: names with their values for a sheet before the others; none without any. The columns of all sheets are
    explained on the last one. Raises TooManyRows when the rows do not fit on a sheet.
    """
    with (
        override(cover.language),
        ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=COMPRESSION_LEVEL) as package,
        LongTexts(_("Long texts")) as long_texts,
    ):
        # Programs that look at the first parts know the file as a workbook by these.
        _add(package, "_rels/.rels", parts.ROOT_RELATIONSHIPS)
        _add(package, "docProps/core.xml", parts.core_properties(cover.title, cover.language))
        _add(package, "xl/styles.xml", parts.STYLES)

        names: list[str] = []
        filters: dict[int, str] = {}
        counts = []
        if read_me:
            names.append(_("Read me"))
            with package.open(_sheet_part(names), "w") as member:
                write_read_me(cover, read_me, member)
        for rows in sheets:
            names.append(rows.name)
            with package.open(_sheet_part(names), "w") as member:
                sheet = Sheet(member, [column.width for column in rows.columns])
                _write_rows(sheet, rows, long_texts, alone=len(sheets) == 1)
            filters[len(names) - 1] = sheet.area
            counts.append(sheet.number - 1)
        if long_texts:
            names.append(long_texts.sheet_name)
            with package.open(_sheet_part(names), "w") as member:
                long_texts.write_to(member)
            filters[len(names) - 1] = long_texts.area
        names.append(_("Definitions"))
        with package.open(_sheet_part(names), "w") as member:
            explained = {column.code: column for rows in sheets for column in rows.columns}
            write_definitions(cover, list(explained.values()), member)

        _add(package, "xl/workbook.xml", parts.workbook(names, filters))
        _add(package, "xl/_rels/workbook.xml.rels", parts.workbook_relationships(len(names)))
        _add(package, "[Content_Types].xml", parts.content_types(len(names)))
    return counts


def _write_rows(sheet: Sheet, rows: Rows, long_texts: LongTexts, *, alone: bool) -> None:
    named = [(letters(place), column) for place, column in enumerate(rows.columns)]
    before = "" if alone else f"{rows.name}!"
    cells = [
        (column.value, cell_writer(column, name, _shortening(sheet, before + name, column, long_texts)))
        for name, column in named
    ]
    sheet.add("".join(header_cell(name, column.heading) for name, column in named))
    for row in rows.rows:
        sheet.add("".join([cell(value(row)) for value, cell in cells]))
    sheet.finish(filtered=True)


def _shortening(sheet: Sheet, name: str, column: Column, long_texts: LongTexts) -> Callable[[str], str]:
    heading = column.heading

    def shorten(text: str) -> str:
        return long_texts.shorten(text, cell=f"{name}{sheet.number + 1}", column=heading)

    return shorten


def _sheet_part(names: Sequence[str]) -> str:
    """Return the name of the part of the sheet that was named last."""
    return f"xl/worksheets/sheet{len(names)}.xml"


def _add(package: ZipFile, name: str, xml: str) -> None:
    # ZipFile.writestr would stamp the part with the time, and the same report would never be the same file twice.
    with package.open(name, "w") as member:
        member.write(xml.encode())
