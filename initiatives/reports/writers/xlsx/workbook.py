"""The workbook as a whole: its sheets in order, streamed into a zip archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import override

from initiatives.reports.table import Column, Cover
from initiatives.reports.writers.xlsx import parts
from initiatives.reports.writers.xlsx.cells import cell_writer, header_cell
from initiatives.reports.writers.xlsx.definitions import write_definitions
from initiatives.reports.writers.xlsx.long_texts import LongTexts
from initiatives.reports.writers.xlsx.sheet import Sheet, letters

# The quickest level: the next ones take much longer and save little.
COMPRESSION_LEVEL = 1


def write_xlsx(cover: Cover, columns: Sequence[Column], rows: Iterable[Any], stream: BinaryIO) -> int:
    """Write an Excel workbook with labels and names in the language of the cover.

    Raises TooManyRows when the rows do not fit on a sheet.
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

        sheet_names = [cover.subject]
        with package.open(_sheet_part(1), "w") as member:
            sheet = Sheet(member, [column.width for column in columns])
            _write_rows(sheet, columns, rows, long_texts)
        filters = {0: sheet.area}
        if long_texts:
            sheet_names.append(long_texts.sheet_name)
            with package.open(_sheet_part(2), "w") as member:
                long_texts.write_to(member)
            filters[1] = long_texts.area
        sheet_names.append(_("Definitions"))
        with package.open(_sheet_part(len(sheet_names)), "w") as member:
            write_definitions(cover, columns, member)

        _add(package, "xl/workbook.xml", parts.workbook(sheet_names, filters))
        _add(package, "xl/_rels/workbook.xml.rels", parts.workbook_relationships(len(sheet_names)))
        _add(package, "[Content_Types].xml", parts.content_types(len(sheet_names)))
    return sheet.number - 1


def _write_rows(sheet: Sheet, columns: Sequence[Column], rows: Iterable[Any], long_texts: LongTexts) -> None:
    named = [(letters(place), column) for place, column in enumerate(columns)]
    cells = [
        (column.value, cell_writer(column, name, _shortening(sheet, name, column, long_texts)))
        for name, column in named
    ]
    sheet.add("".join(header_cell(name, column.heading) for name, column in named))
    for row in rows:
        sheet.add("".join([cell(value(row)) for value, cell in cells]))
    sheet.finish(filtered=True)


def _shortening(sheet: Sheet, name: str, column: Column, long_texts: LongTexts) -> Callable[[str], str]:
    heading = column.heading

    def shorten(text: str) -> str:
        return long_texts.shorten(text, cell=f"{name}{sheet.number + 1}", column=heading)

    return shorten


def _sheet_part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _add(package: ZipFile, name: str, xml: str) -> None:
    # ZipFile.writestr would stamp the part with the time, and the same report would never be the same file twice.
    with package.open(name, "w") as member:
        member.write(xml.encode())
