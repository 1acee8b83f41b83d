"""The position rule as database expressions, written from the table of the package's docstring.

The expressions read columns of fixed names, which ``Deadline.objects.at(moment)`` provides from the stored pointers
(today) or from the logs (a past day):

``judged_kind`` · ``state_status`` ``state_started_on`` ``state_completed_earliest`` ``state_completed_latest``
``state_forecast_earliest`` ``state_forecast_latest`` · ``due_earliest`` ``due_latest`` ``baseline_day`` ·
``reported_on`` · ``judged_on`` (the day, or the plan's day of archiving) ·
``limit_due_soon`` ``limit_ageing`` ``limit_stale`` (days).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Case, CharField, DateField, Expression, F, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from initiatives.choices import CLOSED_STATUSES, ENDED_POSITIONS, DeadlineKind, Freshness, Light, Position, Status
from initiatives.dates import AddMonths, DaysBetween
from initiatives.positions.rule import AMBER_FROM_MONTHS, RED_AFTER_MONTHS

ENDED = [position.value for position in ENDED_POSITIONS]
STARTED_IN_TIME_Q = Q(judged_kind=DeadlineKind.START_BY, state_started_on__isnull=False)
MET_Q = STARTED_IN_TIME_Q | Q(state_status=Status.COMPLETED)


def overdue_today_q(as_of: date) -> Q:
    """Return row 9 of the table for today: past its latest day, and none of the rows above it.

    Those ask whether a deadline is met or closed, which is what the stored ``is_open`` says. An index holds the open
    ones by their latest day; the judged day differs from ``as_of`` only in plans whose clock has stopped.
    """
    return Q(is_open=True, current_latest__lt=as_of, judged_on__gt=F("current_latest"))


def position_today_q(positions: Collection[str], as_of: date, *, clocks_run: bool) -> Q:
    """Return what every deadline in one of these positions fulfils today, in stored and indexed columns.

    It narrows, and the rule decides. ``clocks_run``: no deadline is judged on an earlier day than ``as_of``.
    """
    wanted = {*positions}
    if wanted <= {*ENDED}:
        return Q(is_open=False)
    if wanted & {*ENDED}:
        return Q()
    if wanted == {Position.NO_DEADLINE}:
        return Q(is_open=True, current_latest__isnull=True)
    if wanted == {Position.OVERDUE}:
        return Q(is_open=True, current_latest__lt=as_of)
    if clocks_run and not wanted & {Position.NO_DEADLINE, Position.OVERDUE}:
        return Q(is_open=True, current_latest__gte=as_of)
    return Q(is_open=True)


def judgement() -> list[dict[str, Combinable]]:
    """Return the annotations of the rule, in steps: each step reads what the one before it has named.

    They name ``position``, ``days_overdue``, ``days_late``, ``days_left``, ``light``, ``freshness`` and
    ``days_slipped``, each equal to the same field of ``rule.Judgement``.
    """
    return [
        {
            "met_earliest": _met_bound("state_completed_earliest"),
            "met_latest": _met_bound("state_completed_latest"),
            "forecast_day": Coalesce("state_forecast_latest", "state_forecast_earliest"),
        },
        {
            "met_day": Coalesce("met_earliest", "met_latest"),
            "days_to_due": DaysBetween("judged_on", "due_latest"),
            "report_age": DaysBetween("reported_on", "judged_on"),
        },
        {"position": _position()},
        {"compared_day": _compared_day()},
        {
            "days_overdue": _only(Position.OVERDUE, DaysBetween("due_latest", "judged_on")),
            "days_late": _only(Position.MET_LATE, DaysBetween("due_latest", "met_earliest")),
            "days_left": Case(
                When(Q(position__in=ENDED), then=Value(None)),
                When(Q(days_to_due__gte=0), then=F("days_to_due")),
                output_field=IntegerField(),
            ),
            "light": _light(),
            "freshness": _freshness(),
        },
        {"slipped_to": _slipped_to()},
        {
            "days_slipped": Case(
                When(Q(slipped_to__gt=F("baseline_day")), then=DaysBetween("baseline_day", "slipped_to")),
                output_field=IntegerField(),
            )
        },
    ]


def _met_bound(completed: str) -> Expression:
    return Case(
        When(STARTED_IN_TIME_Q, then=F("state_started_on")),
        When(Q(state_status=Status.COMPLETED), then=F(completed)),
        output_field=DateField(),
    )


def _only(position: Position, days: Expression) -> Expression:
    return Case(When(Q(position=position), then=days), output_field=IntegerField())


def _position() -> Expression:
    closed = [status.value for status in CLOSED_STATUSES]
    return Case(
        When(Q(state_status__in=closed), then=Value(Position.CLOSED.value)),
        When(Q(state_status=Status.CLOSED_PARTIAL), then=Value(Position.CLOSED_PARTIAL.value)),
        When(MET_Q & Q(met_day__isnull=True), then=Value(Position.MET_UNDATED.value)),
        When(MET_Q & Q(due_latest__isnull=True), then=Value(Position.MET_NO_DEADLINE.value)),
        When(MET_Q & Q(met_latest__lte=F("due_latest")), then=Value(Position.MET_ON_TIME.value)),
        When(MET_Q & Q(met_earliest__gt=F("due_latest")), then=Value(Position.MET_LATE.value)),
        When(MET_Q, then=Value(Position.MET_UNDECIDED.value)),
        When(Q(due_latest__isnull=True), then=Value(Position.NO_DEADLINE.value)),
        When(Q(judged_on__gt=F("due_latest")), then=Value(Position.OVERDUE.value)),
        When(Q(forecast_day__gt=F("due_latest")), then=Value(Position.EXPECTED_LATE.value)),
        When(Q(days_to_due__lte=F("limit_due_soon")), then=Value(Position.DUE_SOON.value)),
        When(Q(due_earliest__isnull=True) | Q(due_earliest__lte=F("judged_on")), then=Value(Position.IN_PERIOD.value)),
        default=Value(Position.UPCOMING.value),
        output_field=CharField(),
    )


def _compared_day() -> Expression:
    return Case(
        When(MET_Q, then=F("met_day")),
        When(Q(position=Position.OVERDUE), then=Greatest(Coalesce(F("forecast_day"), F("judged_on")), F("judged_on"))),
        default=F("forecast_day"),
        output_field=DateField(),
    )


def _light() -> Expression:
    no_light = [Position.CLOSED.value, Position.CLOSED_PARTIAL.value, Position.MET_UNDATED.value]
    return Case(
        When(Q(position__in=no_light), then=Value(Light.NONE.value)),
        When(Q(due_latest__isnull=True), then=Value(Light.GREY.value)),
        When(Q(compared_day__isnull=True), then=Value(Light.NONE.value)),
        When(Q(compared_day__lt=AddMonths("due_latest", AMBER_FROM_MONTHS)), then=Value(Light.GREEN.value)),
        When(Q(compared_day__lte=AddMonths("due_latest", RED_AFTER_MONTHS)), then=Value(Light.AMBER.value)),
        default=Value(Light.RED.value),
        output_field=CharField(),
    )


def _freshness() -> Expression:
    return Case(
        When(Q(position__in=ENDED), then=Value(Freshness.FRESH.value)),
        When(Q(reported_on__isnull=True), then=Value(Freshness.NEVER.value)),
        When(Q(report_age__lte=F("limit_ageing")), then=Value(Freshness.FRESH.value)),
        When(Q(report_age__lte=F("limit_stale")), then=Value(Freshness.AGEING.value)),
        default=Value(Freshness.STALE.value),
        output_field=CharField(),
    )


def _slipped_to() -> Expression:
    # Each term falls back to the deadline's own latest day: SQLite's greatest of a missing date is missing.
    forecast = Coalesce(F("forecast_day"), F("due_latest"))
    return Case(
        When(Q(position__in=[Position.CLOSED.value, Position.CLOSED_PARTIAL.value]), then=Value(None)),
        When(MET_Q, then=F("met_day")),
        When(Q(due_latest__isnull=True), then=F("forecast_day")),
        When(Q(position=Position.OVERDUE), then=Greatest(F("due_latest"), forecast, F("judged_on"))),
        default=Greatest(F("due_latest"), forecast),
        output_field=DateField(),
    )
