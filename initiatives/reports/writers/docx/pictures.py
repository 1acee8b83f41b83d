"""Drawings for Word: the SVG itself for programs that show it, and a picture of it for those that do not."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Emu

from initiatives.reports.writers.pdf.writing import FONTS

PIXELS_PER_INCH = 192
SVG_EXTENSION = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="%s"/></a:ext></a:extLst>'
)
DRAWN = '#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("drawing.svg", width: 480pt)\n'


def picture_of(svg: str) -> bytes:
    """Return an SVG file as a PNG file."""
    with TemporaryDirectory() as folder:
        Path(folder, "drawing.svg").write_text(svg, encoding="utf-8")
        Path(folder, "drawing.typ").write_text(DRAWN, encoding="utf-8")
        png = typst.compile(
            str(Path(folder, "drawing.typ")),
            root=folder,
            font_paths=[str(FONTS / "ttf")],
            ignore_system_fonts=True,
            format="png",
            ppi=PIXELS_PER_INCH,
        )
    return bytes(png)


def add_drawing(document: Any, svg: str, alternative: str, *, width: Emu, number: int) -> None:
    """Add a drawing as a paragraph of its own, as wide as the text, with the words that say what it shows."""
    shape = document.add_picture(BytesIO(picture_of(svg)), width=width)
    properties = shape._inline.docPr
    properties.set("descr", alternative)
    properties.set("name", f"Figure {number}")
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    part = document.part
    drawing = Part(PackURI(f"/word/media/drawing{number}.svg"), "image/svg+xml", svg.encode("utf-8"), part.package)
    relation = part.relate_to(drawing, RELATIONSHIP_TYPE.IMAGE)
    blip = shape._inline.graphic.graphicData.pic.blipFill.blip
    blip.append(parse_xml(SVG_EXTENSION % relation))
