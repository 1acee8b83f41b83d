"""The writers of objectives."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from initiatives.models import Objective, Plan
from initiatives.services import editing
from initiatives.services.authorship import Author
from initiatives.services.plans import (
    open_for_editing,
    refuse_change_of_identifier,
    refuse_deletion_once_published,
)

EDITABLE = ("number", "parent", "title", "summary", "translations", "place")


@transaction.atomic
def create_objective(*, by: Author, plan: Plan, number: str, title: str, **fields: Any) -> Objective:
    """Create an objective of the plan, below ``parent`` if one is given, and return it.

    Texts are in the plan's language unless ``language`` is given. Raises NotAllowed, PlanClosed, or ValidationError
    by field.
    """
    row = open_for_editing(by, plan)
    fields.setdefault("language", row.language)
    return editing.insert(Objective(plan=row, number=number, title=title, **fields), by)


@transaction.atomic
def update_objective(
    *, by: Author, objective: Objective, expected_version: int | None = None, **changes: Any
) -> Objective:
    """Change fields of an objective and return it as it stands then; numbers are fixed once the plan is published.

    Raises NotAllowed, PlanClosed, Stale, or ValidationError by field.
    """
    plan = open_for_editing(by, objective.plan)
    row = editing.locked(objective)
    editing.refuse_stale(row, expected_version)
    refuse_change_of_identifier(plan, row, "number", changes)
    return editing.apply(row, changes, by, EDITABLE)


@transaction.atomic
def delete_objective(*, by: Author, objective: Objective, expected_version: int | None = None) -> None:
    """Delete an empty objective of a draft. Raises NotAllowed, PlanClosed, Stale, or HasHistory."""
    plan = open_for_editing(by, objective.plan)
    row = editing.locked(objective)
    editing.refuse_stale(row, expected_version)
    refuse_deletion_once_published(plan)
    editing.remove(row, by)
