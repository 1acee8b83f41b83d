"""How parameters and headers are described: the filters' own from the filter sets, the shared ones once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from drf_spectacular.utils import OpenApiParameter

from initiatives.api.moments import FORM_OF_KNOWN
from initiatives.api.pagination import LARGEST_PAGE, USUAL_PAGE
from initiatives.filters.strict import DaysFilter, OneOfFilter, StrictFilterSet
from initiatives.reports.formats import FORMATS

WORDS = {"type": "string", "minLength": 1}
DAY = {"type": "string", "format": "date"}


def query(name: str, schema: dict[str, Any], description: str) -> OpenApiParameter:
    """Return a parameter of the query string."""
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=description)


def request_header(name: str, description: str, *, required: bool = False, pattern: str = "") -> OpenApiParameter:
    """Return a header that a client sends."""
    schema = {"type": "string", "pattern": f"^(?:{pattern})$"} if pattern else {"type": "string"}
    return OpenApiParameter(name, schema, OpenApiParameter.HEADER, required=required, description=description)


def response_header(name: str, description: str, *statuses: int) -> OpenApiParameter:
    """Return a header of the answers with these statuses."""
    return OpenApiParameter(
        name, {"type": "string"}, OpenApiParameter.HEADER, description=description, response=list(statuses)
    )


LANGUAGE_PARAMETER = query(
    "lang",
    {"type": "string", "enum": list(settings.CONTENT_LANGUAGES)},
    "The language of texts, where they exist in it.",
)
STANDPOINT_PARAMETERS = (
    query("as_of", DAY, "The day that is judged; today unless it is given."),
    query(
        "known",
        {"type": "string", "pattern": f"^(?:{FORM_OF_KNOWN.pattern})$", "example": "then"},
        "What had been recorded: `then` (by the end of the judged day), `now`, by a day, or by an instant.",
    ),
    LANGUAGE_PARAMETER,
)
PAGING_PARAMETERS = (
    query("cursor", WORDS, "A place in the list, as `next` and `previous` name it."),
    query(
        "page_size",
        {"type": "integer", "minimum": 1, "default": USUAL_PAGE},
        f"How many of them at once, {LARGEST_PAGE} at most.",
    ),
    query("count", {"type": "integer", "enum": [0, 1]}, "1: count them all."),
    query(
        "format",
        {"type": "string", "enum": ["json", *FORMATS]},
        "Another than `json`: the whole list as a file, without pages.",
    ),
)


def filter_parameters(filterset: type[StrictFilterSet]) -> Iterator[OpenApiParameter]:
    """Yield the parameters of a filter set. One that is given several times means any of its values."""
    for name, each in filterset.base_filters.items():
        value: dict[str, Any] = dict(DAY) if isinstance(each, DaysFilter) else dict(WORDS)
        if choices := each.extra.get("choices"):
            value["enum"] = [str(code) for code, _label in choices]
        schema = value if isinstance(each, OneOfFilter) else {"type": "array", "items": value}
        yield OpenApiParameter(
            name, schema, OpenApiParameter.QUERY, style="form", explode=True, description=str(each.label or name)
        )
