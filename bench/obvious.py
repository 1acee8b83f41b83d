"""The obvious ways to make the same reports: what most would write first, or the engine with nothing around it."""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

import docx
import orjson
import typst
from openpyxl import Workbook  # type: ignore[import-untyped]

from initiatives.models import Deadline
from initiatives.policies import Actor
from initiatives.queries.flat_rows import flat_rows
from initiatives.reports.columns import COLUMNS
from initiatives.reports.document.model import Document, Table
from initiatives.reports.progress.definition import Definition
from initiatives.reports.progress.gathering import report_deadlines
from initiatives.reports.writers.pdf.writing import FONTS

FULL_TABLE = "table"
BARE = """#let rows = json("rows.json")
#set page(paper: "a4", flipped: true, margin: 18mm)
#set text(font: "IBM Plex Sans", size: 8pt)
#table(columns: rows.first().len(), ..rows.flatten())
"""


def by_exporter(definition: Definition) -> None:
    """Export the deadlines as they stand today by django-import-export: a third of the columns, no past day."""
    from import_export.fields import Field  # type: ignore[import-not-found,import-untyped,unused-ignore]
    from import_export.resources import ModelResource  # type: ignore[import-not-found,import-untyped,unused-ignore]

    class DeadlineResource(ModelResource):  # type: ignore[misc,unused-ignore]
        plan = Field("action__plan__slug")
        objective = Field("action__objective__number")
        action = Field("action__number")
        title = Field("action__title")
        status = Field("latest_update__status")
        note = Field("latest_update__note")

        class Meta:
            model = Deadline
            fields = (
                *("plan", "objective", "action", "title", "key", "label", "kind", "firmness", "wording"),
                *("original_earliest", "original_latest", "current_earliest", "current_latest", "status", "note"),
            )

    deadlines = Deadline.objects.filter(action__plan__slug__in=definition.plans).order_by("action__plan__slug", "pk")
    rows = deadlines.select_related("action__plan", "action__objective", "latest_update")
    with TemporaryFile() as stream:
        stream.write(DeadlineResource().export(rows).csv.encode())


def by_openpyxl(definition: Definition, actor: Actor) -> None:
    """Write the first sheet of the workbook from the same rows by openpyxl, which keeps no row in memory."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Deadlines")
    sheet.append([column.code for column in COLUMNS])
    for row in flat_rows(report_deadlines(definition, actor), definition.moment, definition.language):
        sheet.append([_plain(column.value(row)) for column in COLUMNS])
    with TemporaryFile() as stream:
        book.save(stream)


def by_weasyprint(html: bytes) -> bytes:
    """Lay the HTML report out as tagged PDF by WeasyPrint."""
    from weasyprint import HTML  # type: ignore[import-not-found,import-untyped,unused-ignore]

    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return HTML(string=html.decode(), url_fetcher=_nothing).write_pdf(pdf_variant="pdf/ua-1")  # type: ignore[no-any-return]


def by_python_docx(document: Document) -> bytes:
    """Write the tables of the document by python-docx, one cell after the other, and nothing else of it."""
    word = docx.Document()
    for table in tables_of(document):
        made = word.add_table(rows=1, cols=len(table.heads))
        for cell, head in zip(made.rows[0].cells, table.heads, strict=True):
            cell.text = head.label
        for group in table.groups:
            for row in group.rows:
                for cell, lines in zip(made.add_row().cells, row, strict=False):
                    cell.text = "\n".join(line.text for line in lines)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def bare_typst(document: Document) -> bytes:
    """Let Typst lay out the texts of the full table: without tags, repeating heads, or the rest of the report."""
    with TemporaryDirectory() as folder:
        Path(folder, "bare.typ").write_text(BARE, encoding="utf-8")
        Path(folder, "rows.json").write_bytes(orjson.dumps(full_table_of(document)))
        pdf: bytes = typst.compile(
            str(Path(folder, "bare.typ")), root=folder, font_paths=[str(FONTS / "ttf")], ignore_system_fonts=True
        )
        return pdf


def tables_of(document: Document) -> list[Table]:
    """Return all tables of a document."""
    return [block for part in document.parts for block in part.blocks if isinstance(block, Table)]


def full_table_of(document: Document) -> list[list[str]]:
    """Return the texts of the annex that has all rows."""
    (part,) = (part for part in document.parts if part.code == FULL_TABLE)
    rows = [row for block in part.blocks if isinstance(block, Table) for group in block.groups for row in group.rows]
    return [["\n".join(line.text for line in cell) for cell in row] for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return "; ".join(value)
    return value.replace(tzinfo=None) if getattr(value, "tzinfo", None) else value


def _nothing(address: str) -> Any:
    raise ValueError(f"The report asks for {address}.")
