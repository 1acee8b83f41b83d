"""Tables as the XML of Word: written as text, since a library call for each cell takes minutes."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from initiatives.reports.cells import visible
from initiatives.reports.document.model import Cell, Group, Head, Line, Table, Tone, row_is_whole
from initiatives.reports.writers.docx.markup import NAMESPACES, Linking, line_of, run_of

TEXT_STYLE = "ReportTableText"
HEAD_STYLE = "ReportTableHead"
BESIDE_FIGURES = 110  # twentieths of a point, more than between two texts
PROPERTIES = (
    '<w:tblBorders><w:top w:val="nil"/><w:bottom w:val="single" w:sz="8" w:color="12304F"/>'
    '<w:insideH w:val="single" w:sz="4" w:color="D3D9DF"/></w:tblBorders><w:tblLayout w:type="fixed"/>'
    '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>'
    '<w:right w:w="110" w:type="dxa"/></w:tblCellMar>'
    '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
    'w:noVBand="1"/>'
)
UNDER_HEAD = '<w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="12304F"/></w:tcBorders>'
FIGURES_BEFORE = f'<w:tcMar><w:left w:w="{BESIDE_FIGURES}" w:type="dxa"/></w:tcMar>'


def table_of(table: Table, *, width: int, link: Linking, first_row: str = TEXT_STYLE) -> str:
    """Return the XML of a table. ``width``: of the text, in twentieths of a point.

    ``first_row``: the style of the paragraphs of the first row under the heads. No cells are merged, the row of heads
    is repeated on every page, and a short table stays on one page.
    """
    return "".join(_TableMarkup(table, width, link, first_row).pieces())


class _TableMarkup:
    """One table in the making."""

    def __init__(self, table: Table, width: int, link: Linking, first_row: str) -> None:
        self.table = table
        self.heads = table.heads
        shares = sum(head.width for head in table.heads)
        self.widths = [width * head.width // shares for head in table.heads]
        self.link = link
        self.first_row = first_row
        self.rows_left = sum(map(_rows_of, table.groups)) + bool(table.total)

    def pieces(self) -> Iterator[str]:
        """Yield the XML, row by row."""
        grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in self.widths)
        yield (
            f'<w:tbl {NAMESPACES}><w:tblPr><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/>{PROPERTIES}'
            f'<w:tblCaption w:val="{escape(visible(self.table.caption))}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        yield self._head_row()
        for group in self.table.groups:
            yield from self._group(group)
        if self.table.total:
            yield self._row(self.table.total)
        yield "</w:tbl>"

    def _head_row(self) -> str:
        cells = "".join(
            self._cell(place, f"<w:p>{_style(HEAD_STYLE, head)}{run_of(head.label)}</w:p>", is_head=True)
            for place, head in enumerate(self.heads)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def _group(self, group: Group) -> Iterator[str]:
        """Yield the rows; a label stands in the first cell of a row of its own."""
        if group.label:
            yield self._row(((Line(group.label, Tone.STRONG),), *(() for _head in self.heads[1:])), stays=True)
        if not group.rows and group.empty:
            yield self._row(((), *self._in_widest(group.empty)))
        for row in group.rows:
            yield self._row(row)

    def _in_widest(self, text: str) -> tuple[Cell, ...]:
        widest = max(range(1, len(self.heads)), key=lambda place: self.heads[place].width)
        return tuple((Line(text, Tone.MUTED),) if place == widest else () for place in range(1, len(self.heads)))

    def _row(self, row: tuple[Cell, ...], *, stays: bool = False) -> str:
        """Return a row. ``stays``: with the next one, as all but the last do in a table that is kept whole."""
        self.rows_left -= 1
        stays = stays or (self.table.is_whole and self.rows_left > 0)
        style, self.first_row = self.first_row, TEXT_STYLE
        cells = "".join(
            self._cell(place, self._lines(cell, _style(style, head, stays=stays)))
            for place, (cell, head) in enumerate(zip(row, self.heads, strict=True))
        )
        return f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if row_is_whole(row) else ''}{cells}</w:tr>"

    def _cell(self, place: int, content: str, *, is_head: bool = False) -> str:
        properties = UNDER_HEAD if is_head else ""
        # Figures that end where a text begins would be read as part of it.
        if place and self.heads[place - 1].is_number and not self.heads[place].is_number:
            properties += FIGURES_BEFORE
        properties += '<w:vAlign w:val="bottom"/>' if is_head else ""
        return f'<w:tc><w:tcPr><w:tcW w:w="{self.widths[place]}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'

    def _lines(self, cell: Cell, properties: str) -> str:
        """Return the lines of a cell as paragraphs; a cell without any still needs one."""
        if not cell:
            return f"<w:p>{properties}</w:p>"
        return "".join(f"<w:p>{properties}{line_of(line, self.link)}</w:p>" for line in cell)


def _rows_of(group: Group) -> int:
    return len(group.rows) + bool(group.label) + bool(group.empty and not group.rows)


def _style(style: str, head: Head, *, stays: bool = False) -> str:
    kept = "<w:keepNext/>" if stays else ""
    side = '<w:jc w:val="right"/>' if head.is_number else ""
    return f'<w:pPr><w:pStyle w:val="{style}"/>{kept}{side}</w:pPr>'
