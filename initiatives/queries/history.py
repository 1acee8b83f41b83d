"""The whole history of deadlines, one by one: both logs in one order, with what was struck and what struck it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from initiatives.choices import UpdateKind
from initiatives.clocks import Moment
from initiatives.models import Deadline, DeadlineChange, Evidence, StatusUpdate


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One row of a deadline's log: a status update or a deadline change, the other being None.

    ``struck_by``: the correction or withdrawal that struck it, as far as known; the row stays and is shown struck
    through. ``in_force``: the row holds on the judged day.
    """

    update: StatusUpdate | None
    change: DeadlineChange | None
    struck_by: StatusUpdate | None
    in_force: bool
    evidence: tuple[Evidence, ...] = ()

    @property
    def row(self) -> StatusUpdate | DeadlineChange:
        """The row itself, whichever log it is from."""
        row = self.update or self.change
        assert row is not None  # noqa: S101 (one of the two is always given)
        return row

    @property
    def seq(self) -> int:
        """The row's place in the deadline's log."""
        return self.row.seq

    @property
    def kind(self) -> str:
        """What the row does, in the reader's language."""
        return self.row.get_kind_display()

    @property
    def who(self) -> str:
        """Who recorded it, as it was written then."""
        return self.row.who_name

    @property
    def recorded_at(self) -> datetime:
        """The server's clock when it was recorded."""
        return self.row.recorded_at

    @property
    def known_at(self) -> datetime:
        """From when it counts as known; earlier than ``recorded_at`` where a command took it from a document."""
        return self.row.known_at

    @property
    def effective_on(self) -> date:
        """The day from which it holds."""
        return self.row.effective_on

    @property
    def origin(self) -> str:
        """Whether a person or one of our own commands wrote it, in the reader's language."""
        return self.row.get_origin_display()


def deadline_history(deadline: Deadline, moment: Moment) -> list[HistoryEntry]:
    """Return the rows of a deadline's log that were known at the moment, oldest first, in order of writing.

    A row that was struck later than the moment stands unmarked. Three queries, however long the history.
    """
    return histories([deadline.pk], moment)[deadline.pk]


def histories(deadlines: Collection[int], moment: Moment) -> dict[int, list[HistoryEntry]]:
    """Return the same for each of several deadlines, by database id. Three queries, however many there are."""
    updates: dict[int, list[StatusUpdate]] = defaultdict(list)
    known = Q(deadline__in=deadlines, known_at__lte=moment.known)
    for update in (
        StatusUpdate.objects.filter(known)
        .select_related("superseded_by__action__plan")
        .prefetch_related("evidence")
        .order_by("seq")
    ):
        updates[update.deadline_id].append(update)
    changes: dict[int, list[DeadlineChange]] = defaultdict(list)
    for change in DeadlineChange.objects.filter(known).order_by("seq"):
        changes[change.deadline_id].append(change)
    return {key: _entries(updates[key], changes[key], moment) for key in deadlines}


def _entries(updates: list[StatusUpdate], changes: list[DeadlineChange], moment: Moment) -> list[HistoryEntry]:
    struck_by = {row.target_id: row for row in updates if row.target_id is not None}
    standing = [
        row
        for row in updates
        if row.kind != UpdateKind.WITHDRAWAL and row.pk not in struck_by and row.effective_on <= moment.as_of
    ]
    last_update = max(standing, key=lambda row: (row.log_place, row.seq), default=None)
    last_change = max(
        (row for row in changes if row.effective_on <= moment.as_of), key=lambda row: row.seq, default=None
    )
    entries = [
        HistoryEntry(
            update=row,
            change=None,
            struck_by=struck_by.get(row.pk),
            in_force=row is last_update,
            evidence=tuple(row.evidence.all()),
        )
        for row in updates
    ]
    entries += [HistoryEntry(update=None, change=row, struck_by=None, in_force=row is last_change) for row in changes]
    return sorted(entries, key=lambda entry: entry.seq)
