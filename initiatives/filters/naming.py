"""What filter sets share that narrow by plan or by words: slugs and texts become conditions, unknown ones an error."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from initiatives.filters.strict import StrictFilterSet
from initiatives.models import Plan
from initiatives.models.known_words import KnownWords
from initiatives.texts import fold

MOST_SEARCHES = 10


def refuse_unknown(names: Iterable[str], found: Collection[str]) -> None:
    """Raise ValidationError that names the first one which names nothing."""
    for name in names:
        if name not in found:
            raise ValidationError(_("“%(name)s” is unknown here."), params={"name": name})


def folded_words(searches: list[str]) -> list[list[str]]:
    """Return the words of each search in their search form. Raises ValidationError for too many searches."""
    if len(searches) > MOST_SEARCHES:
        raise ValidationError(_("At most %s searches can be given at once.") % MOST_SEARCHES)
    return [fold(search).split() for search in searches]


def words_q(searches: list[list[str]], *texts: KnownWords) -> Q:
    """Return the condition that every word of one of the searches occurs in any of these texts."""
    condition = Q(pk__in=[])
    for words in searches:
        every = Q()
        for word in words:
            every &= reduce(or_, (text.q(word) for text in texts))
        condition |= every
    return condition


def words_in(searches: list[list[str]]) -> set[str]:
    """Return every word of the searches."""
    return {word for words in searches for word in words}


class InPlansFilterSet(StrictFilterSet):
    """Filters of what belongs to a plan. ``plans``: those whose slugs may be named, which the reader sees."""

    def __init__(self, data: Any = None, queryset: Any = None, *, plans: QuerySet[Plan], **options: Any) -> None:
        super().__init__(data, queryset, **options)
        self.plans = plans

    def find_plan(self, slugs: list[str], _cleaned: dict[str, Any]) -> list[int]:
        """Return the ids of the plans with these slugs."""
        found = dict(self.plans.filter(slug__in=slugs).order_by().values_list("slug", "pk"))
        refuse_unknown(slugs, found)
        return list(found.values())
