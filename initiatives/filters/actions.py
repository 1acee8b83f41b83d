"""The filters of actions."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from initiatives.choices import ActionOrigin
from initiatives.clocks import Moment
from initiatives.filters.naming import InPlansFilterSet, folded_words, refuse_unknown, words_in, words_q
from initiatives.filters.strict import AnyOfFilter, WordsFilter
from initiatives.models import Action, Objective
from initiatives.models.as_known import as_known
from initiatives.models.known_words import KnownWords


class ActionFilterSet(InPlansFilterSet):
    """Narrows actions as known at a moment, by their texts of then."""

    plan = WordsFilter("plan_id", lookup_expr="in", label=_("plan"))
    objective = WordsFilter("objective_id", lookup_expr="in", label=_("objective"))
    number = WordsFilter("number", lookup_expr="in", label=_("number"))
    origin = AnyOfFilter("origin", choices=ActionOrigin.choices, label=_("origin"))
    q = WordsFilter(method="by_words", label=_("search"))

    def __init__(self, data: Any = None, queryset: Any = None, *, moment: Moment, **options: Any) -> None:
        super().__init__(data, queryset, **options)
        self.moment = moment

    def find_objective(self, numbers: list[str], cleaned: dict[str, Any]) -> list[int]:
        """Return the ids of the objectives with these numbers in the plans at hand, and of those below them."""
        objectives = as_known(Objective, self.moment)
        plans = cleaned.get("plan") or self.plans.order_by().values("pk")
        numbered = dict(objectives.filter(plan_id__in=plans, number__in=numbers).order_by().values_list("id", "number"))
        refuse_unknown(numbers, set(numbered.values()))
        here_or_below = Q(id__in=numbered) | Q(parent_id__in=numbered)
        return list(objectives.filter(here_or_below).order_by().values_list("id", flat=True))

    def find_q(self, searches: list[str], _cleaned: dict[str, Any]) -> list[list[str]]:
        """Return the folded words of each search."""
        return folded_words(searches)

    def by_words(self, actions: QuerySet[Any], _name: str, searches: list[list[str]]) -> QuerySet[Any]:
        """Return those in which each word of a search occurs."""
        return actions.filter(words_q(searches, KnownWords(Action, self.moment, words_in(searches))))
