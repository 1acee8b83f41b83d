"""Counts of rows that have been read already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.progress import Counts


def counts_of(rows: Collection[DeadlineRow]) -> Counts:
    """Return how many of the rows stand where."""
    positions = Counter(row.position for row in rows)
    return Counts(len(rows), dict(positions), sum(row.days_slipped is not None for row in rows))
