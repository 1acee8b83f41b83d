"""How far each plan is, for lists of plans: counted by the database, since it counts many plans at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max

from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.queries.progress import Positions


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the deadlines of a plan stand, and the day of the last report in force; None without any."""

    positions: Positions
    reported_on: date | None


def standing_by_plan(deadlines: DeadlineQuerySet) -> dict[int, Standing]:
    """Return the standing of each plan that has any of the deadlines, by the plan's database id. One query.

    ``deadlines`` comes from ``Deadline.objects.at(moment)``, narrowed as the caller likes.
    """
    named = deadlines.order_by().annotate(stands=F("position"), of_plan=F("action__plan_id"))
    rows = named.values("of_plan", "stands").annotate(number=Count("pk"), last=Max("state_known_on"))
    numbers: dict[int, Counter[str]] = defaultdict(Counter)
    last: dict[int, date] = {}
    for plan, position, number, day in rows.values_list("of_plan", "stands", "number", "last"):
        numbers[plan][position] += number
        if day is not None:
            last[plan] = max(day, last.get(plan, day))
    return {plan: Standing(Positions.of_numbers(found), last.get(plan)) for plan, found in numbers.items()}


def sum_of(standings: Mapping[int, Standing]) -> Positions:
    """Return where the deadlines of all the plans stand."""
    return added(standing.positions for standing in standings.values())


def added(several: Iterable[Positions]) -> Positions:
    """Return the numbers of several taken together."""
    total: Counter[str] = Counter()
    for each in several:
        total.update(each.positions)
    return Positions.of_numbers(total)
