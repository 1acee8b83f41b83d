"""The filters of organisations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from initiatives.choices import OrganisationKind
from initiatives.clocks import Moment
from initiatives.filters.naming import folded_words, words_in, words_q
from initiatives.filters.strict import AnyOfFilter, StrictFilterSet, WordsFilter
from initiatives.models import Organisation
from initiatives.models.known_words import KnownWords


class OrganisationFilterSet(StrictFilterSet):
    """Narrows organisations as known at a moment, by their texts of then."""

    kind = AnyOfFilter("kind", choices=OrganisationKind.choices, label=_("kind"))
    abbreviation = WordsFilter("abbreviation", lookup_expr="in", label=_("abbreviation"))
    q = WordsFilter(method="by_words", label=_("search"))

    def __init__(self, data: Any = None, queryset: Any = None, *, moment: Moment, **options: Any) -> None:
        super().__init__(data, queryset, **options)
        self.moment = moment

    def find_q(self, searches: list[str], _cleaned: dict[str, Any]) -> list[list[str]]:
        """Return the folded words of each search."""
        return folded_words(searches)

    def by_words(self, organisations: QuerySet[Any], _name: str, searches: list[list[str]]) -> QuerySet[Any]:
        """Return those in which each word of a search occurs."""
        return organisations.filter(words_q(searches, KnownWords(Organisation, self.moment, words_in(searches))))
