"""Deadlines without a date that go on for ever: never overdue, but due for a review from time to time."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from initiatives.choices import DeadlineKind, Position
from initiatives.dates import add_months
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.queries.facts import with_values


def review_days(deadlines: DeadlineQuerySet) -> dict[int, date]:
    """Return the day from which each undated recurring deadline is due for review, by database id. One query.

    ``deadlines`` comes from ``Deadline.objects.at(moment)``. The months count from the last report, or from the
    plan's publication where nothing was ever reported. Left out are those without an interval, dated, met or closed.
    """
    undated = deadlines.filter(
        judged_kind=DeadlineKind.RECURRING, position=Position.NO_DEADLINE, review_after_months__isnull=False
    )
    rows = with_values(undated.alias(published_on=F("action__plan__published_on")), "reported_on", "published_on")
    return {
        row["pk"]: add_months(since, row["review_after_months"])
        for row in rows.values("pk", "reported_on", "published_on", "review_after_months")
        if (since := row["reported_on"] or row["published_on"]) is not None
    }
