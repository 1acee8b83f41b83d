"""Where the pages of the admin are: things are named by their public ids, also in its addresses."""

from __future__ import annotations

from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model, QuerySet
from django.urls import reverse

Row = TypeVar("Row", bound=Model)
LARGEST_ID_DIGITS = 18


def page_of(thing: Any, page: str = "change", *arguments: object) -> str:
    """Return the address of a page about a thing, such as its "change" or "history" page."""
    return reverse(f"admin:initiatives_{thing._meta.model_name}_{page}", args=[thing.public_id, *arguments])


def deadline_page(public_id: UUID, page: str = "change") -> str:
    """Return the address of a page about a deadline of which only the public id is at hand."""
    return reverse(f"admin:initiatives_deadline_{page}", args=[public_id])


def list_of(model: type[Model], **query: object) -> str:
    """Return the address of a model's list, narrowed by the query."""
    return _with_query(reverse(f"admin:initiatives_{model._meta.model_name}_changelist"), query)


def form_for_new(model: type[Model], **query: object) -> str:
    """Return the address of the form that adds one, prefilled by the query."""
    return _with_query(reverse(f"admin:initiatives_{model._meta.model_name}_add"), query)


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


def _with_query(path: str, query: dict[str, object]) -> str:
    return f"{path}?{urlencode(query, doseq=True)}" if query else path
