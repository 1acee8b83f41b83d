"""A plan as its readers know it: objectives, their actions and the deadlines of those, as known at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from initiatives.clocks import Moment
from initiatives.models import Action, Objective
from initiatives.models.as_known import as_known
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.queries.action_status import ActionProgress, action_progress
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.paging import count_to
from initiatives.queries.progress import Positions, counts_by_objective, progress_by_action
from initiatives.queries.rows import rows_of
from initiatives.queries.standings import added
from initiatives.texts import Text, choose

# Up to so many deadlines the whole plan is read; of a larger one, only the objectives that are open.
MOST_ROWS = 500
TEXT_COLUMNS = ("language", "translations")
OBJECTIVE_COLUMNS = ("id", "parent_id", "number", "title", "summary", "place", *TEXT_COLUMNS)
ACTION_COLUMNS = (
    "id",
    "public_id",
    "objective_id",
    "number",
    "title",
    "wording",
    "deadline_wording",
    *TEXT_COLUMNS,
)
NO_POSITIONS = Positions.of_numbers({})


@dataclass(frozen=True, slots=True)
class ActionNode:
    """An action with the deadlines of it that are shown, and its status, rolled up from all of them."""

    number: str
    title: Text
    wording: Text
    deadline_wording: Text
    progress: ActionProgress
    rows: tuple[DeadlineRow, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveNode:
    """An objective with those below it and its own actions. ``positions`` counts the shown deadlines of all of them.

    ``is_read`` False: the plan is large and this objective was not asked for, so nothing below it was read.
    """

    number: str
    title: Text
    summary: Text
    place: str
    positions: Positions
    objectives: tuple[ObjectiveNode, ...]
    actions: tuple[ActionNode, ...]
    is_read: bool

    @property
    def action_count(self) -> int:
        """How many actions it has, those of the objectives below it included, as far as they are read."""
        return len(self.actions) + sum(below.action_count for below in self.objectives)


@dataclass(frozen=True, slots=True)
class PlanTree:
    """The objectives at the top. ``is_large``: only what was asked for is read; ``is_cut``: not even all of that."""

    objectives: tuple[ObjectiveNode, ...]
    positions: Positions
    is_large: bool
    is_cut: bool

    @property
    def rows(self) -> Iterable[DeadlineRow]:
        """All deadlines that were read."""
        return (row for top in self.objectives for row in _rows_below(top))

    @property
    def action_count(self) -> int:
        """How many actions were read."""
        return sum(top.action_count for top in self.objectives)

    @property
    def is_table(self) -> bool:
        """Whether the plan itself is a table: rows of objectives within chapters, with official words for each cell."""
        nested = any(top.objectives for top in self.objectives)
        return nested and any(action.wording or action.deadline_wording for action in self._actions())

    @property
    def official_words(self) -> Text | None:
        """The first of the official cells: they are all in the language of the document."""
        return next((action.wording for action in self._actions() if action.wording), None)

    def _actions(self) -> Iterable[ActionNode]:
        return (action for top in self.objectives for node in (top, *top.objectives) for action in node.actions)


def plan_tree(
    plan: int,
    whole: DeadlineQuerySet,
    shown: DeadlineQuerySet | None,
    moment: Moment,
    *,
    opened: Collection[str] = (),
    most: int = MOST_ROWS,
) -> PlanTree:
    """Return the tree of a plan, by its database id. The number of queries does not grow with it.

    ``whole`` are all its deadlines, from ``Deadline.objects.at(moment)``; ``shown`` those of them that are asked for,
    None for all: actions and objectives without any of these are then left out. ``opened``: the numbers of the
    objectives at the top that are read even of a plan with more than ``most`` deadlines, up to that many.
    """
    objectives = list(
        as_known(Objective, moment).filter(plan_id=plan).order_by("number_key", "id").values(*OBJECTIVE_COLUMNS)
    )
    asked_for = whole if shown is None else shown
    is_large = count_to(asked_for, most) > most
    actions = as_known(Action, moment).filter(plan_id=plan)
    if is_large:
        top = {row["id"] for row in objectives if row["parent_id"] is None and row["number"] in opened}
        read = {row["id"] for row in objectives if row["id"] in top or row["parent_id"] in top}
        actions = actions.filter(objective_id__in=read)
        asked_for = asked_for.filter(action__in=actions.order_by().values("id"))
    else:
        read = {row["id"] for row in objectives}
    keys = list(asked_for.order_by("pk").values_list("pk", flat=True)[: most + 1])
    rows: dict[Any, list[DeadlineRow]] = defaultdict(list)
    for deadline in rows_of(keys[:most], moment):
        rows[deadline.action_id].append(deadline)
    found = [
        row
        for row in actions.order_by("number_key", "id").values(*ACTION_COLUMNS)
        if shown is None or row["public_id"] in rows
    ]
    everything = shown is None and not is_large
    progress = progress_by_action(whole if everything else whole.filter(action__in=[row["id"] for row in found]))
    below: dict[int, list[ActionNode]] = defaultdict(list)
    for row in found:
        node = _action(row, progress.get(row["id"], action_progress(())), rows[row["public_id"]])
        below[row["objective_id"]].append(node)
    counts = counts_by_objective(whole if shown is None else shown, moment)
    nodes = _objectives(objectives, below, counts, read)
    kept = tuple(node for node in nodes if shown is None or node.positions.deadlines)
    return PlanTree(
        objectives=kept,
        positions=added(node.positions for node in kept),
        is_large=is_large,
        is_cut=len(keys) > most,
    )


def _objectives(
    rows: list[dict[str, Any]], actions: dict[int, list[ActionNode]], counts: dict[int, Any], read: set[int]
) -> list[ObjectiveNode]:
    children: dict[int, list[ObjectiveNode]] = defaultdict(list)

    def node(row: dict[str, Any]) -> ObjectiveNode:
        return ObjectiveNode(
            number=row["number"],
            title=_text(row, "title"),
            summary=_text(row, "summary"),
            place=row["place"],
            positions=counts.get(row["id"], NO_POSITIONS),
            objectives=tuple(children[row["id"]]),
            actions=tuple(actions[row["id"]]),
            is_read=row["id"] in read,
        )

    for row in rows:
        if row["parent_id"] is not None:
            children[row["parent_id"]].append(node(row))
    return [node(row) for row in rows if row["parent_id"] is None]


def _action(row: dict[str, Any], progress: ActionProgress, rows: list[DeadlineRow]) -> ActionNode:
    return ActionNode(
        number=row["number"],
        title=_text(row, "title"),
        wording=Text(row["wording"], row["language"]),
        deadline_wording=Text(row["deadline_wording"], row["language"]),
        progress=progress,
        rows=tuple(rows),
    )


def _rows_below(objective: ObjectiveNode) -> Iterable[DeadlineRow]:
    for node in (objective, *objective.objectives):
        for action in node.actions:
            yield from action.rows


def _text(row: dict[str, Any], field: str) -> Text:
    return choose(row[field], row["language"], row["translations"], field)
