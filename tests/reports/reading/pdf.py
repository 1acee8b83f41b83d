"""PDF, read through its tags, as a screen reader does: the letters of every marked piece, in the order of the tree."""

import re
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.reports.reading import Reading, ReadTable

PAIRS = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
RANGES = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
ELEMENTS = {"/H1": 1, "/H2": 2, "/H3": 3}


def read_pdf(content):
    """Return what the tags of a PDF hold. A line that was broken at a blank has none there: compare squeezed."""
    with pikepdf.open(BytesIO(content)) as pdf:
        found = Reading(language=str(pdf.Root.Lang), title=str(pdf.docinfo.get("/Title", "")))
        marked = {}
        for page in pdf.pages:
            marked |= {(page.obj.objgen, number): text for number, text in _marked_texts(page).items()}
        walk = _Walk(marked, found)
        walk.element(pdf.Root.StructTreeRoot, None)
        found.text = "".join(walk.texts)
        return found


class _Walk:
    def __init__(self, marked, found):
        self.marked = marked
        self.found = found
        self.texts = []

    def element(self, element, page):
        """Return the text of an element, and keep what it is."""
        kind = str(element.get("/S", ""))
        page = element.Pg.objgen if "/Pg" in element else page
        if kind == "/Figure":
            self.found.figures.append(str(element.get("/Alt", "")))
        if kind == "/Table":
            self._table(element, page)
            return ""
        text = "".join(self.child(child, page) for child in children(element))
        if kind in ELEMENTS:
            self.found.headings.append((ELEMENTS[kind], text))
        return text

    def child(self, child, page):
        if isinstance(child, int):
            text = self.marked.get((page, child), "")
        elif child.get("/Type") == Name.MCR:
            text = self.marked.get((child.Pg.objgen if "/Pg" in child else page, int(child.MCID)), "")
        elif child.get("/Type") == Name.OBJR:
            return ""
        else:
            return self.element(child, page)
        self.texts.append(text)
        return text

    def _table(self, element, page):
        rows = []
        table = ReadTable()
        for part in children(element):
            for row in children(part) if part.get("/S") in (Name.THead, Name.TBody, Name.TFoot) else [part]:
                cells = children(row)
                table.row_heads += bool(cells) and _scope(cells[0]) == Name.Row
                text = [self.element(cell, page) for cell in cells]
                if cells and _scope(cells[0]) == Name.Column and not table.heads:
                    table.heads = text
                else:
                    rows.append([[cell] for cell in text])
        table.rows = rows
        if table.heads:
            self.found.tables.append(table)


def _scope(cell):
    attributes = cell.get("/A")
    for each in attributes if isinstance(attributes, Array) else [attributes]:
        if each is not None and "/Scope" in each:
            return each.Scope
    return None


def children(element):
    """Return the children of an element of the tree of tags."""
    below = element.get("/K")
    if below is None:
        return []
    return list(below) if isinstance(below, Array) else [below]


def _marked_texts(page):
    """Return the text of each marked piece of a page by its number."""
    texts, open_marks, letters = {}, [], {}
    fonts = {name: _letters_of(font) for name, font in page.Resources.get("/Font", Dictionary()).items()}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                properties = operands[1]
                open_marks.append(
                    int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else None
                )
            case "BMC":
                open_marks.append(None)
            case "EMC":
                open_marks.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj" | "TJ":
                pieces = operands[0] if isinstance(operands[0], Array) else [operands[0]]
                number = next((mark for mark in reversed(open_marks) if mark is not None), None)
                for piece in pieces:
                    if isinstance(piece, pikepdf.String):
                        texts[number] = texts.get(number, "") + _decoded(bytes(piece), letters)
    return texts


def _letters_of(font):
    if "/ToUnicode" not in font:
        return {}
    source = font.ToUnicode.read_bytes()
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        for code, letters in PAIRS.findall(block):
            found[int(code, 16)] = bytes.fromhex(letters.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", source, re.DOTALL):
        for first, last, letters in RANGES.findall(block):
            start = int.from_bytes(bytes.fromhex(letters.decode()))
            for place in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + place] = chr(start + place)
    return found


def _decoded(codes, letters):
    return "".join(
        # A hyphen after which a line ends is written as a soft one.
        letters.get(int.from_bytes(codes[place : place + 2]), "\N{REPLACEMENT CHARACTER}").replace("\u00ad", "-")
        for place in range(0, len(codes), 2)
    )
