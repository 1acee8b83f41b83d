"""The edits of one record, whichever kind it is: every version that differs, as far as a person is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from initiatives import policies
from initiatives.clocks import Moment
from initiatives.models import (
    Action,
    Deadline,
    DeadlineChange,
    Funding,
    Membership,
    Objective,
    Organisation,
    Plan,
    Responsibility,
)
from initiatives.policies import Actor
from initiatives.queries.action_edits import ADDED, Edit
from initiatives.queries.edits import versions_before
from initiatives.queries.told import PATHS, told_q
from initiatives.queries.visible import visible_plans

# By the word that stands in addresses.
MODELS: dict[str, Any] = {
    "plan": Plan,
    "objective": Objective,
    "action": Action,
    "deadline": Deadline,
    "organisation": Organisation,
    "responsibility": Responsibility,
    "funding": Funding,
    "membership": Membership,
}


@dataclass(frozen=True, slots=True)
class NumberedEdit:
    """An edit and its number among those of its record, the first one being 1: the same for everybody, and for ever."""

    number: int
    edit: Edit


@dataclass(frozen=True, slots=True)
class RecordEdits:
    """Some edits of a record, newest first. ``row``: the record as it stands, None where it has been removed.

    ``following``: before which number the next page begins, None where there is none.
    """

    row: Any | None
    edits: Sequence[NumberedEdit]
    following: int | None


def record_edits(
    kind: str,
    identity: UUID,
    actor: Actor,
    moment: Moment,
    *,
    most: int,
    before: int | None = None,
    only: int | None = None,
) -> RecordEdits | None:
    """Return the edits of a record of which the actor is told, ``most`` of them; None where the actor sees no record.

    ``before`` a number, or ``only`` the one with that number, which must be there. A removed record is for those who
    see drafts.
    """
    model = MODELS.get(kind)
    if model is None:
        return None
    numbered = _told(model, identity, actor, moment).annotate(edit_number=_number(model)).order_by("-history_id")
    if before is not None:
        numbered = numbered.filter(edit_number__lt=before)
    if only is not None:
        numbered = numbered.filter(edit_number=only)
    rows = list(numbered[: most + 1])
    row = _with_names(model).filter(_seen_q(model, actor, moment), public_id=identity).first()
    if not rows and (row is None or only is not None):
        return None
    shown = rows[:most]
    earlier = versions_before(model, shown) if shown else {}
    return RecordEdits(
        row=row,
        edits=[NumberedEdit(row.edit_number, Edit(kind, row, earlier.get(row.history_id))) for row in shown],
        following=shown[-1].edit_number if len(rows) > most else None,
    )


def records_below(row: Any, most: int) -> list[tuple[str, Any]]:
    """Return what hangs on a record, each with its kind: ``most`` of each kind at most."""
    below: dict[type[Any], list[tuple[str, Any]]] = {
        Plan: [("objective", {"plan": row, "parent": None})],
        Objective: [
            ("objective", {"parent": row}),
            ("action", {"objective": row}),
            ("responsibility", {"objective": row}),
        ],
        Action: [("deadline", {"action": row}), ("responsibility", {"action": row}), ("funding", {"action": row})],
        Deadline: [("responsibility", {"deadline": row})],
    }
    return [
        (kind, each)
        for kind, scope in below.get(type(row), [])
        for each in _with_names(MODELS[kind]).filter(**scope).order_by("pk")[:most]
    ]


def _told(model: Any, identity: UUID, actor: Actor, moment: Moment) -> QuerySet[Any]:
    """Return the versions of a record of which the actor is told."""
    versions: QuerySet[Any] = model.history.filter(
        _seen_q(model, actor, moment), told_q(model, actor), public_id=identity
    )
    if model is Deadline:
        # The change of a deadline's date is told by its own log.
        dated = DeadlineChange.objects.filter(deadline_id=OuterRef("id"), known_at=OuterRef("history_date"))
        versions = versions.filter(~Exists(dated) | Q(history_type=ADDED))
    return versions


def _number(model: Any) -> Subquery:
    """Return how many versions of the record there are up to this one, of which an actor may be told of some alone."""
    versions = model.history.filter(public_id=OuterRef("public_id"), history_id__lte=OuterRef("history_id"))
    return Subquery(versions.order_by().values("public_id").annotate(number=Count("history_id")).values("number"))


def _seen_q(model: Any, actor: Actor, moment: Moment) -> Q:
    """Return the condition over rows, or their versions, that the actor may see them."""
    if not (policies.may_read_memberships if model is Membership else policies.may_read)(actor):
        return Q(pk__in=())
    if not told_q(model, actor):
        return Q()
    plans = visible_plans(actor, moment).order_by().values("pk")
    within = Q()
    for path in PATHS[model]:
        within |= Q(**{f"{path}__in": plans})
    return within


def _with_names(model: Any) -> QuerySet[Any]:
    """Return the rows of a model with what their own names and their places are made of."""
    joined = {
        Objective: ("plan",),
        Action: ("plan",),
        Deadline: ("action__plan",),
        Funding: ("action__plan",),
        Responsibility: ("organisation", "objective__plan", "action__plan", "deadline__action__plan"),
        Membership: ("user", "organisation", "plan"),
    }
    rows: QuerySet[Any] = model.objects.select_related(*joined[model]) if model in joined else model.objects.all()
    return rows
