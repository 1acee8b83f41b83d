"""The filters of plans."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from initiatives.choices import PlanKind, PlanState
from initiatives.filters.naming import folded_words, words_q
from initiatives.filters.strict import AnyOfFilter, StrictFilterSet, WordsFilter
from initiatives.models import Plan


class PlanFilterSet(StrictFilterSet):
    """Narrows plans as known at a moment; words are looked for in their texts of today."""

    state = AnyOfFilter("state", choices=PlanState.choices, label=_("state"))
    kind = AnyOfFilter("kind", choices=PlanKind.choices, label=_("kind"))
    q = WordsFilter(method="by_words", label=_("search"))

    def find_q(self, searches: list[str], _cleaned: dict[str, Any]) -> list[list[str]]:
        """Return the folded words of each search."""
        return folded_words(searches)

    def by_words(self, plans: QuerySet[Any], _name: str, searches: list[list[str]]) -> QuerySet[Any]:
        """Return those in which each word of a search occurs."""
        return plans.filter(id__in=Plan.objects.filter(words_q(searches)).order_by().values("id"))
