"""The filters of plans."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from initiatives.choices import PlanKind, PlanState
from initiatives.clocks import Moment
from initiatives.filters.naming import folded_words, words_in, words_q
from initiatives.filters.strict import AnyOfFilter, StrictFilterSet, WordsFilter
from initiatives.models import Plan
from initiatives.models.known_words import KnownWords


class PlanFilterSet(StrictFilterSet):
    """Narrows plans as known at a moment, by their texts of then."""

    state = AnyOfFilter("state", choices=PlanState.choices, label=_("state"))
    kind = AnyOfFilter("kind", choices=PlanKind.choices, label=_("kind"))
    q = WordsFilter(method="by_words", label=_("search"))

    def __init__(self, data: Any = None, queryset: Any = None, *, moment: Moment, **options: Any) -> None:
        super().__init__(data, queryset, **options)
        self.moment = moment

    def find_q(self, searches: list[str], _cleaned: dict[str, Any]) -> list[list[str]]:
        """Return the folded words of each search."""
        return folded_words(searches)

    def by_words(self, plans: QuerySet[Any], _name: str, searches: list[list[str]]) -> QuerySet[Any]:
        """Return those in which each word of a search occurs."""
        return plans.filter(words_q(searches, KnownWords(Plan, self.moment, words_in(searches))))
