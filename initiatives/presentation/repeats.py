"""The second click of a double click: it finds written already what it was about to write, and changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from initiatives.choices import UpdateKind
from initiatives.models import Deadline, DeadlineChange, StatusUpdate
from initiatives.periods import Period
from initiatives.policies import Actor
from initiatives.services.statements import Report


def said_already(
    actor: Actor, deadline: Deadline, seen: int, kind: UpdateKind, report: Report | None, target: StatusUpdate | None
) -> bool:
    """Return whether the first thing recorded after the version ``seen`` was this statement, by the same person."""
    last = _only_row_since(actor, deadline, seen, StatusUpdate)
    if last is None or last.kind != kind or last.target_id != (target.pk if target else None):
        return False
    if report is None:
        return True
    effective = report.effective_on in (None, last.effective_on)
    plain = replace(report, effective_on=None, completion_unknown=False)
    return effective and plain == replace(Report.repeating(last), completion_unknown=False)


def changed_already(actor: Actor, deadline: Deadline, seen: int, kind: str, period: Period, explanation: str) -> bool:
    """Return whether the first thing recorded after the version ``seen`` was this change, by the same person."""
    last = _only_row_since(actor, deadline, seen, DeadlineChange)
    if last is None or last.kind != kind or last.explanation != explanation:
        return False
    return bool(period in (last.new, last.new_original))


def _only_row_since(actor: Actor, deadline: Deadline, seen: int, log: Any) -> Any:
    """Return the last row of the deadline's log if it is the person's own and nothing else came after ``seen``."""
    stands = Deadline.objects.get(pk=deadline.pk)
    row = log.objects.filter(deadline=deadline, seq=stands.log_seq).first()
    own = row is not None and actor.user is not None and row.who_id == actor.user.pk
    return row if own and stands.version == seen + 1 else None
