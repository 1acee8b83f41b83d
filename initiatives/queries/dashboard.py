"""The numbers that managers look at first. Each is the length of a list that the filters of deadlines give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q

from initiatives.choices import Freshness, Position
from initiatives.clocks import Moment
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.queries.progress import Positions
from initiatives.queries.standings import Standing, sum_of

# What is still to come: open, dated and not overdue.
AHEAD = (Position.EXPECTED_LATE, Position.DUE_SOON, Position.IN_PERIOD, Position.UPCOMING)
SPANS = (30, 60, 90)


@dataclass(frozen=True, slots=True)
class KeyNumbers:
    """The numbers of all deadlines that somebody sees.

    ``due_within``: how many of those ahead fall due within so many days, the judged day and the last one included.
    ``unconfirmed``: those of which it is not settled how the plan's words are read as dates.
    """

    positions: Positions
    due_within: Mapping[int, int]
    stale: int
    never_reported: int
    unconfirmed: int


def key_numbers(deadlines: DeadlineQuerySet, standings: Mapping[int, Standing], moment: Moment) -> KeyNumbers:
    """Return the numbers of deadlines from ``Deadline.objects.at(moment)``; ``standings`` are those of their plans.

    Four queries, however many deadlines there are.
    """
    freshness = _by_freshness(deadlines, moment)
    confirmed = "is_confirmed" if moment.is_live else "as_known__is_confirmed"
    return KeyNumbers(
        positions=sum_of(standings),
        due_within=_due_within(deadlines, moment),
        stale=freshness.get(Freshness.STALE, 0),
        never_reported=freshness.get(Freshness.NEVER, 0),
        unconfirmed=deadlines.filter(**{confirmed: False}).count(),
    )


def _due_within(deadlines: DeadlineQuerySet, moment: Moment) -> dict[int, int]:
    last = {days: moment.as_of + timedelta(days=days) for days in SPANS}
    near = deadlines.filter(due_latest__range=(moment.as_of, max(last.values())))
    rows = near.filter(position__in=AHEAD).order_by().annotate(falls_due=F("due_latest"))
    counts = {f"within_{days}": Count("pk", filter=Q(falls_due__lte=day)) for days, day in last.items()}
    found = rows.aggregate(**counts)
    return {days: found[f"within_{days}"] for days in SPANS}


def _by_freshness(deadlines: DeadlineQuerySet, moment: Moment) -> dict[str, int]:
    """Return how many have a report of each freshness; of today's, the open ones alone: the others never age."""
    ageing = deadlines.filter(is_open=True) if moment.is_live else deadlines
    rows = ageing.order_by().annotate(report=F("freshness")).values("report").annotate(number=Count("pk"))
    return dict(rows.values_list("report", "number"))
