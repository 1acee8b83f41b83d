"""Lists in pages: a page begins behind a place in the list's order, so that any page costs what the first one costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework.request import Request

from initiatives.api.cursors import CursorError, seal, unseal
from initiatives.api.moments import once
from initiatives.exceptions import FilterError
from initiatives.queries.keyset import Keyset, Place

CURSOR, PAGE_SIZE, COUNT = "cursor", "page_size", "count"
PAGE_PARAMETERS = frozenset({CURSOR, PAGE_SIZE, COUNT})
USUAL_PAGE, LARGEST_PAGE = 100, 500
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: the database ids of its rows in order, and the addresses of the pages around it.

    ``count``: how many rows the whole list has; None unless it was asked for.
    """

    keys: list[int]
    next: str | None
    previous: str | None
    count: int | None

    def in_order(self, rows: Iterable[Row], key: Callable[[Row], int] = attrgetter("pk")) -> list[Row]:
        """Return rows that were read by ``keys``, in the page's order; one that has gone meanwhile is left out."""
        by_key = {key(row): row for row in rows}
        return [by_key[number] for number in self.keys if number in by_key]

    def envelope(self, results: list[Any]) -> dict[str, Any]:
        """Return the body of the answer."""
        counted = {} if self.count is None else {"count": self.count}
        return {**counted, "next": self.next, "previous": self.previous, "results": results}


def page_of(request: Request, rows: QuerySet[Any]) -> Page:
    """Return the page that the request asks for, of ``rows`` in their own order; the id settles what it leaves open.

    One query for the page, one more where the rows that miss the sort column begin, and one for the count when it is
    asked for. Raises FilterError for a cursor, page size or count that is none.
    """
    parameters = request.query_params
    keyset = Keyset.of(rows)
    size = _page_size(parameters)
    counted = _is_counted(parameters)
    order = f"{rows.model._meta.label}:{keyset}"
    place, forward = _place(parameters, order, len(keyset.columns))
    places = keyset.read(rows, most=size + 1, place=place, forward=forward)
    is_more = len(places) > size
    if is_more:
        places = places[:size] if forward else places[1:]
    follows = is_more if forward else place is not None
    precedes = place is not None if forward else is_more
    return Page(
        keys=[place[-1] for place in places],
        next=_address(request, order, places[-1], forward=True) if places and follows else None,
        previous=_address(request, order, places[0], forward=False) if places and precedes else None,
        count=rows.order_by().count() if counted else None,
    )


def _page_size(parameters: QueryDict) -> int:
    """Return the size that is asked for; a larger one than is allowed is the largest."""
    text = once(parameters, PAGE_SIZE)
    if text is None:
        return USUAL_PAGE
    if not (text.isascii() and text.isdigit() and text.strip("0")):
        raise FilterError({PAGE_SIZE: [_("Give a whole number from 1 to %(most)d.") % {"most": LARGEST_PAGE}]})
    digits = text.lstrip("0")
    return LARGEST_PAGE if len(digits) > len(str(LARGEST_PAGE)) else min(int(digits), LARGEST_PAGE)


def _is_counted(parameters: QueryDict) -> bool:
    text = once(parameters, COUNT)
    if text not in (None, "0", "1"):
        raise FilterError({COUNT: [_("Give 1 to have all rows counted, or leave it out.")]})
    return text == "1"


def _place(parameters: QueryDict, order: str, columns: int) -> tuple[Place | None, bool]:
    """Return the place that the cursor names and whether the page follows it (True) or precedes it."""
    text = once(parameters, CURSOR)
    if text is None:
        return None, True
    try:
        made_for, forward, *place = unseal(text)
    except CursorError:
        made_for, forward, place = None, True, []
    if made_for != order or len(place) != columns:
        raise FilterError({CURSOR: [_("This is no cursor of this list in this order. Begin again without one.")]})
    return tuple(place), forward


def _address(request: Request, order: str, place: Place, *, forward: bool) -> str:
    parameters = request.query_params.copy()
    parameters.pop(COUNT, None)
    parameters[CURSOR] = seal([order, forward, *place])
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
