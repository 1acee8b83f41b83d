"""Where a deadline belongs: its action, objective and plan, as known at a moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from initiatives.clocks import Moment
from initiatives.models import Action, Deadline, Objective
from initiatives.models.among import Among
from initiatives.models.as_known import as_known


@dataclass(frozen=True, slots=True)
class Lineage:
    """The database ids above one deadline. ``parent``: the objective above the action's own, if there is one."""

    deadline: int
    action: int
    plan: int
    objective: int | None
    parent: int | None


def lineages_of(deadlines: Collection[int], moment: Moment) -> dict[int, Lineage]:
    """Return the lineage of each deadline, by its id. Three queries at most, however many deadlines there are."""
    if moment.is_live:
        columns = ("pk", "action_id", "action__plan_id", "action__objective_id", "action__objective__parent_id")
        rows = Deadline.objects.filter(Among("id", deadlines)).order_by().values_list(*columns)
        return {row[0]: Lineage(*row) for row in rows}
    # A deadline stays with its action and an action in its plan; only the objective may have been another one.
    placed = list(
        Deadline.objects.filter(Among("id", deadlines)).order_by().values_list("pk", "action_id", "action__plan_id")
    )
    actions = as_known(Action, moment).filter(id__in={action for _, action, _ in placed})
    objective_of = dict(actions.values_list("id", "objective_id"))
    objectives = as_known(Objective, moment).filter(id__in=set(objective_of.values()))
    parent_of = dict(objectives.values_list("id", "parent_id"))
    lineages = {}
    for deadline, action, plan in placed:
        objective = objective_of.get(action)
        lineages[deadline] = Lineage(deadline, action, plan, objective, parent_of.get(objective))
    return lineages
