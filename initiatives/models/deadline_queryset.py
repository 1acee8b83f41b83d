"""Deadlines as they stand on a day: the columns that the position rule reads, from the pointers or from the logs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Self

from django.apps import apps
from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least

from initiatives import positions
from initiatives.choices import ChangeKind, PlanState, Position, Status
from initiatives.clocks import Moment, local_day
from initiatives.models.versions import NEWEST_FIRST, VersionedQuerySet

# The columns of the row in force that judgements, lists and exports need.
STATE_COLUMNS = (
    "public_id",
    "kind",
    "effective_on",
    "started_on",
    "completed_edtf",
    "completed_earliest",
    "completed_latest",
    "forecast_edtf",
    "forecast_earliest",
    "forecast_latest",
    "confidence",
    "confidence_reason",
    "delay_reason",
    "note",
    "known_on",
    "recorded_at",
    "who_name",
)
PERIOD_PARTS = ("edtf", "earliest", "latest", "precision")
LIMITS = {"due_soon": "due_soon_days", "ageing": "ageing_after_days", "stale": "stale_after_days"}


class DeadlineQuerySet(VersionedQuerySet):
    """Deadlines, and where they stand."""

    def at(self, moment: Moment) -> Self:
        """Name what stood on the judged day, as known at the moment's instant, and the position rule over it.

        For today the stored pointers are the answer; for a past day the logs are read. Deadlines that were not yet
        known are left out. Names: ``state_…`` (the row in force), ``due_…`` and ``first_…`` (the period in force and
        the original one), ``baseline_day``, ``judged_kind``, ``moves_made``, ``moved_late``, ``judged_on``,
        ``limit_…``, and all that ``positions.judgement`` gives. Nothing is selected until it is asked for.
        """
        facts = self._from_pointers(moment) if moment.is_live else self._from_logs(moment)
        for step in positions.judgement():
            facts = facts.alias(**step)
        return facts

    def overdue(self, moment: Moment) -> Self:
        """Return the deadlines overdue at the moment; to be called on ``at(moment)``."""
        if moment.is_live:
            return self.filter(positions.overdue_today_q(moment.as_of))
        return self.filter(position=Position.OVERDUE)

    def in_positions(self, wanted: Collection[str], moment: Moment) -> Self:
        """Return the deadlines in one of these positions at the moment; to be called on ``at(moment)``."""
        rows = self
        if moment.is_live:
            clocks_run = not self._has_stopped_clock()
            rows = self.filter(positions.position_today_q(wanted, moment.as_of, clocks_run=clocks_run))
        return rows.filter(position__in=wanted)

    def worst_first(self, moment: Moment) -> Self:
        """Order overdue deadlines by the days they are over, most first; to be called on ``overdue(moment)``.

        The days over follow from the deadline's day, which an index sorts, unless a plan's clock has stopped.
        """
        if moment.is_live and not self._has_stopped_clock():
            return self.order_by("due_latest", "pk")
        return self.order_by(F("days_overdue").desc(nulls_last=True), "due_latest", "pk")

    def _has_stopped_clock(self) -> bool:
        """Tell, by a short look, whether an archived plan has left anything open."""
        stopped = self.model._base_manager.filter(is_open=True, action__plan__state=PlanState.ARCHIVED)
        return bool(stopped.exists())

    def _from_pointers(self, moment: Moment) -> Self:
        as_of = Value(moment.as_of, output_field=DateField())
        archived_on = F("action__plan__archived_on")
        return self.alias(
            judged_kind=F("kind"),
            state_status=Coalesce(F("latest_update__status"), Value(Status.NONE.value)),
            **{f"state_{column}": F(f"latest_update__{column}") for column in STATE_COLUMNS},
            state_id=F("latest_update_id"),
            reported_on=F("latest_update__known_on"),
            **{f"due_{part}": F(f"current_{part}") for part in PERIOD_PARTS},
            **{f"first_{part}": F(f"original_{part}") for part in PERIOD_PARTS},
            baseline_day=F("baseline"),
            moves_made=F("moves"),
            moved_late=Exists(_model("DeadlineChange").objects.filter(deadline=OuterRef("pk"), after_passing=True)),
            judged_on=Least(as_of, Coalesce(archived_on, as_of), output_field=DateField()),
            **{f"limit_{name}": F(f"action__plan__{field}") for name, field in LIMITS.items()},
        )

    def _from_logs(self, moment: Moment) -> Self:
        as_of = Value(moment.as_of, output_field=DateField())
        effective = _model("DeadlineChange").objects.effective(moment).filter(deadline=OuterRef("pk"))
        moved = effective.filter(kind=ChangeKind.MOVE)
        # A look-up by index for each deadline. One pass over the log (DISTINCT ON) is quicker by itself, but PostgreSQL
        # then repeats it for every deadline of the join.
        states = _model("StatusUpdate").objects.effective(moment).filter(deadline=OuterRef("pk"))
        rows = self.alias(
            as_known=FilteredRelation("versions", condition=_newest("versions", self.model, moment, of="pk")),
            plan_as_known=FilteredRelation(
                "action__plan__versions",
                condition=_newest("action__plan__versions", _model("Plan"), moment, of="action__plan_id"),
            ),
            state=FilteredRelation("status_updates", condition=Q(status_updates__pk=Subquery(states.values("pk")[:1]))),
            last_change=FilteredRelation("changes", condition=Q(changes__pk=Subquery(effective.values("pk")[:1]))),
            first_change=FilteredRelation("changes", condition=Q(changes__pk=_first_change())),
        )
        return rows.filter(as_known__isnull=False).alias(
            judged_kind=F("as_known__kind"),
            state_status=Coalesce(F("state__status"), Value(Status.NONE.value)),
            **{f"state_{column}": F(f"state__{column}") for column in STATE_COLUMNS},
            state_id=F("state__id"),
            reported_on=_reported_on(moment),
            **{f"due_{part}": _in_force("new", "old", part, f"current_{part}") for part in PERIOD_PARTS},
            **{
                f"first_{part}": _in_force("new_original", "old_original", part, f"original_{part}")
                for part in PERIOD_PARTS
            },
            baseline_day=_in_force("new", "old", "baseline", "baseline"),
            moves_made=Coalesce(Subquery(moved.order_by().values("deadline").values(n=Count("pk"))), 0),
            moved_late=Exists(moved.filter(after_passing=True)),
            judged_on=Least(as_of, Coalesce(F("plan_as_known__archived_on"), as_of), output_field=DateField()),
            **{f"limit_{name}": F(f"plan_as_known__{field}") for name, field in LIMITS.items()},
        )


def _model(name: str) -> Any:
    """Return a sibling model; the logs point at deadlines, so this module cannot import them."""
    return apps.get_model("initiatives", name)


def _newest(versions: str, model: Any, moment: Moment, *, of: str) -> Q:
    """Return the condition that joins the version of the thing ``of`` that was known at the moment."""
    known = model.history.filter(id=OuterRef(of), history_date__lte=moment.known).order_by(*NEWEST_FIRST)
    # Not "=": PostgreSQL would then expect a single row of the whole join, and read it anew for every plan.
    return Q(**{f"{versions}__history_id__in": Subquery(known.values("history_id")[:1])})


def _first_change() -> Subquery:
    changes = _model("DeadlineChange").objects.filter(deadline=OuterRef("pk"))
    return Subquery(changes.order_by("seq").values("pk")[:1])


def _in_force(after: str, before: str, part: str, unchanged: str) -> Case:
    """Return a column of the period in force: after the last change, before the first one, or never changed."""
    return Case(
        When(last_change__isnull=False, then=F(f"last_change__{after}_{part}")),
        When(first_change__isnull=False, then=F(f"first_change__{before}_{part}")),
        default=F(unchanged),
    )


def _reported_on(moment: Moment) -> F | Subquery:
    """Return the day of the last report that had been recorded by the judged day."""
    if local_day(moment.known) <= moment.as_of:
        return F("state__known_on")
    by_then = _model("StatusUpdate").objects.effective(moment).filter(deadline=OuterRef("pk"))
    return Subquery(by_then.filter(known_on__lte=moment.as_of).values("known_on")[:1])
