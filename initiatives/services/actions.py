"""The writers of actions; an action comes with its deadlines, of which it has at least one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives.models import Action, Deadline, Funding, Objective, Plan, Responsibility
from initiatives.services import editing
from initiatives.services.authorship import Author
from initiatives.services.deadlines import NewDeadline, insert_deadline
from initiatives.services.plans import (
    open_for_editing,
    refuse_change_of_identifier,
    refuse_deletion_once_published,
)

EDITABLE = (
    "objective",
    "number",
    "title",
    "alternative_title",
    "wording",
    "deadline_wording",
    "summary",
    "translations",
    "place",
    "origin",
)


@transaction.atomic
def create_action(
    *,
    by: Author,
    plan: Plan,
    objective: Objective,
    number: str,
    title: str,
    deadlines: Sequence[NewDeadline],
    **fields: Any,
) -> Action:
    """Create an action under an objective of the plan, with its deadlines, and return it.

    Texts are in the plan's language unless ``language`` is given. Raises NotAllowed, PlanClosed, or ValidationError
    by field, also when there is no deadline.
    """
    row = open_for_editing(by, plan)
    if not deadlines:
        message = _("An action has at least one deadline; one without a date will do.")
        raise ValidationError({"deadlines": message})
    fields.setdefault("language", row.language)
    action = Action(plan=row, objective=objective, number=number, title=title, **fields)
    editing.insert(action, by)
    for new in deadlines:
        insert_deadline(by, action, new)
    return action


@transaction.atomic
def update_action(*, by: Author, action: Action, expected_version: int | None = None, **changes: Any) -> Action:
    """Change fields of an action and return it as it stands then; numbers are fixed once the plan is published.

    Raises NotAllowed, PlanClosed, Stale, or ValidationError by field.
    """
    plan = open_for_editing(by, action.plan)
    row = editing.locked(action)
    editing.refuse_stale(row, expected_version)
    refuse_change_of_identifier(plan, row, "number", changes)
    return editing.apply(row, changes, by, EDITABLE)


@transaction.atomic
def delete_action(*, by: Author, action: Action, expected_version: int | None = None) -> None:
    """Delete an action of a draft on which nothing was recorded, with its deadlines and all that hangs on them.

    Raises NotAllowed, PlanClosed, Stale, or HasHistory.
    """
    plan = open_for_editing(by, action.plan)
    row = editing.locked(action)
    editing.refuse_stale(row, expected_version)
    refuse_deletion_once_published(plan)
    for row_below in (
        *Responsibility.objects.filter(deadline__action=row),
        *Responsibility.objects.filter(action=row),
        *Funding.objects.filter(action=row),
        *Deadline.objects.filter(action=row),
        row,
    ):
        editing.remove(row_below, by)
