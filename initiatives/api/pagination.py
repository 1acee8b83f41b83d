"""Lists in pages, as programs walk them: by the addresses of the pages around the one they have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework.request import Request

from initiatives.exceptions import FilterError
from initiatives.presentation.parameters import PAGE_SIZE, once, page_size
from initiatives.queries.paging import CURSOR, read_page

COUNT = "count"
PAGE_PARAMETERS = frozenset({CURSOR, PAGE_SIZE, COUNT})
USUAL_PAGE, LARGEST_PAGE = 100, 500


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: the database ids of its rows in order, and the addresses of the pages around it.

    ``count``: how many rows the whole list has; None unless it was asked for.
    """

    keys: list[int]
    next: str | None
    previous: str | None
    count: int | None

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
    size = page_size(parameters, usual=USUAL_PAGE, largest=LARGEST_PAGE)
    counted = _is_counted(parameters)
    page = read_page(rows, size=size, cursor=once(parameters, CURSOR))
    return Page(
        keys=page.keys,
        next=_address(request, page.following),
        previous=_address(request, page.preceding),
        count=rows.order_by().count() if counted else None,
    )


def _is_counted(parameters: QueryDict) -> bool:
    text = once(parameters, COUNT)
    if text not in (None, "0", "1"):
        raise FilterError({COUNT: [_("Give 1 to have all rows counted, or leave it out.")]})
    return text == "1"


def _address(request: Request, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    parameters = request.query_params.copy()
    parameters.pop(COUNT, None)
    parameters[CURSOR] = cursor
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
