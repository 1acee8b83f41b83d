"""Reads reports back, as programs and screen readers do: the tables of each format as rows of texts."""

from dataclasses import dataclass, field


@dataclass
class Reading:
    """What was read of a document: its headings, its texts, and its tables with a row of heads."""

    language: str = ""
    title: str = ""
    headings: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    links: list = field(default_factory=list)
    text: str = ""

    def table(self, *heads):
        """Return the rows of the first table that has these heads."""
        wanted = [squeezed(head) for head in heads]
        return next(table.rows for table in self.tables if [squeezed(head) for head in table.heads] == wanted)


@dataclass
class ReadTable:
    """A table: its heads, and its rows, each a list of cells, each a list of lines."""

    heads: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    row_heads: int = 0


def squeezed(text):
    """Return a text without blanks, places for a break, or what stands for a drawing beside a word."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in "\u200b\u00ad")
