"""Redaction: the one change that the log allows. A text goes, the row and its place in the chain stay."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.exceptions import NotAllowed
from initiatives.models import DeadlineChange, StatusUpdate
from initiatives.models.log_row import REDACTED_PREFIX
from initiatives.policies import Actor
from initiatives.services.authorship import Author

Row = TypeVar("Row", StatusUpdate, DeadlineChange)


@transaction.atomic
def redact(*, by: Author, approved_by: Actor, row: Row, fields: Collection[str], reason: str) -> Row:
    """Remove free texts or a person's name from a row of the log, and return the row as it now reads.

    Two different coordinators of the plan must stand behind it, with a reason. The name of a person goes together
    with the link to the account. The removed texts leave a mark with the day and the reason; the row's hash still
    holds, because it covers only a salted digest of each text, and the salt goes with the text.

    Raises NotAllowed, or ValidationError: no reason, one person twice, a field that cannot be redacted.
    """
    plan = row.deadline.action.plan_id
    if not all(policies.may_edit_plan(actor, plan) for actor in (by.actor, approved_by)):
        raise NotAllowed(_("Two coordinators of the plan must stand behind a redaction."))
    if by.actor.user is None or by.actor.user == approved_by.user:
        raise ValidationError(_("The person who approves must be another than the one who redacts."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the text must go.")})
    if not fields or not set(fields) <= set(row.REDACTABLE):
        raise ValidationError(
            _("Only these can be redacted: %(fields)s.") % {"fields": ", ".join(sorted(row.REDACTABLE))}
        )
    mark = f"{REDACTED_PREFIX}{by.today.isoformat()}: {reason.strip()}]"
    values: dict[str, object] = {
        field: mark[: getattr(row._meta.get_field(field), "max_length", None) or len(mark)] for field in fields
    }
    values["salts"] = {field: salt for field, salt in row.salts.items() if field not in fields}
    if "who_name" in fields:
        values["who"] = None
    type(row).objects.filter(pk=row.pk).redact(**values)
    row.refresh_from_db()
    return row
