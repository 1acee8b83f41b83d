"""What a writer is given: a cover, columns, and rows, which are objects that the columns can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import Any, BinaryIO, Protocol

from django.utils.functional import Promise
from django.utils.text import capfirst


class Kind(Enum):
    """What the values of a column are. A missing value is None, or the empty text or sequence, in every kind."""

    TEXT = auto()  # str
    DATE = auto()  # date
    INSTANT = auto()  # aware datetime, shown in the installation's time zone
    INTEGER = auto()  # int
    BOOLEAN = auto()  # bool
    CHOICE = auto()  # a code of Column.choices
    LIST = auto()  # a sequence of str


class Choices(Protocol):
    """The codes of a column with their labels, as a TextChoices gives them."""

    @property
    def choices(self) -> Any:
        """The pairs of code and label, in order."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its stable code name, what people read above it, what it means, and where its value comes from.

    ``width`` is in characters. ``choices`` are the codes of a CHOICE.
    """

    code: str
    label: str | Promise
    explanation: str | Promise
    kind: Kind
    value: Callable[[Any], Any]
    width: int = 12
    choices: Choices | None = None

    @property
    def heading(self) -> str:
        """The label in the active language, as it stands above the column."""
        return capfirst(str(self.label))


@dataclass(frozen=True, slots=True)
class Cover:
    """What a file says of itself.

    ``subject`` is one word for its rows, such as "Deadlines". ``language`` is that of labels, and of texts where they
    exist in it. ``as_of`` is the day that is judged, ``known`` the instant (aware) up to which the record was known.
    """

    title: str
    subject: str
    language: str
    as_of: date
    known: datetime


class Writer(Protocol):
    """Writes rows to a binary stream as they come, in bounded memory, and returns how many there were."""

    def __call__(self, cover: Cover, columns: Sequence[Column], rows: Iterable[Any], stream: BinaryIO) -> int:
        """Write the whole file. The stream need not be seekable and is left open."""
