"""HTML, read by the standard library's parser."""

from html.parser import HTMLParser

from tests.reports.reading import Reading, ReadTable

VOID = {"meta", "link", "br", "img", "hr", "input", "use", "rect", "path"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = Reading()
        self.open = []
        self.table = None
        self.heading = None
        self.key_numbers = []
        self.texts = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "html":
            self.found.language = attributes.get("lang")
        if tag not in VOID:
            self.open.append((tag, attributes))
        if tag == "a" and not attributes["href"].startswith("#"):
            self.found.links.append(attributes["href"])
        if tag == "table" and attributes.get("class") == "report-table":
            self.table = ReadTable()
            self.found.tables.append(self.table)
        if self.table is not None and tag == "tr":
            self.table.rows.append([])
        if self.table is not None and tag in ("td", "th"):
            self.table.rows[-1].append([])
            self.table.row_heads += attributes.get("scope") == "row"
        if self.table is not None and tag == "div":
            self.table.rows[-1][-1].append("")
        if tag in ("h1", "h2", "h3", "h4"):
            self.found.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag == "table" and self.table is not None:
            heads, *rows = self.table.rows
            self.table.heads = [" ".join(cell) for cell in heads]
            self.table.rows = rows
            self.table = None

    def handle_data(self, data):
        inside = [tag for tag, _attributes in self.open]
        if "title" in inside and "svg" not in inside:
            self.found.title += data
        if "style" in inside:
            return
        self.texts.append(data)
        if (
            inside
            and inside[-1] in ("h1", "h2", "h3", "h4", "span")
            and any(tag[0] == "h" and tag[1:].isdigit() for tag in inside)
        ):
            level, text = self.found.headings[-1]
            self.found.headings[-1] = (level, text + data)
        if self.table is not None and self.table.rows and self.table.rows[-1] and "caption" not in inside:
            cell = self.table.rows[-1][-1]
            if not cell:
                cell.append("")
            cell[-1] += data


def read_html(content):
    """Return what stands in an HTML file."""
    reader = _Reader()
    reader.feed(content.decode())
    reader.close()
    reader.found.text = "".join(reader.texts)
    return reader.found
