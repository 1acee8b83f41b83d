"""Where the pages of the admin are: things are named by their public ids, also in its addresses."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model
from django.urls import reverse


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


def _with_query(path: str, query: dict[str, object]) -> str:
    return f"{path}?{urlencode(query, doseq=True)}" if query else path
