"""The official table of a plan: top-level objectives, their actions in the plan's own words, and the deadlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from initiatives.models import Action, Objective
from initiatives.models.as_known import as_known
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.reports.progress.counting import counts_of
from initiatives.reports.progress.definition import Definition
from initiatives.reports.progress.facts import ActionFacts, ObjectiveFacts
from initiatives.texts import DEFAULT_LANGUAGE, Text, choose, number_key

TEXTS = ("language", "translations")


def objectives_of(
    definition: Definition, plans: Sequence[int], rows: Sequence[DeadlineRow]
) -> tuple[ObjectiveFacts, ...]:
    """Return the top-level objectives of the plans, in their order, with those of their actions that have a row.

    In a whole report every objective stands, also without actions; in that of one organisation only those with rows.
    ``plans`` are database ids in the order of the report. Two queries.
    """
    moment, language = definition.moment, definition.language
    objectives = _known(Objective, plans, moment, "plan_id", "parent_id", "number", "title", *TEXTS)
    actions = _known(Action, plans, moment, "plan_id", "objective_id", "number", "title", "wording", *TEXTS)
    slugs = dict(zip(plans, definition.plans, strict=True))
    by_action: dict[tuple[str, str], list[DeadlineRow]] = defaultdict(list)
    for row in rows:
        by_action[row.plan, row.action_number].append(row)
    below: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for action in actions.values():
        objective = objectives.get(action["objective_id"])
        if objective is not None and by_action.get((slugs[action["plan_id"]], action["number"])):
            below[objective["parent_id"] or objective["id"]].append(action)
    found = []
    for objective in sorted(objectives.values(), key=lambda each: (plans.index(each["plan_id"]), _place(each))):
        if objective["parent_id"] is not None or (definition.organisation and not below[objective["id"]]):
            continue
        plan = slugs[objective["plan_id"]]
        facts = []
        for action in sorted(below[objective["id"]], key=_place):
            above = objectives[action["objective_id"]]
            facts.append(
                ActionFacts(
                    number=action["number"],
                    title=choose(action["title"], action["language"], action["translations"], "title", language),
                    aim=_title(above, language) if above["parent_id"] is not None else Text("", DEFAULT_LANGUAGE),
                    wording=action["wording"],
                    wording_language=action["language"],
                    deadlines=tuple(by_action[plan, action["number"]]),
                )
            )
        found.append(
            ObjectiveFacts(
                plan=plan,
                number=objective["number"],
                title=_title(objective, language),
                text=definition.texts.objectives.get(f"{plan}/{objective['number']}", ""),
                counts=counts_of([row for each in facts for row in each.deadlines]),
                actions=tuple(facts),
            )
        )
    return tuple(found)


def _known(model: Any, plans: Sequence[int], moment: Any, *columns: str) -> dict[int, dict[str, Any]]:
    rows = as_known(model, moment).filter(plan_id__in=plans).order_by().values("id", *columns)
    return {row["id"]: row for row in rows}


def _place(row: dict[str, Any]) -> tuple[str, int]:
    return number_key(row["number"]), row["id"]


def _title(objective: dict[str, Any], language: str) -> Text:
    return choose(objective["title"], objective["language"], objective["translations"], "title", language)
