"""Word, read by python-docx."""

from io import BytesIO

import docx
from docx.oxml.ns import qn

from tests.reports.reading import Reading, ReadTable


def opened(content):
    """Return a Word file as python-docx has it."""
    return docx.Document(BytesIO(content))


def read_docx(content):
    """Return what stands in a Word file; the marks that stand for drawings are taken off."""
    document = opened(content)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    found = Reading(language=next(defaults.iter(qn("w:lang"))).get(qn("w:val")), title=document.core_properties.title)
    for paragraph in document.paragraphs:
        if paragraph.style.name.startswith("Heading"):
            found.headings.append((int(paragraph.style.name[-1]), paragraph.text))
        found.links += [link.url for link in paragraph.hyperlinks if link.url]
    found.figures = [properties.get("descr") for properties in document.element.body.iter(qn("wp:docPr"))]
    for table in document.tables:
        heads, *rows = table.rows
        read = ReadTable(heads=[cell.text for cell in heads.cells])
        read.rows = [[_lines(cell) for cell in row.cells] for row in rows]
        found.tables.append(read)
        found.links += [
            link.url
            for row in rows
            for cell in row.cells
            for paragraph in cell.paragraphs
            for link in paragraph.hyperlinks
        ]
    found.text = "\n".join(text.text or "" for text in document.element.body.iter(qn("w:t")))
    return found


def _lines(cell):
    return [paragraph.text for paragraph in cell.paragraphs if paragraph.text]
