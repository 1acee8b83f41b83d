"""From the document to the Word file: block by block into the template, wide parts on pages laid across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from initiatives.reports.cells import visible
from initiatives.reports.document.lettering import ELLIPSIS, shortened
from initiatives.reports.document.model import (
    Block,
    Bullets,
    Cell,
    Document,
    Figure,
    Group,
    Head,
    KeyFigures,
    Line,
    Pairs,
    Paragraph,
    Part,
    Subheading,
    Table,
    Tone,
)
from initiatives.reports.writers.docx.frames import EMU_PER_TWENTIETH, widen_frames
from initiatives.reports.writers.docx.markup import NAMESPACES, run_of
from initiatives.reports.writers.docx.pictures import add_drawing
from initiatives.reports.writers.docx.tables import TEXT_STYLE, table_of
from initiatives.reports.writers.docx.template import fill_placeholders, opened_template

LONGEST_PROPERTY = 255  # by the format
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
# In points: what has room above and below every page.
WIDTH_OF_HEADER, WIDTH_OF_FOOTER, SIZE_OF_HEADER = 290, 250, 8
PLACE_OF_TABLE = "report-table"
PLACE_OPENS, PLACE_CLOSES = f"<?{PLACE_OF_TABLE} ".encode(), b"?>"
LOCALES = {"da": "da-DK", "en": "en-GB"}


def write_docx(document: Document, stream: BinaryIO, *, made_as_of: datetime, template: Path | None = None) -> None:
    """Write the document as a Word file. ``made_as_of`` (aware) is its day of making; ``template`` an own template.

    Raises TemplateRefused when the template cannot be used.
    """
    _Writing(document, template).write(stream, made_as_of)


class _Writing:
    """One file in the making."""

    def __init__(self, document: Document, template: Path | None) -> None:
        self.document = document
        self.word = opened_template(template)
        self.section = self.word.sections[-1]
        self.link = cache(self._link)
        self.tables: list[bytes] = []
        self.figures = 0
        self.bookmarks = 0

    def write(self, stream: BinaryIO, made_as_of: datetime) -> None:
        self._name(made_as_of)
        self._title_sheet()
        parts = self.document.parts
        for place, part in enumerate(parts):
            self._part(part)
            following = parts[place + 1] if place + 1 < len(parts) else None
            if following is not None and following.is_wide != part.is_wide:
                self._end_section(is_wide=part.is_wide)
        self._turn(self.section, is_wide=bool(parts) and parts[-1].is_wide)
        widen_frames(self.word)
        self._save(stream)

    def _save(self, stream: BinaryIO) -> None:
        """Write the package without the day of writing in it, so that the same report is the same file."""
        written = BytesIO()
        self.word.save(written)
        with ZipFile(written) as package, ZipFile(stream, "w", ZIP_DEFLATED) as kept:
            for part in package.infolist():
                stamped = ZipInfo(part.filename, FIRST_DAY_OF_ZIP)
                stamped.compress_type = ZIP_DEFLATED
                with kept.open(stamped, "w") as member:
                    for piece in self._with_tables(package.read(part)):
                        member.write(piece)

    def _with_tables(self, content: bytes) -> Iterator[bytes]:
        """Yield a part of the package in pieces, with each table in the place that was kept for it."""
        before, *places = content.split(PLACE_OPENS)
        yield before
        for place in places:
            number, after = place.split(PLACE_CLOSES, 1)
            yield self.tables[int(number)]
            yield after

    # ---- the file

    def _name(self, made_as_of: datetime) -> None:
        document, properties = self.document, self.word.core_properties
        properties.title, properties.author = _property(document.name), _property(document.publisher)
        properties.language = LOCALES.get(document.language, document.language)
        properties.created = properties.modified = made_as_of.replace(microsecond=0, tzinfo=None)
        properties.last_modified_by = ""
        defaults = self.word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        language = defaults.find(qn("w:lang"))
        if language is None:
            language = OxmlElement("w:lang")
            defaults.append(language)
        language.set(qn("w:val"), LOCALES.get(document.language, document.language))
        fill_placeholders(
            self.word,
            {
                "title": document.title,
                "plan": shortened(document.subtitle, width=WIDTH_OF_HEADER, size=SIZE_OF_HEADER),
                "as_of": f"{document.labels.as_of} {document.as_of}",
                "reference": shortened(document.reference, width=WIDTH_OF_FOOTER, size=SIZE_OF_HEADER),
                "notice": document.notice_short,
            },
        )

    def _link(self, address: str) -> str:
        relation: str = self.word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return relation

    def _end_section(self, *, is_wide: bool) -> None:
        """End the pages of one orientation: the properties of a section stand in its last paragraph."""
        paragraph = self.word.add_paragraph()
        properties = deepcopy(self.section._sectPr)
        paragraph._p.get_or_add_pPr().append(properties)
        self._turn(self.word.sections[-2], is_wide=is_wide)
        # Only the first page of the whole has no header.
        first = self.section._sectPr.find(qn("w:titlePg"))
        if first is not None:
            self.section._sectPr.remove(first)

    @staticmethod
    def _turn(section: Any, *, is_wide: bool) -> None:
        short, long = sorted((section.page_width, section.page_height))
        section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if is_wide else (short, long)

    def _width(self, *, is_wide: bool) -> int:
        """Return the width of the text, in English metric units."""
        short, long = sorted((self.section.page_width, self.section.page_height))
        return int((long if is_wide else short) - self.section.left_margin - self.section.right_margin)

    # ---- what is in it

    def _add(self, text: str, style: str, *, language: str = "") -> Any:
        paragraph = self.word.add_paragraph(style=style)
        paragraph._p.append(parse_xml(f"<w:p {NAMESPACES}>{run_of(text, language=language)}</w:p>")[0])
        return paragraph

    def _title_sheet(self) -> None:
        document = self.document
        if document.publisher:
            self._add(document.publisher, "Report Intro")
        self._add(document.title, "Title")
        self._add(document.subtitle, "Subtitle", language=document.subtitle_language)
        self._add(document.reference, "Report Intro")
        self._add(f"{document.labels.as_of} {document.as_of_in_words}", "Report Lead")
        if document.notice:
            self._add(document.notice, "Report Notice")
        self._pairs(document.facts, is_wide=False)
        self._add(document.labels.contents, "Heading 2")
        for part in document.parts:
            paragraph = self.word.add_paragraph(style="Report Contents")
            paragraph._p.append(
                parse_xml(
                    f'<w:hyperlink {NAMESPACES} w:anchor="{_bookmark(part)}" w:history="1">'
                    f"{run_of(f'{self._number(part)}  {part.title}')}</w:hyperlink>"
                )
            )

    def _number(self, part: Part) -> str:
        return f"{self.document.labels.annex} {part.number}" if part.is_annex else part.number

    def _part(self, part: Part) -> None:
        heading = self._add(f"{self._number(part)}  {part.title}", "Heading 1")
        if part.starts_page:
            heading.paragraph_format.page_break_before = True
        self.bookmarks += 1
        start = parse_xml(f'<w:bookmarkStart {NAMESPACES} w:id="{self.bookmarks}" w:name="{_bookmark(part)}"/>')
        heading._p.insert(1, start)
        heading._p.append(parse_xml(f'<w:bookmarkEnd {NAMESPACES} w:id="{self.bookmarks}"/>'))
        for block in part.blocks:
            self._block(block, is_wide=part.is_wide)

    def _block(self, block: Block, *, is_wide: bool) -> None:
        match block:
            case Subheading():
                self._add(block.text, "Heading 2", language=block.language)
            case Paragraph():
                intro = block.is_intro or block.tone is Tone.MUTED
                style = "Report Lead" if block.is_lead else "Report Intro" if intro else "Normal"
                self._add(block.text, style, language=block.language)
            case Bullets():
                for item in block.items:
                    self._add(item, "List Bullet")
            case Figure():
                self.figures += 1
                width: Any = self._width(is_wide=is_wide)
                add_drawing(self.word, block.svg, block.alternative, width=width, number=self.figures)
                if block.caption:
                    self._add(block.caption, "Caption")
            case KeyFigures():
                self._table(_key_table(block), is_wide=is_wide, first_row="ReportKeyNumber")
            case Pairs():
                self._pairs(block.rows, is_wide=is_wide)
            case Table():
                self._table(block, is_wide=is_wide)

    def _pairs(self, rows: Sequence[tuple[str, str]], *, is_wide: bool) -> None:
        for name, value in rows:
            paragraph = self.word.add_paragraph(style="Report Pair")
            named = f"{run_of(name, style='ReportMuted')}<w:r><w:tab/></w:r>{run_of(value)}"
            for run in list(parse_xml(f"<w:p {NAMESPACES}>{named}</w:p>")):
                paragraph._p.append(run)

    def _table(self, table: Table, *, is_wide: bool, first_row: str = TEXT_STYLE) -> None:
        if not table.has_rows:
            self._add(table.empty, "Report Intro")
            return
        width = self._width(is_wide=is_wide) // EMU_PER_TWENTIETH
        # As bytes, and not among the elements of the file: a long report would take a gigabyte.
        self.tables.append(table_of(table, width=width, link=self.link, first_row=first_row).encode())
        place = f"<w:p {NAMESPACES}><?{PLACE_OF_TABLE} {len(self.tables) - 1}?></w:p>"
        self.section._sectPr.addprevious(parse_xml(place)[0])
        # Word would join two tables that touch.
        self.word.add_paragraph(style="Report Table Text")


def _property(text: str) -> str:
    """Return a text as a property of the file can hold it; the title sheet has it whole."""
    text = visible(text)
    return text if len(text) <= LONGEST_PROPERTY else f"{text[: LONGEST_PROPERTY - 1]}{ELLIPSIS}"


def _bookmark(part: Part) -> str:
    return f"part_{part.code}"


def _key_table(block: KeyFigures) -> Table:
    """Return the key numbers as a table: labels above, the numbers, and their change beneath."""
    heads = tuple(Head(figure.label, 1) for figure in block.figures)
    values: tuple[Cell, ...] = tuple((Line(figure.value),) for figure in block.figures)
    changes: tuple[Cell, ...] = tuple(
        (Line(f"{figure.change} {figure.since}".strip(), Tone.MUTED),) for figure in block.figures
    )
    return Table("", heads, (Group((values, changes)),))
