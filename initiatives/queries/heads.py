"""The heads of all logs at an instant: the last row of each deadline, and one digest that stands for them all.

A log only grows, so the head at an instant is its last row that was recorded by then, today as on any later day.
"""

from __future__ import annotations

import hashlib
import heapq
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any

from initiatives.models import DeadlineChange, StatusUpdate

CHUNK = 2000
HEADING = b"deadline,seq,row_hash\n"


class Clock(StrEnum):
    """By which of a row's instants it counts: when it was recorded, or from when it is known, as reports count."""

    RECORDED = "recorded_at"
    KNOWN = "known_at"


@dataclass(frozen=True, slots=True)
class RecordDigest:
    """The SHA-256 of the heads, one line each under a heading, with how many logs and rows they stand for."""

    deadlines: int
    rows: int
    sha256: str


class Heads:
    """The heads at some instants, read in one pass of the log whatever their number.

    Iterated, it yields for each deadline its line at each instant, in the order of the public ids; None where it had
    no row by then. ``rows`` is right once all was read.
    """

    def __init__(self, instants: Sequence[datetime], clock: Clock, plans: Sequence[int] = ()) -> None:
        if not instants or list(instants) != sorted(instants):
            raise ValueError("Ask for instants in their order, at least one.")
        self.instants = instants
        self.clock = clock
        self.plans = plans
        self._new_rows = [0] * len(instants)

    def __iter__(self) -> Iterator[list[bytes | None]]:
        merged = heapq.merge(self._rows(StatusUpdate), self._rows(DeadlineChange), key=itemgetter(0, 1))
        for public_id, rows in groupby(merged, key=itemgetter(0)):
            yield self._lines(public_id, rows)

    def rows(self, place: int = 0) -> int:
        """Return how many rows there were at the instant of this place."""
        return sum(self._new_rows[: place + 1])

    def digests(self) -> list[RecordDigest]:
        """Read all, and return the digest at each instant."""
        hashes = [hashlib.sha256(HEADING) for _instant in self.instants]
        deadlines = [0] * len(hashes)
        for few in _chunks(iter(self)):
            for place, lines in enumerate(zip(*few, strict=True)):
                present = [line for line in lines if line is not None]
                hashes[place].update(b"".join(present))
                deadlines[place] += len(present)
        return [
            RecordDigest(deadlines[place], self.rows(place), found.hexdigest()) for place, found in enumerate(hashes)
        ]

    def _rows(self, model: Any) -> Iterator[tuple[Any, int, datetime, str]]:
        found = model.objects.filter(**{f"{self.clock.value}__lte": self.instants[-1]})
        if self.plans:
            found = found.filter(deadline__action__plan__in=self.plans)
        found = found.order_by("deadline__public_id", "seq")
        columns = ("deadline__public_id", "seq", self.clock.value, "row_hash")
        yield from found.values_list(*columns).iterator(chunk_size=CHUNK)

    def _lines(self, public_id: Any, rows: Iterator[tuple[Any, int, datetime, str]]) -> list[bytes | None]:
        newest: list[tuple[int, str] | None] = [None] * len(self.instants)
        for _public_id, seq, stamp, row_hash in rows:
            place = bisect_left(self.instants, stamp)
            self._new_rows[place] += 1
            newest[place] = seq, row_hash
        lines: list[bytes | None] = []
        last, line, head = 0, None, None
        for found in newest:
            # The last row in the log's order, even where a clock that was set back gave it an earlier instant.
            if found is not None and found[0] > last:
                last, head = found[0], found
                line = f"{public_id},{head[0]},{head[1]}\n".encode("ascii")
            lines.append(line)
        return lines


def digest_at(instant: datetime, clock: Clock, plans: Sequence[int] = ()) -> RecordDigest:
    """Return the digest of the heads at an instant, of all logs or of those of some plans."""
    (found,) = Heads([instant], clock, plans).digests()
    return found


def _chunks(rows: Iterator[list[bytes | None]]) -> Iterator[list[list[bytes | None]]]:
    chunk: list[list[bytes | None]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
