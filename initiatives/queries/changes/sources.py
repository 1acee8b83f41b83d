"""Where changes are read from: both logs, and the versions of everything that can be edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from initiatives.choices import ChangeKind, UpdateKind
from initiatives.clocks import Moment, local_day
from initiatives.models import (
    Action,
    Deadline,
    DeadlineChange,
    Funding,
    Objective,
    Organisation,
    Plan,
    Responsibility,
    StatusUpdate,
)
from initiatives.models.responsible import RESPONSIBLE_ROLES, responsible_q
from initiatives.policies import Actor
from initiatives.queries.changes.wanted import EDIT, Wanted
from initiatives.queries.told import told_q
from initiatives.queries.visible import visible_plans, visible_q

EDITED: tuple[Any, ...] = (Plan, Objective, Action, Deadline, Responsibility, Funding, Organisation)
Place = tuple[datetime, int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """One table that changes are read from, narrowed to those asked for.

    ``rank`` settles the order of what was known at the same instant. ``at`` and ``key`` name the columns of the
    instant and of the id of a row; ``model`` is the log's, or that of the things whose versions these are.
    """

    rank: int
    model: Any
    rows: QuerySet[Any]
    at: str
    key: str

    def beyond(self, place: Place | None) -> QuerySet[Any]:
        """Return the rows that come after a place in the order of all sources, the newest first."""
        ordered = self.rows.order_by(f"-{self.at}", f"-{self.key}")
        if place is None:
            return ordered
        instant, rank, key = place
        at_once = Q(**{self.at: instant})
        if self.rank == rank:
            at_once &= Q(**{f"{self.key}__lt": key})
        earlier = Q(**{f"{self.at}__lt": instant})
        return ordered.filter(earlier | at_once if self.rank >= rank else earlier)

    def place_of(self, row: Any) -> Place:
        """Return the place of a row in the order of all sources."""
        return getattr(row, self.at), self.rank, getattr(row, self.key)


def sources(wanted: Wanted, actor: Actor, moment: Moment) -> Iterator[Source]:
    """Yield the tables that hold something of what is asked for, each narrowed to what the actor may see."""
    narrowing = _Narrowing(wanted, actor, moment)
    logs: tuple[tuple[Any, Any], ...] = ((StatusUpdate, UpdateKind), (DeadlineChange, ChangeKind))
    for rank, (log, kinds) in enumerate(logs):
        if asked := wanted.kinds & {*kinds.values}:
            yield Source(rank, log, narrowing.of_log(log).filter(kind__in=asked), "known_at", "pk")
    if EDIT not in wanted.kinds:
        return
    for rank, model in enumerate(EDITED, start=len(logs)):
        if (concerned := narrowing.of_versions(model)) is not None:
            rows = _between(model.history.filter(concerned), "history_date", wanted)
            yield Source(rank, model, rows.filter(_by(wanted, "history_author")), "history_date", "history_id")


class _Narrowing:
    """The conditions that narrow each table to the plans and organisations asked for, and to what may be seen."""

    def __init__(self, wanted: Wanted, actor: Actor, moment: Moment) -> None:
        self.wanted = wanted
        self.actor = actor
        self.seen = visible_q(actor, moment, "deadline__action__plan")
        self.plans: Any = wanted.plans
        if self.plans is None and self.seen:
            self.plans = visible_plans(actor, moment).order_by().values("pk")
        self.deadlines: Any = None
        if wanted.organisations is not None:
            theirs = Deadline.objects.filter(responsible_q(wanted.organisations, RESPONSIBLE_ROLES, moment))
            self.deadlines = theirs.order_by()

    def of_log(self, log: Any) -> QuerySet[Any]:
        wanted = self.wanted
        rows = _between(log.objects.filter(self.seen), "known_at", wanted).filter(
            known_on__gte=local_day(wanted.after), known_on__lte=local_day(wanted.until)
        )
        if wanted.plans is not None:
            rows = rows.filter(deadline__action__plan__in=wanted.plans)
        if self.deadlines is not None:
            rows = rows.filter(deadline__in=self.deadlines.values("pk"))
        return rows.filter(_by(wanted, "who_name"))

    def of_versions(self, model: Any) -> Q | None:
        """Return the condition for the versions of a model; None where there is nothing to read.

        Things are placed by their own versions, since they may have been removed since.
        """
        condition = told_q(model, self.actor)
        if self.plans is not None and model is not Organisation:
            condition &= self._in_plans(model)
        elif self.wanted.plans is not None:
            return None
        if self.deadlines is not None:
            if (of_organisations := self._of_organisations(model)) is None:
                return None
            condition &= of_organisations
        if model is Deadline:
            # The change of a deadline makes a version too, and is told by its own log.
            change = DeadlineChange.objects.filter(deadline_id=OuterRef("id"), known_at=OuterRef("history_date"))
            condition &= Q(~Exists(change)) | Q(history_type="+")
        return condition

    def _in_plans(self, model: Any) -> Q:
        if model is Plan:
            return Q(id__in=self.plans)
        if model in (Objective, Action):
            return Q(plan_id__in=self.plans)
        actions = _history(Action).filter(plan_id__in=self.plans).values("id")
        if model is Responsibility:
            objectives = _history(Objective).filter(plan_id__in=self.plans).values("id")
            deadlines = _history(Deadline).filter(action_id__in=actions).values("id")
            return Q(objective_id__in=objectives) | Q(action_id__in=actions) | Q(deadline_id__in=deadlines)
        return Q(action_id__in=actions)

    def _of_organisations(self, model: Any) -> Q | None:
        if model in (Plan, Objective):
            return None
        if model is Organisation:
            return Q(id__in=self.wanted.organisations)
        if model is Responsibility:
            return Q(organisation_id__in=self.wanted.organisations)
        if model is Deadline:
            return Q(id__in=self.deadlines.values("pk"))
        actions = self.deadlines.values("action_id")
        return Q(id__in=actions) if model is Action else Q(action_id__in=actions)


def _between(rows: QuerySet[Any], at: str, wanted: Wanted) -> QuerySet[Any]:
    return rows.filter(**{f"{at}__gt": wanted.after, f"{at}__lte": wanted.until})


def _by(wanted: Wanted, column: str) -> Q:
    """Return the condition that one of the persons asked for recorded it."""
    return reduce(or_, (Q(**{f"{column}__icontains": name}) for name in wanted.who), Q())


def _history(model: Any) -> Any:
    return model.history.order_by()
