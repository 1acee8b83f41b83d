"""Redaction: the one change that the log allows. A text goes, the row and its place in the chain stay.

It takes two persons, each for themselves: one asks, another decides. Both are recorded, and so is a refusal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.exceptions import NotAllowed
from initiatives.models import (
    Deadline,
    DeadlineChange,
    Evidence,
    Plan,
    RedactionDecision,
    RedactionRequest,
    StatusUpdate,
    User,
)
from initiatives.models.log_row import REDACTED_PREFIX
from initiatives.services.authorship import Author

Row = StatusUpdate | DeadlineChange | Evidence
PERSON = "who_name"


@transaction.atomic
def request_redaction(*, by: Author, row: Row, fields: Collection[str], reason: str) -> RedactionRequest:
    """Ask that free texts or a person's name be removed from a row of the log or a piece of evidence.

    Nothing changes before another coordinator of the plan agrees. The reason is shown where the text stood, so it
    names no person. Raises NotAllowed, or ValidationError: no reason, a field that cannot be redacted or is empty.
    """
    user = _coordinator(by, _deadline_of(row).action.plan)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the text must go.")})
    if not fields or not set(fields) <= set(row.REDACTABLE):
        raise ValidationError(
            _("Only these can be redacted: %(fields)s.") % {"fields": ", ".join(sorted(row.REDACTABLE))}
        )
    if gone := sorted(field for field in fields if not _is_there(row, field)):
        raise ValidationError(_("There is nothing to remove in: %(fields)s.") % {"fields": ", ".join(gone)})
    request = RedactionRequest(
        status_update=row if isinstance(row, StatusUpdate) else None,
        deadline_change=row if isinstance(row, DeadlineChange) else None,
        evidence=row if isinstance(row, Evidence) else None,
        fields=sorted(fields),
        reason=reason.strip(),
        asked_by=user,
        asked_by_name=by.actor.name,
        asked_at=by.now,
    )
    request.full_clean()
    request.save()
    return request


@transaction.atomic
def request_redactions(*, by: Author, wanted: Sequence[tuple[Row, Collection[str]]], reason: str) -> int:
    """Ask for the removal of texts from several rows, all or none, and return how many requests that made.

    Raises as ``request_redaction`` does, and ValidationError where nothing is wanted.
    """
    if not wanted:
        raise ValidationError({"texts": _("Choose the texts that must go.")})
    for row, fields in wanted:
        request_redaction(by=by, row=row, fields=fields, reason=reason)
    return len(wanted)


def texts_that_would_go(request: RedactionRequest) -> list[tuple[Row, list[str]]]:
    """Return the row of a request, and those that repeat its texts, each with the fields that would be emptied."""
    return list(_rows_with_the_texts(request.row, _deadline_of(request.row), request.fields))


@transaction.atomic
def decide_redaction(*, by: Author, request: RedactionRequest, approve: bool) -> RedactionDecision:
    """Agree to a redaction, which is then made, or decline it; the one who asked cannot decide.

    The removed texts leave a mark with the day and the reason, in the row and where a later report of the deadline
    repeats the same text. The name of a person goes together with the link to the account. Each row's hash still
    holds, because it covers only a salted digest of each text, and the salt goes with the text.

    Raises NotAllowed, or ValidationError: the same person, or a request that was decided before.
    """
    row = request.row
    deadline = _deadline_of(row)
    user = _coordinator(by, deadline.action.plan)
    # One at a time: a second decision waits here and finds the first, and no report that repeats the text is missed.
    Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)
    row.refresh_from_db()
    if user.pk == request.asked_by_id:
        raise ValidationError(_("The person who approves must be another than the one who redacts."))
    if RedactionDecision.objects.filter(request=request).exists():
        raise ValidationError(_("Somebody has decided on this already."))
    concerned = list(_rows_with_the_texts(row, deadline, request.fields)) if approve else []
    decision = RedactionDecision(
        request=request,
        is_approved=approve,
        decided_by=user,
        decided_by_name=by.actor.name,
        decided_at=by.now,
        removed=[[*_place(each), field] for each, fields in concerned for field in fields],
    )
    decision.full_clean()
    decision.save()
    for each, fields in concerned:
        _remove(each, fields, by.today, request.reason)
    return decision


def _coordinator(by: Author, plan: Plan) -> User:
    """Return the account. Raises NotAllowed for all but a person who coordinates the plan."""
    if by.actor.user is None or not policies.may_edit_plan(by.actor, plan.pk):
        raise NotAllowed(_("Two coordinators of the plan must stand behind a redaction."))
    return by.actor.user


def _deadline_of(row: Row) -> Deadline:
    return row.status_update.deadline if isinstance(row, Evidence) else row.deadline


def _place(row: Row) -> tuple[str, int]:
    """Return the public id of the row of the log, and the number of the piece of evidence in it, or 0."""
    if not isinstance(row, Evidence):
        return str(row.public_id), 0
    before = Evidence.objects.filter(status_update=row.status_update_id, pk__lte=row.pk).count()
    return str(row.status_update.public_id), before


def _is_there(row: Row, field: str) -> bool:
    text: str = getattr(row, field)
    return bool(text) and not text.startswith(REDACTED_PREFIX)


def _rows_with_the_texts(row: Row, deadline: Deadline, fields: Collection[str]) -> Iterator[tuple[Row, list[str]]]:
    """Yield the row, and those of the same deadline that repeat one of its texts, as confirmations and corrections do.

    A name stands in many rows, and goes from the one row alone. Where another request took the texts there is nothing.
    """
    texts = {field: getattr(row, field) for field in fields if _is_there(row, field)}
    if not texts:
        return
    yield row, sorted(texts)
    repeated = {field: text for field, text in texts.items() if field != PERSON}
    path = "status_update__deadline" if isinstance(row, Evidence) else "deadline"
    for other in type(row).objects.filter(**{path: deadline}).exclude(pk=row.pk):
        if same := sorted(field for field, text in repeated.items() if getattr(other, field) == text):
            yield other, same


def _remove(row: Row, fields: Collection[str], today: date, reason: str) -> None:
    mark = f"{REDACTED_PREFIX}{today.isoformat()}: {reason}]"
    values: dict[str, object] = {
        field: mark[: getattr(row._meta.get_field(field), "max_length", None) or len(mark)] for field in fields
    }
    values["salts"] = {field: salt for field, salt in row.salts.items() if field not in fields}
    if PERSON in fields:
        values["who"] = None
    type(row).objects.filter(pk=row.pk).redact(**values)
