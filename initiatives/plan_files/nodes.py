"""The values of a file as a tree: what was written, and on which line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as written; ``plain`` when it stands without quotation marks, ``>-`` or the like."""

    text: str
    line: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields by name, each with the line on which its name stands."""

    entries: dict[str, Node]
    lines: dict[str, int]
    line: int


Node = Scalar | Listing | Mapping
