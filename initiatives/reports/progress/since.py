"""What happened since the earlier day: completed, promised and delivered, new, moved, closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from initiatives.choices import ENDED_POSITIONS, MET_POSITIONS, ChangeKind, DeadlineKind
from initiatives.clocks import Moment
from initiatives.models import DeadlineChange
from initiatives.models.among import Among
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.reports.progress.definition import Definition
from initiatives.reports.progress.facts import CLOSED, ChangeFacts, Promise, SinceFacts


def changes_of(rows: Sequence[DeadlineRow], moment: Moment) -> tuple[ChangeFacts, ...]:
    """Return every change of these deadlines known and in effect by the moment, oldest first within each. One query."""
    by_key = {row.pk: row for row in rows}
    place = {row.pk: number for number, row in enumerate(rows)}
    found = DeadlineChange.objects.filter(
        Among("deadline_id", by_key), known_at__lte=moment.known, effective_on__lte=moment.as_of
    )
    ordered = sorted(found.order_by("seq"), key=lambda change: place[change.deadline_id])
    return tuple(
        ChangeFacts(
            row=by_key[change.deadline_id],
            kind=change.kind,
            old=change.old,
            new=change.new,
            effective_on=change.effective_on,
            reason=change.reason,
            explanation=change.explanation,
            decision_reference=change.decision_reference,
            after_passing=change.after_passing,
        )
        for change in ordered
    )


def since_facts(
    definition: Definition,
    rows: Sequence[DeadlineRow],
    before: Sequence[DeadlineRow],
    changes: Sequence[ChangeFacts],
) -> SinceFacts:
    """Return what lies between the earlier day, as it was known then (``before``), and the judged day (``rows``)."""
    assert definition.since is not None  # noqa: S101 (only asked where there is an earlier day)
    then = {row.pk: row for row in before}
    return SinceFacts(
        completed=tuple(row for row in rows if row.position in MET_POSITIONS and not _was(then, row, MET_POSITIONS)),
        promises=tuple(_promises(definition.since, definition.as_of, rows, then)),
        new=tuple(row for row in rows if row.pk not in then),
        moved=tuple(
            change
            for change in changes
            if change.kind == ChangeKind.MOVE and definition.since < change.effective_on <= definition.as_of
        ),
        closed=tuple(row for row in rows if row.position in CLOSED and not _was(then, row, CLOSED)),
    )


def _was(then: Mapping[int, DeadlineRow], row: DeadlineRow, positions: Sequence[str]) -> bool:
    before = then.get(row.pk)
    return before is not None and before.position in positions


def _promises(since: date, as_of: date, rows: Sequence[DeadlineRow], then: Mapping[int, DeadlineRow]) -> list[Promise]:
    """Return what was to come by the judged day, as it stood on the earlier one, the first promised day first.

    The forecast is the newer word: where one was given that lies between the days, it is what was promised.
    """
    promises = []
    for row in rows:
        before = then.get(row.pk)
        if before is None or before.position in ENDED_POSITIONS:
            continue
        forecast, latest = before.forecast.latest, before.current.latest
        if forecast is not None and since < forecast <= as_of:
            promised, basis = forecast, "forecast"
        elif latest is not None and since < latest <= as_of:
            promised, basis = latest, "deadline"
        else:
            continue
        delivered = row.position in MET_POSITIONS
        met_on = _met_on(row) if delivered else None
        days = ((met_on or promised) - promised).days if delivered else (as_of - promised).days
        promises.append(Promise(row, promised, basis, delivered, met_on, days))
    return sorted(promises, key=lambda promise: promise.promised_on)


def _met_on(row: DeadlineRow) -> date | None:
    if row.kind == DeadlineKind.START_BY and row.started_on is not None:
        return row.started_on
    return row.completed.latest or row.completed.earliest
