"""How much fire: the long form, and the short one that every change passes."""

from __future__ import annotations

from dataclasses import dataclass


class Failed(Exception):
    """Something that must hold did not."""


@dataclass(frozen=True)
class Sizes:
    """What a run is asked for; each is an argument of ``python -m resilience``."""

    writers: int
    writes: int
    longest_wait: float
    seconds: int
    edits: int
    examples: int
    rows: int


# ``examples`` are those of each operation of the REST interface: as many as make 10,000 requests in all. In short,
# machines that are shared are given time, and tests/api/test_contract.py holds every change to the description.
LONG = Sizes(writers=16, writes=5_000, longest_wait=1.0, seconds=60, edits=400, examples=160, rows=1_000)
SHORT = Sizes(writers=16, writes=320, longest_wait=10.0, seconds=6, edits=40, examples=0, rows=60)


def demand(holds: object, otherwise: str) -> None:
    """Raise Failed with this sentence unless it holds."""
    if not holds:
        raise Failed(otherwise)
