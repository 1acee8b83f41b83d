"""Made-up plans: objectives in two levels, actions, and deadlines as they stood when the plan was adopted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

from django.utils import timezone

from initiatives.choices import DeadlineKind, Firmness, PlanState, RecordOrigin
from initiatives.management.load import words
from initiatives.models import Action, Deadline, Objective, Plan, Responsibility, Stamp
from initiatives.texts import fold, number_key

OBJECTIVES = 10  # of a plan, two of them at the top
ACTIONS_AN_OBJECTIVE = 5
DEADLINES_AN_ACTION = 2
DEADLINES_A_PLAN = OBJECTIVES * ACTIONS_AN_OBJECTIVE * DEADLINES_AN_ACTION
# Plans were adopted within so many days before the judged day, and their deadlines lie within so many days after that.
ADOPTED_WITHIN, DUE_WITHIN = 2_200, 1_200
KINDS = (DeadlineKind.COMPLETE_BY, DeadlineKind.START_BY, DeadlineKind.EVENT, DeadlineKind.RECURRING)
KIND_WEIGHTS = (70, 12, 14, 4)
AUTHOR = "generate_load"


@dataclass(slots=True)
class Tree:
    """One plan with all below it, and the stamp of its first versions."""

    plan: Plan
    stamp: Stamp
    objectives: list[Objective] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    responsibilities: list[Responsibility] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ids:
    """The next free database ids of each table."""

    plans: count[int]
    objectives: count[int]
    actions: count[int]
    deadlines: count[int]
    responsibilities: count[int]


def grow(chance: Random, ids: Ids, as_of: date, bodies: list[int]) -> Tree:
    """Return a made-up plan that was adopted some years before ``as_of``; ``bodies``: ids of organisations."""
    adopted = as_of - timedelta(days=chance.randrange(60, ADOPTED_WITHIN))
    key = next(ids.plans)
    danish, translations = words.title(chance)
    slug = f"load-{key:06d}"
    plan = Plan(
        id=key,
        public_id=words.public_id(chance),
        slug=slug,
        reference=f"LOAD({adopted.year}) {key}",
        title=danish,
        translations=translations,
        state=PlanState.PUBLISHED,
        published_on=adopted,
        is_demonstration=True,
        search_key=fold(f"LOAD({adopted.year}) {key} {slug} {danish}"),
    )
    known_at = datetime.combine(adopted, time(12), tzinfo=timezone.get_default_timezone())
    tree = Tree(plan, Stamp(name=AUTHOR, origin=RecordOrigin.SEED_DEMO, known_at=known_at))
    top: Objective | None = None
    for number in range(OBJECTIVES):
        objective = _objective(chance, ids, plan, number, top if number % (OBJECTIVES // 2) else None)
        top = top if objective.parent_id else objective
        tree.objectives.append(objective)
        tree.responsibilities.append(_responsibility(chance, ids, bodies, objective=objective))
        for place in range(ACTIONS_AN_OBJECTIVE):
            _add_action(chance, ids, tree, objective, number * ACTIONS_AN_OBJECTIVE + place + 1, bodies)
    return tree


def _objective(chance: Random, ids: Ids, plan: Plan, number: int, parent: Objective | None) -> Objective:
    danish, translations = words.title(chance)
    return Objective(
        id=next(ids.objectives),
        public_id=words.public_id(chance),
        plan=plan,
        parent=parent,
        number=f"{number + 1}",
        number_key=number_key(f"{number + 1}"),
        title=danish,
        translations=translations,
    )


def _add_action(chance: Random, ids: Ids, tree: Tree, objective: Objective, number: int, bodies: list[int]) -> None:
    danish, translations = words.title(chance)
    name = f"{objective.number}.{number}"
    action = Action(
        id=next(ids.actions),
        public_id=words.public_id(chance),
        plan=tree.plan,
        objective=objective,
        number=name,
        number_key=number_key(name),
        title=danish,
        translations=translations,
        search_key=fold(f"{name} {danish}"),
    )
    tree.actions.append(action)
    if chance.random() < 0.7:
        tree.responsibilities.append(_responsibility(chance, ids, bodies, action=action))
    if chance.random() < 0.4:
        tree.responsibilities.append(_responsibility(chance, ids, bodies, action=action, role="partner"))
    for place in range(DEADLINES_AN_ACTION):
        deadline = _deadline(chance, ids, action, place, tree.plan.published_on)
        tree.deadlines.append(deadline)
        if chance.random() < 0.05:
            tree.responsibilities.append(_responsibility(chance, ids, bodies, deadline=deadline))


def _deadline(chance: Random, ids: Ids, action: Action, place: int, adopted: Any) -> Deadline:
    day = adopted + timedelta(days=chance.randrange(90, DUE_WITHIN))
    period = words.period_around(chance, day)
    label = ("Første del er færdig", "Hele arbejdet er færdigt")[place]
    wording = period.label("da")
    deadline = Deadline(
        id=next(ids.deadlines),
        public_id=words.public_id(chance),
        action=action,
        key=("first", "second")[place],
        label=label,
        translations={"en": {"label": {"text": ("The first part is done", "All is done")[place], "official": False}}},
        kind=chance.choices(KINDS, KIND_WEIGHTS)[0],
        firmness=chance.choices((Firmness.COMMITTED, Firmness.EXPECTED), (9, 1))[0],
        wording=wording,
        wording_language="da" if wording else "",
        baseline=period.latest,
        search_key=fold(f"{label} {wording}"),
    )
    deadline.original = deadline.current = period
    return deadline


def _responsibility(chance: Random, ids: Ids, bodies: list[int], **what: Any) -> Responsibility:
    in_words = chance.random() < 0.03
    return Responsibility(
        id=next(ids.responsibilities),
        public_id=words.public_id(chance),
        organisation_id=None if in_words else chance.choice(bodies),
        named_as="relevante myndigheder" if in_words else "",
        **what,
    )
