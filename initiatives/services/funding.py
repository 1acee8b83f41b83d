"""The writers of funding: the money that a plan promises for an action."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from initiatives.models import Action, Funding
from initiatives.services import editing
from initiatives.services.authorship import Author
from initiatives.services.plans import open_for_editing, refuse_deletion_once_published

EDITABLE = ("amount", "currency", "qualifier", "words")


@transaction.atomic
def create_funding(*, by: Author, action: Action, amount: Decimal, currency: str, **fields: Any) -> Funding:
    """Add an amount to an action and return the row; ``fields``: qualifier and words.

    Raises NotAllowed, PlanClosed, or ValidationError by field.
    """
    open_for_editing(by, action.plan)
    return editing.insert(Funding(action=action, amount=amount, currency=currency, **fields), by)


@transaction.atomic
def update_funding(*, by: Author, funding: Funding, expected_version: int | None = None, **changes: Any) -> Funding:
    """Change fields of an amount and return the row as it stands then.

    Raises NotAllowed, PlanClosed, Stale, or ValidationError by field.
    """
    open_for_editing(by, funding.action.plan)
    row = editing.locked(funding)
    editing.refuse_stale(row, expected_version)
    return editing.apply(row, changes, by, EDITABLE)


@transaction.atomic
def delete_funding(*, by: Author, funding: Funding, expected_version: int | None = None) -> None:
    """Delete an amount of a draft. Raises NotAllowed, PlanClosed, Stale, or HasHistory."""
    plan = open_for_editing(by, funding.action.plan)
    row = editing.locked(funding)
    editing.refuse_stale(row, expected_version)
    refuse_deletion_once_published(plan)
    editing.remove(row, by)
