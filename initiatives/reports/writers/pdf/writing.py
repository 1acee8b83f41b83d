"""From the document to the PDF: its data, the compiler, and the row heads."""

from __future__ import annotations

import shutil
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import orjson
import typst

from initiatives.reports.document.model import Document
from initiatives.reports.writers.pdf.data import data_of
from initiatives.reports.writers.pdf.tags import mark_row_heads

TEMPLATE = Path(__file__).with_name("report.typ")
FONTS = (
    Path(__file__).resolve().parents[3] / "static" / "vendor" / "dkfds-11.2.0" / "fonts" / "IBMPlexSans" / "complete"
)
DATA = "data.json"


def write_pdf(document: Document, stream: BinaryIO, *, made_as_of: datetime) -> None:
    """Write the document as PDF/UA-1. ``made_as_of`` (aware) is the file's day of making: the same gives equal bytes.

    The compiler reads nothing but the template, the data and our fonts. It refuses a picture without its text, so a
    file that is written has them all.
    """
    with TemporaryDirectory() as folder:
        shutil.copy(TEMPLATE, folder)
        Path(folder, DATA).write_bytes(orjson.dumps(data_of(document)))
        compiled = typst.compile(
            str(Path(folder, TEMPLATE.name)),
            root=folder,
            font_paths=[str(FONTS / "ttf")],
            ignore_system_fonts=True,
            sys_inputs={"data": DATA},
            pdf_standards="ua-1",
            timestamp=made_as_of.replace(microsecond=0),
        )
    mark_row_heads(BytesIO(compiled), stream)
