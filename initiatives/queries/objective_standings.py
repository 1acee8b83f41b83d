"""Where the deadlines of a plan stand by objective, in the plan's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from initiatives.clocks import Moment
from initiatives.models import Objective
from initiatives.models.as_known import as_known
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.queries.progress import Positions, counts_by_objective
from initiatives.texts import Text, choose


@dataclass(frozen=True, slots=True)
class ObjectiveStanding:
    """An objective with what stands in it and in those below it. ``is_below``: it is part of another one."""

    number: str
    title: Text
    is_below: bool
    positions: Positions


def objective_standings(plan: int, deadlines: DeadlineQuerySet, moment: Moment) -> list[ObjectiveStanding]:
    """Return the objectives of a plan that have any of the deadlines, in the order of the plan.

    ``deadlines`` comes from ``Deadline.objects.at(moment)``. An objective below another one follows it.
    """
    counts = counts_by_objective(deadlines.filter(action__plan=plan), moment)
    columns = ("id", "parent_id", "number", "number_key", "title", "language", "translations")
    rows = list(as_known(Objective, moment).filter(plan_id=plan).order_by().values(*columns))
    keys = {row["id"]: (row["number_key"], row["id"]) for row in rows}

    def place(row: dict[str, Any]) -> tuple[Any, ...]:
        own, above = keys[row["id"]], keys.get(row["parent_id"])
        return (*above, *own) if above else own

    return [
        ObjectiveStanding(
            number=row["number"],
            title=choose(row["title"], row["language"], row["translations"], "title"),
            is_below=row["parent_id"] in keys,
            positions=counts[row["id"]],
        )
        for row in sorted(rows, key=place)
        if row["id"] in counts
    ]
