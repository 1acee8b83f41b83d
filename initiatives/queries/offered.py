"""What a list can be narrowed to: plans, objectives, actions and organisations that a person sees, as then known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from initiatives.clocks import Moment
from initiatives.models import Action, Deadline, Objective, Organisation, Plan, Responsibility
from initiatives.models.as_known import as_known
from initiatives.models.responsibility import valid_on_q
from initiatives.models.responsible import RESPONSIBLE_ROLES
from initiatives.policies import Actor
from initiatives.queries.visible import visible_plans, visible_q
from initiatives.texts import Text, choose, number_key, sort_key

MOST = 1000
TEXTS = ("title", "language", "translations")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that a filter takes: the value for the address, and what people call it.

    ``above``: the database ids of the organisations above an organisation, the nearest first.
    """

    key: int
    value: str
    short: str
    name: Text
    above: tuple[int, ...] = ()


def plans_offered(actor: Actor, moment: Moment) -> list[Offer]:
    """Return the plans that the actor sees and that were known at the moment, by slug. One query."""
    seen = visible_plans(actor, moment).order_by().values("pk")
    rows = as_known(Plan, moment).filter(id__in=seen).values("id", "slug", "reference", *TEXTS)
    offers = []
    for row in rows.order_by("slug")[:MOST]:
        title = _title(row)
        offers.append(Offer(row["id"], row["slug"], row["reference"] or str(title), title))
    return offers


def objectives_offered(plans: Collection[int], moment: Moment) -> list[Offer]:
    """Return the objectives of these plans, in the order of their numbers. One query."""
    return _numbered(as_known(Objective, moment).filter(plan_id__in=plans).values("id", "number", *TEXTS))


def actions_offered(plans: Collection[int], moment: Moment) -> list[Offer]:
    """Return the actions of these plans, in the order of their numbers. One query."""
    return _numbered(as_known(Action, moment).filter(plan_id__in=plans).values("id", "number", *TEXTS))


def organisations_offered(actor: Actor, moment: Moment) -> list[Offer]:
    """Return the organisations that answer for something the actor sees, and those above them, by name. Two queries."""
    rows = as_known(Organisation, moment).order_by()
    named = rows.filter(Exists(_responsibilities(actor, moment).filter(organisation_id=OuterRef("id"))))
    parents = dict(rows.values_list("id", "parent_id"))
    wanted: set[int] = set()
    for key in named.values_list("id", flat=True):
        wanted |= {key, *_above(key, parents)}
    columns = ("id", "slug", "abbreviation", "name", "language", "translations")
    found = []
    for row in rows.filter(id__in=wanted).values(*columns):
        name = choose(row["name"], row["language"], row["translations"], "name")
        short = row["abbreviation"] or str(name)
        found.append(Offer(row["id"], row["slug"], short, name, _above(row["id"], parents)))
    return sorted(found, key=lambda offer: sort_key(str(offer.name)))[:MOST]


def _responsibilities(actor: Actor, moment: Moment) -> Any:
    """Return the responsibilities that hold on the judged day for something of a plan that the actor sees."""
    valid = as_known(Responsibility, moment).filter(valid_on_q(moment.as_of), role__in=RESPONSIBLE_ROLES)
    if not visible_q(actor, moment, plan=""):
        return valid
    # What a deadline, action or objective belongs to never changes: today's plan of it is that of any day.
    seen = visible_plans(actor, moment).order_by().values("pk")
    return valid.filter(
        Q(objective_id__in=Objective._base_manager.filter(plan__in=seen).values("pk"))
        | Q(action_id__in=Action._base_manager.filter(plan__in=seen).values("pk"))
        | Q(deadline_id__in=Deadline._base_manager.filter(action__plan__in=seen).values("pk"))
    )


def _above(key: int, parents: dict[int, int | None]) -> tuple[int, ...]:
    """Return those above an organisation; a loop in the data ends the walk."""
    found: list[int] = []
    parent = parents.get(key)
    while parent is not None and parent not in found and parent != key:
        found.append(parent)
        parent = parents.get(parent)
    return tuple(found)


def _numbered(rows: Iterable[dict[str, Any]]) -> list[Offer]:
    offers = [Offer(row["id"], row["number"], row["number"], _title(row)) for row in rows]
    return sorted(offers, key=lambda offer: number_key(offer.value))[:MOST]


def _title(row: dict[str, Any]) -> Text:
    return choose(row["title"], row["language"], row["translations"], "title")
