"""The filters of organisations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from initiatives.choices import OrganisationKind
from initiatives.filters.naming import folded_words, words_q
from initiatives.filters.strict import AnyOfFilter, StrictFilterSet, WordsFilter
from initiatives.models import Organisation


class OrganisationFilterSet(StrictFilterSet):
    """Narrows organisations as known at a moment; words are looked for in their names of today."""

    kind = AnyOfFilter("kind", choices=OrganisationKind.choices, label=_("kind"))
    abbreviation = WordsFilter("abbreviation", lookup_expr="in", label=_("abbreviation"))
    q = WordsFilter(method="by_words", label=_("search"))

    def find_q(self, searches: list[str], _cleaned: dict[str, Any]) -> list[list[str]]:
        """Return the folded words of each search."""
        return folded_words(searches)

    def by_words(self, organisations: QuerySet[Any], _name: str, searches: list[list[str]]) -> QuerySet[Any]:
        """Return those in which each word of a search occurs."""
        return organisations.filter(id__in=Organisation.objects.filter(words_q(searches)).order_by().values("id"))
