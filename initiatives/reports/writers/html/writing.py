"""The report as one HTML file, with its style sheet in it: it can be kept, sent and printed without this site."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import BinaryIO

from initiatives.reports.document.model import Document
from initiatives.reports.writers.html.markup import markup_of

STYLE_SHEET = Path(__file__).resolve().parents[3] / "static" / "initiatives" / "report.css"


def write_html(document: Document, stream: BinaryIO) -> None:
    """Write the whole file."""
    head = (
        f'<!DOCTYPE html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(document.name)}</title>\n<style>\n{STYLE_SHEET.read_text(encoding='utf-8')}</style>\n"
        '</head>\n<body class="report-file">\n<main>\n'
    )
    stream.write(head.encode())
    for piece in markup_of(document):
        stream.write(piece.encode())
        stream.write(b"\n")
    stream.write(b"</main>\n</body>\n</html>\n")
