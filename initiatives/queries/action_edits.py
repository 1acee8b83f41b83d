"""The edits of an action: of its texts, of its deadlines', and of what the plan says of bodies and money."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from initiatives.clocks import Moment
from initiatives.models import Action, Deadline, DeadlineChange, Funding, Responsibility
from initiatives.policies import Actor
from initiatives.queries.edits import versions_before
from initiatives.queries.told import told_q

ADDED = "+"


@dataclass(frozen=True, slots=True)
class Edit:
    """One version and the one before it, if any. ``thing``: the model's name, such as "deadline"."""

    thing: str
    row: Any
    before: Any | None


@dataclass(frozen=True, slots=True)
class ActionEdits:
    """The newest edits, and whether there are more."""

    edits: Sequence[Edit]
    is_cut: bool


def action_edits(action: int, deadlines: Collection[int], actor: Actor, moment: Moment, *, most: int) -> ActionEdits:
    """Return the edits known at the moment of which the actor is told, newest first: ``most`` of them at most.

    ``action`` and ``deadlines`` are database ids. What entered the record together with the action is no edit, and the
    change of a deadline's date is told by its own log. Two queries for each of the four models, however many edits.
    """
    entered = Action.history.filter(id=action).order_by("history_date", "history_id").values("history_date")[:1]
    with_the_action = Q(history_type=ADDED, history_date__lte=entered)
    dated = DeadlineChange.objects.filter(deadline_id=OuterRef("id"), known_at=OuterRef("history_date"))
    concerned: dict[Any, Q] = {
        Action: Q(id=action),
        Deadline: Q(action_id=action) & (~Exists(dated) | Q(history_type=ADDED)),
        Responsibility: Q(action_id=action) | Q(deadline_id__in=deadlines),
        Funding: Q(action_id=action),
    }
    found: list[Edit] = []
    for model, condition in concerned.items():
        versions = model.history.filter(condition, told_q(model, actor), history_date__lte=moment.known)
        versions = versions.exclude(with_the_action)
        rows = list(versions.order_by("-history_date", "-history_id")[: most + 1])
        before = versions_before(model, rows) if rows else {}
        found += [Edit(model._meta.model_name, row, before.get(row.history_id)) for row in rows]
    found.sort(key=lambda edit: (edit.row.history_date, edit.row.history_id), reverse=True)
    return ActionEdits(found[:most], len(found) > most)
