"""What is said where a list has no rows: that there is nothing, that nothing is wrong, or which filter is too many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from initiatives.presentation.deadline_lists import chosen_deadlines
from initiatives.queries.judged import judged_deadlines
from initiatives.queries.paging import count_to
from initiatives.queries.visible import visible_q
from initiatives.web.lists.address import ORDERING, Asked
from initiatives.web.lists.tags import Tag
from initiatives.web.views.deadlines.narrowing import Narrowing

MOST_COUNTED = 1000
MOST_TRIED = 8


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of an empty list: without one filter it has so many rows."""

    tag: Tag
    count: int
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Nothing:
    """An empty list. ``has_any``: whether the visitor sees any deadline at all; ``ways``: filters worth removing."""

    has_any: bool
    filters: int
    ways: tuple[Way, ...]


def nothing_found(narrowing: Narrowing, fixed: Mapping[str, str]) -> Nothing:
    """Return what to say of an empty list: the filters without which it would have rows, those with most rows first."""
    seen = judged_deadlines(narrowing.moment).filter(visible_q(narrowing.actor, narrowing.moment))
    tried = [
        Way(tag, min(count, MOST_COUNTED), count > MOST_COUNTED)
        for tag in narrowing.tags[:MOST_TRIED]
        if (count := _count(narrowing, tag.rest, fixed))
    ]
    ways = tuple(sorted(tried, key=lambda way: -way.count))
    return Nothing(has_any=bool(ways) or seen.exists(), filters=len(narrowing.tags), ways=ways)


def _count(narrowing: Narrowing, asked: Asked, fixed: Mapping[str, str]) -> int:
    query = QueryDict(mutable=True)
    for name, values in asked.items():
        if name != ORDERING:
            query.setlist(name, list(values))
    for name, value in fixed.items():
        query[name] = value
    return count_to(chosen_deadlines(query, narrowing.actor, narrowing.moment), MOST_COUNTED)
