"""How many deadlines stand in each part of a bar, each number with the list of just those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from initiatives.presentation.addresses import address_of
from initiatives.presentation.bars import PARTS
from initiatives.queries.progress import Positions


@dataclass(frozen=True, slots=True)
class Cell:
    """One part of a bar; without an address where there is no list of it."""

    part: str
    label: str
    number: int
    address: str


def cells_of(positions: Positions, query: Mapping[str, str] | None, kept: Mapping[str, str]) -> Sequence[Cell]:
    """Return every part, empty ones included. ``query`` is what the list of all of them asks for, None without one."""
    return [
        Cell(
            part.name,
            str(part.label),
            positions.of(*part.positions),
            address_of("deadlines", kept=kept, **query, position=[str(each) for each in part.positions])
            if query is not None
            else "",
        )
        for part in PARTS
    ]
