"""The worst of what is overdue, with whom to chase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from initiatives.clocks import Moment
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.presentation.chasing import Recipients, recipients_of
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.rows import rows_of

MOST_ROWS = 10


@dataclass(frozen=True, slots=True)
class ChaseRow:
    """One overdue deadline and whom to write to about it."""

    row: DeadlineRow
    recipients: Recipients


@dataclass(frozen=True, slots=True)
class Chase:
    """The rows, the worst first, and everybody to write to about them."""

    rows: Sequence[ChaseRow]
    recipients: Recipients

    @classmethod
    def of(cls, seen: DeadlineQuerySet, moment: Moment) -> Chase:
        """Return the worst overdue deadlines of those that somebody sees."""
        keys = list(seen.overdue(moment).worst_first(moment).values_list("pk", flat=True)[:MOST_ROWS])
        rows = rows_of(keys, moment)
        return cls([ChaseRow(row, recipients_of([row])) for row in rows], recipients_of(rows))
