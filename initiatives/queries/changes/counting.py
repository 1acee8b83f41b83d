"""How much was recorded, by sort: what a person reads who was away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Value

from initiatives.choices import UpdateKind
from initiatives.clocks import Moment
from initiatives.models import DeadlineChange, StatusUpdate
from initiatives.policies import Actor
from initiatives.queries.changes.sources import sources
from initiatives.queries.changes.wanted import Wanted

CORRECTING = (UpdateKind.CORRECTION, UpdateKind.WITHDRAWAL)


@dataclass(frozen=True, slots=True)
class ChangeCounts:
    """How many there are: reports, confirmations and reopenings; changes of deadlines; corrections and withdrawals."""

    reports: int
    moves: int
    corrections: int
    edits: int

    @property
    def total(self) -> int:
        """How many there are together: the length of the list of changes."""
        return self.reports + self.moves + self.corrections + self.edits


def count_changes(wanted: Wanted, actor: Actor, moment: Moment) -> ChangeCounts:
    """Return how many changes there are of what is asked for and the actor may see. Three queries."""
    updates: dict[str, int] = {}
    moves, edited = 0, []
    for source in sources(wanted, actor, moment):
        rows: Any = source.rows.order_by()
        if source.model is StatusUpdate:
            updates = dict(rows.values("kind").annotate(number=Count("pk")).values_list("kind", "number"))
        elif source.model is DeadlineChange:
            moves = rows.count()
        else:
            sort = Value(source.model._meta.model_name)
            edited.append(rows.annotate(sort=sort).values("sort").annotate(number=Count("pk")))
    corrections = sum(updates.get(kind, 0) for kind in CORRECTING)
    return ChangeCounts(
        reports=sum(updates.values()) - corrections,
        moves=moves,
        corrections=corrections,
        edits=sum(row["number"] for row in edited[0].union(*edited[1:], all=True)) if edited else 0,
    )
