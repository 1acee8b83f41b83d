"""Finding the row that an address or a form names."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
LARGEST_ID_DIGITS = 18


def find_public(rows: QuerySet[Row], identity: str) -> Row | None:
    """Return the row with this public id, or None. Anything may be asked for."""
    try:
        return rows.filter(public_id=UUID(identity)).first()
    except ValueError:
        return None


def find(rows: QuerySet[Row], identity: str) -> Row | None:
    """Return the row with this public id, or with this database id, or None. Anything may be asked for."""
    if (found := find_public(rows, identity)) is not None:
        return found
    if identity.isascii() and identity.isdigit() and len(identity) <= LARGEST_ID_DIGITS:
        return rows.filter(pk=int(identity)).first()
    return None
