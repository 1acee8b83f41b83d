"""Paragraphs and tables as the XML of Word: written as text, since a library call for each cell takes minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from initiatives.reports.cells import visible
from initiatives.reports.document.model import Cell, Group, Head, Line, Table, Tone

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TONE_STYLES = {Tone.STRONG: "ReportStrong", Tone.MUTED: "ReportMuted", Tone.ALERT: "ReportAlert"}
# A row with more text than this may be broken over two pages; a shorter one stays whole.
LONGEST_WHOLE = 1400
# What stands before a word where other formats have a drawing; each shape differs from the others.
MARKS = {
    "met_on_time": "\N{HEAVY CHECK MARK}",
    "met_late": "\N{CHECK MARK}",
    "met_undecided": "\N{CHECK MARK}?",
    "met_undated": "\N{CHECK MARK}?",
    "met_no_deadline": "\N{CHECK MARK}",
    "due_soon": "\N{WHITE CIRCLE}",
    "in_period": "\N{CIRCLE WITH RIGHT HALF BLACK}",
    "upcoming": "\N{WHITE CIRCLE}",
    "expected_late": "\N{WHITE UP-POINTING TRIANGLE}",
    "overdue": "\N{BLACK DIAMOND}",
    "no_deadline": "\N{EN DASH}",
    "closed": "\N{MULTIPLICATION SIGN}",
    "closed_partial": "\N{SQUARE WITH LOWER RIGHT DIAGONAL HALF BLACK}",
    "no_report": "\N{DOTTED CIRCLE}",
}
# Returns the id of the relationship to an address outside the file.
Linking = Callable[[str], str]


def text_of(text: str) -> str:
    """Return a text as it stands in XML; line breaks stay breaks."""
    lines = [escape(visible(line), quote=False) for line in text.splitlines()] or [""]
    return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)


def run_of(text: str, *, style: str = "", language: str = "") -> str:
    """Return a run in a character style, marked with its language where that is not the document's."""
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    properties += f'<w:lang w:val="{escape(language)}"/>' if language else ""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{text_of(text)}</w:r>"


def table_of(table: Table, *, width: int, link: Linking) -> Iterator[str]:
    """Yield the XML of a table in pieces. ``width``: of the text, in twentieths of a point."""
    shares = sum(head.width for head in table.heads)
    widths = [width * head.width // shares for head in table.heads]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    yield (
        f'<w:tbl {NAMESPACES}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblBorders><w:top w:val="nil"/><w:bottom w:val="single" w:sz="8" w:color="12304F"/>'
        '<w:insideH w:val="single" w:sz="4" w:color="D3D9DF"/></w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>'
        '<w:right w:w="110" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val="{escape(visible(table.caption))}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    yield _heads(table.heads, widths)
    for group in table.groups:
        yield from _group(group, table.heads, widths, link)
    if table.total:
        yield _row(table.total, table.heads, widths, link)
    yield "</w:tbl>"


def _heads(heads: tuple[Head, ...], widths: list[int]) -> str:
    border = '<w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="12304F"/></w:tcBorders><w:vAlign w:val="bottom"/>'
    cells = "".join(
        _cell_around(f"<w:p>{_paragraph('ReportTableHead', head)}{run_of(head.label)}</w:p>", each, properties=border)
        for head, each in zip(heads, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _group(group: Group, heads: tuple[Head, ...], widths: list[int], link: Linking) -> Iterator[str]:
    """Yield the rows; a label stands in the first cell of a row of its own, so that no cells are merged."""
    if group.label:
        yield _row(((Line(group.label, Tone.STRONG),), *(() for _head in heads[1:])), heads, widths, link)
    if not group.rows and group.empty:
        yield _row(((), *_said_in_widest(group.empty, heads)), heads, widths, link)
    for row in group.rows:
        yield _row(row, heads, widths, link)


def _said_in_widest(text: str, heads: tuple[Head, ...]) -> tuple[Cell, ...]:
    widest = max(range(1, len(heads)), key=lambda place: heads[place].width)
    return tuple((Line(text, Tone.MUTED),) if place == widest else () for place in range(1, len(heads)))


def _row(row: tuple[Cell, ...], heads: tuple[Head, ...], widths: list[int], link: Linking) -> str:
    is_whole = max((sum(len(line.text) for line in cell) for cell in row), default=0) <= LONGEST_WHOLE
    cells = "".join(
        _cell_around(_lines(cell, head, link), each) for cell, head, each in zip(row, heads, widths, strict=True)
    )
    return f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if is_whole else ''}{cells}</w:tr>"


def _cell_around(content: str, width: int, *, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def _paragraph(style: str, head: Head) -> str:
    side = '<w:jc w:val="right"/>' if head.is_number else ""
    return f'<w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>'


def _lines(cell: Cell, head: Head, link: Linking) -> str:
    """Return the lines of a cell as paragraphs; a cell without any still needs one."""
    properties = _paragraph("ReportTableText", head)
    if not cell:
        return f"<w:p>{properties}</w:p>"
    return "".join(f"<w:p>{properties}{_line(line, link)}</w:p>" for line in cell)


def _line(line: Line, link: Linking) -> str:
    mark = f"{MARKS[line.icon]}\N{NO-BREAK SPACE}" if line.icon else ""
    style = TONE_STYLES.get(line.tone, "")
    if not line.link:
        return run_of(mark + line.text, style=style, language=line.language)
    return f'<w:hyperlink r:id="{link(line.link)}">{run_of(line.text, style="ReportLink")}</w:hyperlink>'
