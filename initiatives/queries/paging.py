"""Lists in pages: a page begins behind a place in the list's order, so that any page costs what the first one costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from initiatives.exceptions import FilterError
from initiatives.queries.cursors import CursorError, seal, unseal
from initiatives.queries.keyset import Keyset, Place

CURSOR = "cursor"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: the database ids of its rows in order, and the cursors of the pages around it."""

    keys: list[int]
    following: str | None
    preceding: str | None


def read_page(rows: QuerySet[Any], *, size: int, cursor: str | None = None) -> Page:
    """Return the page of ``rows``, in their own order, that a cursor names; the first one without a cursor.

    The id settles what the order leaves open. One query, and one more where the rows that miss the sort column begin.
    Raises FilterError for a cursor that is none, or one of another list or order.
    """
    keyset = Keyset.of(rows)
    order = f"{rows.model._meta.label}:{keyset}"
    place, forward = _place(cursor, order, len(keyset.columns))
    places = keyset.read(rows, most=size + 1, place=place, forward=forward)
    is_more = len(places) > size
    if is_more:
        places = places[:size] if forward else places[1:]
    follows = is_more if forward else place is not None
    precedes = place is not None if forward else is_more
    return Page(
        keys=[place[-1] for place in places],
        following=seal([order, True, *places[-1]]) if places and follows else None,
        preceding=seal([order, False, *places[0]]) if places and precedes else None,
    )


def count_to(rows: QuerySet[Any], most: int) -> int:
    """Return how many rows there are, and one more than ``most`` where there are more: counting ends there."""
    return rows.order_by().values("pk")[: most + 1].count()


def _place(cursor: str | None, order: str, columns: int) -> tuple[Place | None, bool]:
    """Return the place that the cursor names and whether the page follows it (True) or precedes it."""
    if cursor is None:
        return None, True
    try:
        made_for, forward, *place = unseal(cursor)
    except CursorError:
        made_for, forward, place = None, True, []
    if made_for != order or len(place) != columns:
        raise FilterError({CURSOR: [_("This is no cursor of this list in this order. Begin again without one.")]})
    return tuple(place), forward
