"""The writers of responsibilities: who is responsible for an objective, an action or a deadline."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives.models import Action, Deadline, Objective, Plan, Responsibility
from initiatives.services import editing
from initiatives.services.authorship import Author
from initiatives.services.plans import open_for_editing, refuse_deletion_once_published

EDITABLE = (
    "organisation",
    "named_as",
    "role",
    "basis",
    "words",
    "place",
    "contact",
    "valid_from",
    "valid_to",
)


@transaction.atomic
def create_responsibility(
    *,
    by: Author,
    role: str,
    objective: Objective | None = None,
    action: Action | None = None,
    deadline: Deadline | None = None,
    **fields: Any,
) -> Responsibility:
    """Make an ``organisation``, or words alone (``named_as``), responsible for one thing, and return the row.

    Raises NotAllowed, PlanClosed, or ValidationError by field.
    """
    row = Responsibility(role=role, objective=objective, action=action, deadline=deadline, **fields)
    if sum(thing is not None for thing in (objective, action, deadline)) != 1:
        raise ValidationError(_("A responsibility is for one objective, one action or one deadline."))
    open_for_editing(by, _plan_of(row))
    return editing.insert(row, by)


@transaction.atomic
def update_responsibility(
    *, by: Author, responsibility: Responsibility, expected_version: int | None = None, **changes: Any
) -> Responsibility:
    """Change fields of a responsibility and return it as it stands then; what it is for never changes.

    Raises NotAllowed, PlanClosed, Stale, or ValidationError by field.
    """
    open_for_editing(by, _plan_of(responsibility))
    row = editing.locked(responsibility)
    editing.refuse_stale(row, expected_version)
    return editing.apply(row, changes, by, EDITABLE)


@transaction.atomic
def end_responsibility(
    *, by: Author, responsibility: Responsibility, on: date, expected_version: int | None = None
) -> Responsibility:
    """End a responsibility: the day ``on`` is its last one. It stays in the record of the days before.

    Raises NotAllowed, PlanClosed, Stale, or ValidationError when it would end before it begins.
    """
    return update_responsibility(by=by, responsibility=responsibility, expected_version=expected_version, valid_to=on)


@transaction.atomic
def delete_responsibility(*, by: Author, responsibility: Responsibility, expected_version: int | None = None) -> None:
    """Delete a responsibility of a draft; in a published plan it is ended. Raises as the others do, or HasHistory."""
    plan = open_for_editing(by, _plan_of(responsibility))
    row = editing.locked(responsibility)
    editing.refuse_stale(row, expected_version)
    refuse_deletion_once_published(plan)
    editing.remove(row, by)


def _plan_of(row: Responsibility) -> Plan:
    if row.objective is not None:
        return row.objective.plan
    action = row.deadline.action if row.deadline is not None else row.action
    if action is None:
        raise ValidationError(_("A responsibility is for one objective, one action or one deadline."))
    return action.plan
