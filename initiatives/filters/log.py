"""The filters of both logs: which rows, and which end of them comes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from initiatives.choices import ChangeKind, ReasonCode, Status, UpdateKind
from initiatives.filters.naming import InPlansFilterSet, refuse_unknown
from initiatives.filters.strict import AnyOfFilter, DaysFilter, OneOfFilter, WordsFilter
from initiatives.models import Deadline

# By the day from which a row is known, and by the order of writing within the day: an index has both.
ORDERINGS = {"known": ("known_on", "pk"), "-known": ("-known_on", "-pk")}
ORDERING_LABELS = [("known", _("oldest first")), ("-known", _("newest first"))]


class LogFilterSet(InPlansFilterSet):
    """Narrows rows of a log. ``deadlines``: those that may be named; ``named``: what a name stands for."""

    plan = WordsFilter(method="in_plans", label=_("plan"))
    deadline = WordsFilter("deadline_id", lookup_expr="in", label=_("deadline"))
    known_from = DaysFilter(method="from_day", label=_("known from"))
    known_to = DaysFilter(method="to_day", label=_("known to"))
    ordering = OneOfFilter(choices=ORDERING_LABELS, method="in_order", label=_("order"))

    def __init__(
        self,
        data: Any = None,
        queryset: Any = None,
        *,
        deadlines: QuerySet[Deadline],
        named: Callable[[str], Q],
        **options: Any,
    ) -> None:
        super().__init__(data, queryset, **options)
        self.deadlines = deadlines
        self.named = named

    def find_deadline(self, names: list[str], _cleaned: dict[str, Any]) -> list[int]:
        """Return the ids of the deadlines with these names."""
        found = {name: self.deadlines.filter(self.named(name)).values_list("pk", flat=True).first() for name in names}
        refuse_unknown(names, {name for name, key in found.items() if key is not None})
        return [key for key in found.values() if key is not None]

    def in_plans(self, rows: QuerySet[Any], _name: str, plans: list[int]) -> QuerySet[Any]:
        """Return those of the plans."""
        return rows.filter(deadline__action__plan__in=plans)

    def from_day(self, rows: QuerySet[Any], _name: str, days: Sequence[date]) -> QuerySet[Any]:
        """Return those known on the day or later; the earliest of several days counts."""
        return rows.filter(known_on__gte=min(days))

    def to_day(self, rows: QuerySet[Any], _name: str, days: Sequence[date]) -> QuerySet[Any]:
        """Return those known on the day or earlier; the latest of several days counts."""
        return rows.filter(known_on__lte=max(days))

    def in_order(self, rows: QuerySet[Any], _name: str, orderings: list[str]) -> QuerySet[Any]:
        """Return them in the order asked for."""
        (ordering,) = orderings
        return rows.order_by(*ORDERINGS[ordering])


class StatusUpdateFilterSet(LogFilterSet):
    """Narrows the log of status."""

    kind = AnyOfFilter("kind", choices=UpdateKind.choices, label=_("kind"))
    status = AnyOfFilter("status", choices=Status.choices, label=_("status"))


class DeadlineChangeFilterSet(LogFilterSet):
    """Narrows the log of deadline changes."""

    kind = AnyOfFilter("kind", choices=ChangeKind.choices, label=_("kind"))
    reason = AnyOfFilter("reason", choices=ReasonCode.choices, label=_("reason"))
