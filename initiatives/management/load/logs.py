"""Made-up logs: reports, confirmations, corrections, withdrawals and moves, chained as the services chain them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from initiatives import positions
from initiatives.choices import ChangeKind, ReasonCode, RecordOrigin, Status, UpdateKind
from initiatives.clocks import local_day
from initiatives.management.load import words
from initiatives.management.load.trees import Tree
from initiatives.models import Deadline, DeadlineChange, Evidence, StatusUpdate
from initiatives.periods import Period

PEOPLE = ("Anna Made-up", "Bo Made-up", "Clara Made-up", "Dan Made-up")
REASONS = [reason.value for reason in ReasonCode]
RUNNING = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.IN_PROGRESS, Status.ON_HOLD)
FINISHED_IN_TIME = 0.5  # of those whose day has passed; the others are done later, closed, or still open
CLOSED, MOVED, CORRECTED, WITHDRAWN, SILENT = 0.04, 0.1, 0.03, 0.01, 0.04


@dataclass(slots=True)
class Logs:
    """The rows of many logs, as they wait to be inserted, and the next free ids."""

    update_ids: count[int]
    change_ids: count[int]
    evidence_ids: count[int]
    updates: list[StatusUpdate] = field(default_factory=list)
    changes: list[DeadlineChange] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


def report_on(chance: Random, logs: Logs, tree: Tree, as_of: date, mean: int) -> None:
    """Add the log of each deadline of a plan, up to ``as_of``, ``mean`` status updates each, and set the pointers."""
    assert tree.stamp.known_at is not None  # noqa: S101 (trees always have one)
    for deadline in tree.deadlines:
        if chance.random() >= SILENT:
            _Log(chance, logs, deadline, tree.stamp.known_at, as_of).fill(chance.randrange(min(2, mean), 2 * mean))


class _Log:
    """The log of one deadline while it grows."""

    def __init__(self, chance: Random, logs: Logs, deadline: Deadline, known_from: datetime, as_of: date) -> None:
        self.chance = chance
        self.logs = logs
        self.deadline = deadline
        self.instant = known_from
        self.as_of = as_of
        self.standing: list[StatusUpdate] = []

    def fill(self, rows: int) -> None:
        """Append so many status updates, perhaps with a move among them, and set the deadline's pointers."""
        chance, days = self.chance, (self.as_of - local_day(self.instant)).days
        step = timedelta(days=days) / (rows + 2)
        moves_at = chance.randrange(rows) if chance.random() < MOVED and self.deadline.current.latest else -1
        for number in range(rows):
            self.instant += step * chance.uniform(0.5, 1.0)
            if number == moves_at:
                self._move()
                self.instant += timedelta(hours=1)
            self._update(is_last=number == rows - 1)
        last = self.standing[-1] if self.standing else None
        self.deadline.latest_update_id = last.pk if last else None
        self.deadline.is_open = positions.is_open(
            self.deadline.kind, last.status if last else Status.NONE, last.started_on if last else None
        )

    def _update(self, *, is_last: bool) -> None:
        draw = self.chance.random()
        last = self.standing[-1] if self.standing else None
        if last is not None and draw < WITHDRAWN:
            self._append(UpdateKind.WITHDRAWAL, Status.NONE, target=last, note="Indberettet ved en fejl.")
            self.standing.pop()
        elif last is not None and draw < WITHDRAWN + CORRECTED:
            row = self._append(UpdateKind.CORRECTION, last.status, target=last, **self._said(last.status))
            self.standing[-1] = row
        elif is_last:
            status = self._outcome()
            self.standing.append(self._append(UpdateKind.REPORT, status, **self._said(status)))
        elif last is not None and draw < 0.4:
            copied = {name: getattr(last, name) for name in ("started_on", "confidence", "delay_reason", "note")}
            row = self._append(UpdateKind.UNCHANGED, last.status, forecast=last.forecast, **copied)
            self.standing.append(row)
        else:
            status = self.chance.choice(RUNNING)
            self.standing.append(self._append(UpdateKind.REPORT, status, **self._said(status)))

    def _outcome(self) -> Status:
        due = self.deadline.current.latest
        if self.chance.random() < CLOSED:
            return self.chance.choice((Status.CANCELLED, Status.CLOSED_PARTIAL))
        done = due is not None and due < self.as_of and self.chance.random() < FINISHED_IN_TIME
        return Status.COMPLETED if done else self.chance.choice(RUNNING)

    def _said(self, status: str) -> dict[str, Any]:
        """Return the contents of a report with this status."""
        chance, today = self.chance, local_day(self.instant)
        due = self.deadline.current.latest
        if status == Status.COMPLETED:
            near = due if due is not None and due < today and chance.random() < 0.7 else today
            return {"completed": Period.day(near), "note": words.note(chance)}
        late = due is not None and due < today
        return {
            "started_on": today if status == Status.IN_PROGRESS and chance.random() < 0.2 else None,
            "forecast": words.dated_after(chance, today) if late or chance.random() < 0.3 else Period.none(),
            "confidence": chance.choice(("", "green", "amber", "red")),
            "delay_reason": chance.choice(REASONS) if late else "",
            "note": words.note(chance),
        }

    def _append(self, kind: UpdateKind, status: str, **said: Any) -> StatusUpdate:
        today = local_day(self.instant)
        target = said.get("target")
        row = StatusUpdate(id=next(self.logs.update_ids), kind=kind, status=status, **said)
        row.effective_on = row.completed.latest or row.started_on or today
        if kind == UpdateKind.CORRECTION and target is not None:
            row.effective_on = target.effective_on
        row.log_place = target.log_place if kind == UpdateKind.CORRECTION and target else self.deadline.log_seq + 1
        row.evidence_digests = self._evidence(row) if row.status == Status.COMPLETED else []
        self._seal(row)
        self.logs.updates.append(row)
        return row

    def _evidence(self, row: StatusUpdate) -> list[dict[str, str]]:
        piece = Evidence(
            id=next(self.logs.evidence_ids),
            status_update=row,
            title="Opdigtet notat",
            case_number=f"{self.as_of.year}-{row.pk}",
        )
        piece.seal_texts()
        self.logs.evidence.append(piece)
        return [piece.text_digests]

    def _move(self) -> None:
        deadline, today = self.deadline, local_day(self.instant)
        old = deadline.current
        change = DeadlineChange(
            id=next(self.logs.change_ids),
            kind=ChangeKind.MOVE,
            old_baseline=deadline.baseline,
            new_baseline=deadline.baseline,
            reason=self.chance.choice(REASONS),
            explanation="Flyttet efter aftale.",
            effective_on=today,
            after_passing=old.latest is not None and old.latest < today,
        )
        change.old, change.new = old, words.dated_after(self.chance, max(today, old.latest or today))
        change.old_original = change.new_original = deadline.original
        self._seal(change)
        self.logs.changes.append(change)
        deadline.current = change.new
        deadline.moves += 1

    def _seal(self, row: StatusUpdate | DeadlineChange) -> None:
        """Give the row its place in the chain and its hash, and make it the head."""
        deadline = self.deadline
        row.public_id = words.public_id(self.chance)
        row.deadline = deadline
        row.who_name = self.chance.choice(PEOPLE)
        row.origin = RecordOrigin.SEED_DEMO
        row.recorded_at = row.known_at = self.instant
        row.known_on = local_day(self.instant)
        row.seq = deadline.log_seq + 1
        row.previous_hash = deadline.log_head
        row.seal_texts()
        row.row_hash = row.computed_hash()
        deadline.log_seq, deadline.log_head = row.seq, row.row_hash
