"""The writers of the status log, one function a write: record, confirm, correct, withdraw, reopen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.choices import FINAL_STATUSES, Status, UpdateKind
from initiatives.exceptions import InitiativesError, NotAllowed, Stale
from initiatives.models import Deadline, Evidence, StatusUpdate
from initiatives.queries.bodies import responsible_organisations
from initiatives.services import log, statements
from initiatives.services.authorship import Author
from initiatives.services.confirmable import Stands, refusal_of_unchanged
from initiatives.services.reach import require_recorded_within_reach
from initiatives.services.statements import CLOSING_STATUSES, EvidenceItem, Report

__all__ = [
    "BulkConfirmation",
    "EvidenceItem",
    "Report",
    "confirm_all_unchanged",
    "confirm_unchanged",
    "correct",
    "record",
    "reopen",
    "withdraw",
]


@transaction.atomic
def record(*, by: Author, deadline: Deadline, report: Report, expected_version: int | None = None) -> StatusUpdate:
    """Record a report on a deadline and return the row.

    Raises NotAllowed, PlanClosed, Stale, or ValidationError with what is missing, by field. A deadline that is
    completed or closed takes no further report: it is corrected, or reopened.
    """
    locked = log.lock(deadline, expected_version)
    _may_record(by, locked, report.status)
    if locked.latest_update is not None and locked.latest_update.status in FINAL_STATUSES:
        raise ValidationError(
            {"status": _("This deadline is completed or closed. Correct the last report, or reopen the deadline.")}
        )
    return _append(by, locked, UpdateKind.REPORT, report)


@transaction.atomic
def confirm_unchanged(*, by: Author, deadline: Deadline, expected_version: int | None = None) -> StatusUpdate:
    """Confirm that the last report still holds: a row that copies it, and return the row.

    Raises NotAllowed, PlanClosed, Stale, or ValidationError with the reason why it cannot be confirmed.
    """
    locked = log.lock(deadline, expected_version)
    last = locked.latest_update
    _may_record(by, locked, last.status if last else "")
    refusal = refusal_of_unchanged(Stands(locked), by.today)
    if last is None or refusal:
        raise ValidationError(refusal)
    return _append(by, locked, UpdateKind.UNCHANGED, Report.repeating(last))


@dataclass(frozen=True, slots=True)
class BulkConfirmation:
    """What came of confirming many deadlines at once; ``left_out`` pairs a deadline with the reason."""

    confirmed: list[StatusUpdate] = field(default_factory=list)
    left_out: list[tuple[Deadline, str]] = field(default_factory=list)


def confirm_all_unchanged(
    *, by: Author, deadlines: Iterable[Deadline], seen_at: datetime | None = None
) -> BulkConfirmation:
    """Confirm each deadline for which that is possible, each for itself, and say which were left out and why.

    ``seen_at``: the instant at which the person saw them. One on which something was recorded since is left out, and
    so is one that the same click, sent twice, has confirmed already; ``deadlines`` are then as they stand now.
    """
    outcome = BulkConfirmation()
    for deadline in deadlines:
        last = deadline.latest_update
        expected = deadline.version if seen_at is not None else None
        try:
            if seen_at is not None and last is not None and last.recorded_at > seen_at:
                raise Stale(_("Something was recorded on it after the list was shown."))
            outcome.confirmed.append(confirm_unchanged(by=by, deadline=deadline, expected_version=expected))
        except ValidationError as error:
            outcome.left_out.append((deadline, " ".join(error.messages)))
        except InitiativesError as error:
            outcome.left_out.append((deadline, str(error)))
    return outcome


@transaction.atomic
def correct(*, by: Author, target: StatusUpdate, report: Report, expected_version: int | None = None) -> StatusUpdate:
    """Correct a row: a new one takes its place in the order, the old one stays and is shown struck through.

    Raises NotAllowed, PlanClosed, Stale, or ValidationError; a row is corrected or withdrawn once.
    """
    locked = log.lock(target.deadline, expected_version)
    _may_strike(by, locked, target)
    _may_record(by, locked, report.status)
    return _append(by, locked, UpdateKind.CORRECTION, report, target=target)


@transaction.atomic
def withdraw(*, by: Author, target: StatusUpdate, reason: str, expected_version: int | None = None) -> StatusUpdate:
    """Withdraw a row, and with it the rows it corrected: what stood before them stands again, perhaps nothing.

    Raises NotAllowed, PlanClosed, Stale, or ValidationError; a reason is required.
    """
    locked = log.lock(target.deadline, expected_version)
    _may_strike(by, locked, target)
    if not reason.strip():
        raise ValidationError({"note": _("Say why the report is withdrawn.")})
    row = StatusUpdate(
        kind=UpdateKind.WITHDRAWAL, status=Status.NONE, target=target, note=reason, effective_on=by.today
    )
    return _insert(by, locked, row)


@transaction.atomic
def reopen(*, by: Author, deadline: Deadline, report: Report, expected_version: int | None = None) -> StatusUpdate:
    """Reopen a completed or closed deadline with a reason; the old completion stays in the history.

    Raises NotAllowed, PlanClosed, Stale, or ValidationError.
    """
    locked = log.lock(deadline, expected_version)
    _may_close_or_reopen(by, locked)
    last = locked.latest_update
    if last is None or last.status not in FINAL_STATUSES:
        raise ValidationError({"status": _("Only a completed or closed deadline can be reopened.")})
    return _append(by, locked, UpdateKind.REOPENING, report)


# ---- who may


def _responsible(by: Author, deadline: Deadline) -> frozenset[int]:
    return responsible_organisations(deadline.pk, by.today)


def _may_record(by: Author, deadline: Deadline, status: str) -> None:
    if not policies.may_record(by.actor, deadline.action.plan_id, _responsible(by, deadline)):
        raise NotAllowed(
            _("You may record only on deadlines that your organisation leads or helps with, not on “%(deadline)s”.")
            % {"deadline": deadline}
        )
    if status in CLOSING_STATUSES:
        _may_close_or_reopen(by, deadline)


def _may_close_or_reopen(by: Author, deadline: Deadline) -> None:
    if not policies.may_change_deadline(by.actor, deadline.action.plan_id, _responsible(by, deadline)):
        raise NotAllowed(_("Only a coordinator closes or reopens a deadline."))


def _may_strike(by: Author, deadline: Deadline, target: StatusUpdate) -> None:
    bodies = _responsible(by, deadline)
    coordinates = policies.may_change_deadline(by.actor, deadline.action.plan_id, bodies)
    own = by.actor.user is not None and target.who_id == by.actor.user.pk
    if not coordinates and not (own and policies.may_record(by.actor, deadline.action.plan_id, bodies)):
        raise NotAllowed(_("You may correct and withdraw your own reports; a coordinator may do it for others."))
    if target.kind == UpdateKind.WITHDRAWAL:
        raise ValidationError(_("A withdrawal cannot be taken back: record the report again."))
    if StatusUpdate.objects.filter(target=target).exists():
        raise ValidationError(_("This row has been corrected or withdrawn already."))


# ---- appending


def _append(
    by: Author, locked: Deadline, kind: UpdateKind, report: Report, target: StatusUpdate | None = None
) -> StatusUpdate:
    statements.check(report, locked, by.today, kind)
    row = StatusUpdate(
        kind=kind,
        status=report.status,
        effective_on=statements.effective_day(report, by.today, locked.latest_update, target),
        started_on=report.started_on,
        confidence=report.confidence,
        confidence_reason=report.confidence_reason,
        delay_reason=report.delay_reason,
        note=report.note,
        internal_note=report.internal_note,
        superseded_by=report.superseded_by,
        target=target,
    )
    row.completed = report.completed
    row.forecast = report.forecast
    return _insert(by, locked, row, report.evidence)


def _insert(by: Author, locked: Deadline, row: StatusUpdate, items: Iterable[EvidenceItem] = ()) -> StatusUpdate:
    log.seal(row, locked, by)
    row.log_place = row.target.log_place if row.kind == UpdateKind.CORRECTION and row.target else row.seq
    evidence = [Evidence(title=item.title, link=item.link, case_number=item.case_number) for item in items]
    for piece in evidence:
        piece.clean_fields(exclude=["status_update"])
        piece.seal_texts()
    row.evidence_digests = [piece.text_digests for piece in evidence]
    log.insert(row, locked)
    for piece in evidence:
        piece.status_update = row
        piece.save()
    require_recorded_within_reach(row, by)
    log.write_pointers(locked)
    return row
