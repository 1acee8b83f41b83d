"""What ``Deadline.objects.at(moment)`` has named, read out as plain values, and the judgement over them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.models import F

from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.periods import Period
from initiatives.positions import Facts, Judgement, Limits, judge

JUDGED_COLUMNS = (
    "judged_kind",
    "judged_on",
    "state_status",
    "state_started_on",
    "state_completed_edtf",
    "state_completed_latest",
    "state_forecast_edtf",
    "due_edtf",
    "baseline_day",
    "reported_on",
    "limit_due_soon",
    "limit_ageing",
    "limit_stale",
)

# The same few periods come back on thousands of rows.
period_of = lru_cache(maxsize=4096)(Period.parse)


def with_values(deadlines: DeadlineQuerySet, *names: str) -> Any:
    """Return ``deadlines`` as dictionaries of the named columns and of ``pk`` and ``action_id``, in their order.

    ``deadlines`` comes from ``Deadline.objects.at(moment)``; every name that it gives may be asked for.
    """
    selected = deadlines.annotate(**{name: F(name) for name in names})
    return selected.values("pk", "action_id", *names)


def judgement_of(row: dict[str, Any]) -> Judgement:
    """Judge a dictionary that has ``JUDGED_COLUMNS``. The answer equals the database's own, by the rule's tests."""
    return judge(
        Facts(
            kind=row["judged_kind"],
            status=row["state_status"],
            started_on=row["state_started_on"],
            completed=period_of(row["state_completed_edtf"] or ""),
            forecast=period_of(row["state_forecast_edtf"] or ""),
            current=period_of(row["due_edtf"]),
            baseline=row["baseline_day"],
            reported_on=row["reported_on"],
        ),
        as_of=row["judged_on"],
        limits=Limits(
            due_soon_days=row["limit_due_soon"],
            ageing_after_days=row["limit_ageing"],
            stale_after_days=row["limit_stale"],
        ),
    )
