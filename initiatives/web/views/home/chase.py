"""The worst of what is overdue, with whom to chase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from initiatives.clocks import Moment
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.presentation.chasing import Recipients, recipients_of
from initiatives.presentation.rights import rights_on_rows
from initiatives.presentation.visits import Visit
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.rows import rows_of

MOST_ROWS = 10


@dataclass(frozen=True, slots=True)
class ChaseRow:
    """One overdue deadline, whom to write to about it, and whether the visitor may move it."""

    row: DeadlineRow
    recipients: Recipients
    may_move: bool


@dataclass(frozen=True, slots=True)
class Chase:
    """The rows, the worst first, and everybody to write to about them."""

    rows: Sequence[ChaseRow]
    recipients: Recipients

    @classmethod
    def of(cls, seen: DeadlineQuerySet, moment: Moment, visit: Visit) -> Chase:
        """Return the worst overdue deadlines of those that the visitor sees."""
        keys = list(seen.overdue(moment).worst_first(moment).values_list("pk", flat=True)[:MOST_ROWS])
        rows = rows_of(keys, moment)
        rights = rights_on_rows(rows, visit)
        shown = [ChaseRow(row, recipients_of([row]), rights[row.pk].coordinates) for row in rows]
        return cls(shown, recipients_of(rows))
