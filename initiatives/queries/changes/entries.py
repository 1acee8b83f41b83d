"""The rows of a page of changes with what they are about, what stood before, and what struck them since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from initiatives.clocks import Moment
from initiatives.models import DeadlineChange, StatusUpdate
from initiatives.models.status_update import TARGETING_KINDS
from initiatives.queries.changes.sources import Source
from initiatives.queries.changes.subjects import Subject, Subjects
from initiatives.queries.edits import versions_before
from initiatives.queries.statements_before import statements_before

Found = tuple[Source, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: a row of a log, or a version of a thing.

    ``before``: the statement that stood before a status update, or the version before this one; None where nothing
    did. ``struck_by``: the correction or withdrawal that struck a status update, as far as known.
    """

    row: Any
    subject: Subject
    before: Any | None = None
    struck_by: StatusUpdate | None = None

    @property
    def update(self) -> StatusUpdate | None:
        """The status update that this is, if it is one."""
        return self.row if isinstance(self.row, StatusUpdate) else None

    @property
    def change(self) -> DeadlineChange | None:
        """The change of a deadline that this is, if it is one."""
        return self.row if isinstance(self.row, DeadlineChange) else None

    @property
    def is_edit(self) -> bool:
        """Whether it is the version that an edit made."""
        return self.update is None and self.change is None

    @property
    def recorded_at(self) -> datetime:
        """The server's clock when it was recorded."""
        return self.row.recorded_at  # type: ignore[no-any-return]

    @property
    def known_at(self) -> datetime:
        """From when it counts as known; earlier where a command took it from a document."""
        return self.row.history_date if self.is_edit else self.row.known_at  # type: ignore[no-any-return]

    @property
    def who(self) -> str:
        """Who recorded it, as it was written then."""
        return self.row.history_author if self.is_edit else self.row.who_name  # type: ignore[no-any-return]

    @property
    def origin(self) -> str:
        """By a person or by one of our own commands, as a code."""
        return self.row.history_origin if self.is_edit else self.row.origin  # type: ignore[no-any-return]


def entries_of(found: Sequence[Found], moment: Moment) -> list[Entry]:
    """Return the entries of these rows, in their order; a constant number of queries."""
    updates = [row for source, row in found if source.model is StatusUpdate]
    said_before = statements_before(updates)
    struck_by = _struck_by([row.pk for row in updates], moment)
    by_model: dict[Any, list[Any]] = defaultdict(list)
    for source, row in found:
        if source.model not in (StatusUpdate, DeadlineChange):
            by_model[source.model].append(row)
    version_before = {model: versions_before(model, rows) for model, rows in by_model.items()}
    subjects = Subjects.of(found, moment)
    entries = []
    for source, row in found:
        if source.model is StatusUpdate:
            entry = Entry(row, subjects.of_deadline(row.deadline_id), said_before.get(row.pk), struck_by.get(row.pk))
        elif source.model is DeadlineChange:
            entry = Entry(row, subjects.of_deadline(row.deadline_id))
        else:
            entry = Entry(row, subjects.of_version(source.model, row), version_before[source.model].get(row.history_id))
        entries.append(entry)
    return entries


def _struck_by(updates: Collection[int], moment: Moment) -> dict[int, StatusUpdate]:
    if not updates:
        return {}
    rows = StatusUpdate.objects.filter(target__in=updates, kind__in=TARGETING_KINDS, known_at__lte=moment.known)
    return {row.target_id: row for row in rows if row.target_id is not None}
