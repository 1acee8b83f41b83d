"""The filters of objectives."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from initiatives.filters.naming import InPlansFilterSet
from initiatives.filters.strict import WordsFilter


class ObjectiveFilterSet(InPlansFilterSet):
    """Narrows objectives as known at a moment."""

    plan = WordsFilter("plan_id", lookup_expr="in", label=_("plan"))
    number = WordsFilter("number", lookup_expr="in", label=_("number"))
