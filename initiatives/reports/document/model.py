"""What a document is made of. Writers lay it out; every word and figure in it is settled already.

A text is plain: no markup of any format, whatever somebody wrote into it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

# What has more text than this may be broken over two pages, and so may a table of more rows than this.
LONGEST_WHOLE = 1400
MOST_ROWS_KEPT = 8


class Tone(Enum):
    """How a text stands out."""

    NORMAL = "normal"
    STRONG = "strong"
    MUTED = "muted"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell. ``icon`` is a drawing that repeats what the text says; ``language`` is "" for the document's.

    ``link`` is an http or https address, or empty.
    """

    text: str
    tone: Tone = Tone.NORMAL
    icon: str = ""
    language: str = ""
    link: str = ""


Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column. ``width`` is its share of the table's width; numbers stand at the end of their column."""

    label: str
    width: int
    is_number: bool = False


def row_is_whole(row: tuple[Cell, ...]) -> bool:
    """Return whether a row is short enough to be kept on one page."""
    return max((sum(len(line.text) for line in cell) for cell in row), default=0) <= LONGEST_WHOLE


def _length(row: tuple[Cell, ...]) -> int:
    return sum(len(line.text) for cell in row for line in cell)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading of their own within a table; without a label they simply follow. The first cell is a head.

    ``empty`` is said where there are no rows.
    """

    rows: tuple[tuple[Cell, ...], ...]
    label: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Without any row ``empty`` is said in its place. ``total`` closes it."""

    caption: str
    heads: tuple[Head, ...]
    groups: tuple[Group, ...]
    empty: str = ""
    total: tuple[Cell, ...] = ()

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to lay out; a group that says why it is empty counts."""
        return any(group.rows or group.empty for group in self.groups)

    @property
    def is_whole(self) -> bool:
        """Whether the table is short enough to be kept on one page."""
        rows = [row for group in self.groups for row in group.rows]
        return len(rows) <= MOST_ROWS_KEPT and sum(map(_length, rows)) <= LONGEST_WHOLE


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading within a section. ``id`` is unique in the document."""

    id: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``is_lead``: the sentence that carries the report. ``is_intro``: stays with the block below."""

    text: str
    tone: Tone = Tone.NORMAL
    is_lead: bool = False
    is_intro: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing. ``svg`` is a whole file; ``alternative`` says in words all that it shows."""

    id: str
    svg: str
    alternative: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One big number. ``group`` is a group of the summary; ``change`` is "+2" or "", and ``since`` says since when."""

    group: str
    icon: str
    value: str
    label: str
    change: str
    since: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The big numbers of the summary, side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names with their values: a table of two columns without rules, the name being the head of the row."""

    rows: tuple[tuple[str, str], ...]


Block = Paragraph | Subheading | Bullets | Figure | KeyFigures | Table | Pairs


@dataclass(frozen=True, slots=True)
class Part:
    """A section or an annex. ``number`` is "3" or "A".

    ``is_wide``: set across the page. ``starts_page``: begins at the top of a page.
    """

    code: str
    number: str
    title: str
    blocks: tuple[Block, ...]
    is_annex: bool = False
    is_wide: bool = False
    starts_page: bool = False

    @property
    def has_rows(self) -> bool:
        """Whether any of its tables has something in it."""
        return any(isinstance(block, Table) and block.has_rows for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Labels:
    """The few words that writers themselves need."""

    contents: str
    page: str
    of: str
    annex: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    ``name`` is its title with plan and day, for file properties; ``notice_short`` is for the foot of a page.
    """

    language: str
    title: str
    name: str
    subtitle: str
    subtitle_language: str
    reference: str
    publisher: str
    as_of: str
    as_of_in_words: str
    facts: tuple[tuple[str, str], ...]
    notice: str
    notice_short: str
    labels: Labels
    parts: Sequence[Part]
