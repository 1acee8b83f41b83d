"""Whether the log is as it was written: every chain recomputed, every stored pointer compared with its log."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from initiatives import positions
from initiatives.choices import ChangeKind, Status, UpdateKind
from initiatives.models import Deadline, DeadlineChange, Plan, StatusUpdate
from initiatives.models.log_row import GENESIS, LogRow

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written. ``seq`` is the row's place in the log, None for the deadline itself."""

    deadline: str
    seq: int | None
    problem: str


def verify_chains(plan: Plan | None = None) -> Iterator[Finding]:
    """Yield what is wrong with the logs of all deadlines, or of one plan's; nothing is good news.

    Found are rows that were changed, removed, added or reordered, texts altered without a redaction, evidence that
    came or went, and stored pointers that differ from what the log says. The tables are read once, in step, so memory
    does not grow with them. A log shortened at its end together with its stored head is found only by comparing the
    head with a copy kept elsewhere.
    """
    deadlines = Deadline.objects.select_related("action__plan", "latest_update").order_by("pk")
    updates = StatusUpdate.objects.select_related("deadline", "target", "superseded_by").prefetch_related("evidence")
    changes = DeadlineChange.objects.select_related("deadline")
    if plan is not None:
        deadlines = deadlines.filter(action__plan=plan)
        updates = updates.filter(deadline__action__plan=plan)
        changes = changes.filter(deadline__action__plan=plan)
    logs = _logs(updates, changes)
    log = next(logs, None)
    for deadline in deadlines.iterator(chunk_size=CHUNK):
        rows: list[Any] = []
        if log is not None and log[0] == deadline.pk:
            rows, log = list(log[1]), next(logs, None)
        yield from _findings(deadline, rows)


def _logs(*tables: QuerySet[Any]) -> Iterator[tuple[int, Iterable[Any]]]:
    """Yield each deadline's key with its rows of both tables, in order of their place."""
    in_order = [table.order_by("deadline_id", "seq").iterator(chunk_size=CHUNK) for table in tables]
    merged = heapq.merge(*in_order, key=lambda row: (row.deadline_id, row.seq))
    for key, rows in groupby(merged, key=lambda row: row.deadline_id):
        yield key, list(rows)


def _findings(deadline: Deadline, rows: list[Any]) -> Iterator[Finding]:
    for problem in _pointer_problems(deadline, rows):
        yield Finding(deadline.ref, None, problem)
    previous_hash = GENESIS
    for expected_seq, row in enumerate(rows, start=1):
        for problem in _row_problems(row, expected_seq, previous_hash):
            yield Finding(deadline.ref, row.seq, problem)
        previous_hash = row.row_hash


def _row_problems(row: LogRow, expected_seq: int, previous_hash: str) -> Iterator[str]:
    if row.seq != expected_seq:
        yield f"the row should have place {expected_seq} in the log: another was removed or added"
    if row.previous_hash != previous_hash:
        yield "the row does not follow the one before it"
    if row.row_hash != row.computed_hash():
        yield "the row was changed: its hash does not fit its content"
    if altered := row.altered_texts():
        yield f"texts were altered: {', '.join(altered)}"
    if isinstance(row, StatusUpdate):
        yield from _evidence_problems(row)


def _evidence_problems(row: StatusUpdate) -> Iterator[str]:
    pieces = sorted(row.evidence.all(), key=lambda piece: piece.pk)
    if [piece.text_digests for piece in pieces] != row.evidence_digests:
        yield "evidence was added, removed or exchanged"
    for number, piece in enumerate(pieces, start=1):
        if altered := piece.altered_texts():
            yield f"texts of evidence {number} were altered: {', '.join(altered)}"


def _pointer_problems(deadline: Deadline, rows: list[Any]) -> Iterator[str]:
    updates = [row for row in rows if isinstance(row, StatusUpdate)]
    changes = [row for row in rows if isinstance(row, DeadlineChange)]
    latest = _last_standing(updates)
    status, started_on = (latest.status, latest.started_on) if latest else (Status.NONE, None)
    expected: dict[str, Any] = {
        "log_seq": rows[-1].seq if rows else 0,
        "log_head": rows[-1].row_hash if rows else GENESIS,
        "latest_update_id": latest.pk if latest else None,
        "is_open": positions.is_open(deadline.kind, status, started_on),
        "moves": sum(row.kind == ChangeKind.MOVE for row in changes),
    }
    if changes:
        last = changes[-1]
        for part in ("edtf", "earliest", "latest", "precision"):
            expected[f"current_{part}"] = getattr(last, f"new_{part}")
            expected[f"original_{part}"] = getattr(last, f"new_original_{part}")
        expected["baseline"] = last.new_baseline
    for column, value in expected.items():
        if (stored := getattr(deadline, column)) != value:
            yield f"{column} is {stored!r} and should be {value!r}"


def _last_standing(updates: list[StatusUpdate]) -> StatusUpdate | None:
    struck = {row.target_id for row in updates}
    standing = [row for row in updates if row.kind != UpdateKind.WITHDRAWAL and row.pk not in struck]
    return max(standing, key=lambda row: (row.log_place, row.seq), default=None)
