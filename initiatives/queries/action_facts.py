"""What a plan says of one action, as known at a moment: its words, its place in the plan, its bodies, its money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from initiatives.clocks import Moment
from initiatives.models import Action, Funding, Objective
from initiatives.models.as_known import as_known
from initiatives.queries.bodies import Body, bodies_of_lineages
from initiatives.queries.lineage import Lineage
from initiatives.texts import Text, choose

TEXT_COLUMNS = ("language", "translations")
COLUMNS = (
    "id",
    "public_id",
    "objective_id",
    "number",
    "number_key",
    "title",
    "alternative_title",
    "wording",
    "deadline_wording",
    "summary",
    "place",
    "origin",
    *TEXT_COLUMNS,
)
# No deadline has this id: it stands for the action itself where its own bodies are asked for.
NO_DEADLINE = 0


@dataclass(frozen=True, slots=True)
class Above:
    """An objective above an action."""

    pk: int
    number: str
    title: Text


@dataclass(frozen=True, slots=True)
class Money:
    """An amount that the plan promises, and how it is to be read."""

    amount: Decimal
    currency: str
    qualifier: str
    words: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The action before or after in the plan."""

    number: str
    title: Text


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """An action as known at a moment. Texts are in the reader's language; the official words are in the document's.

    ``above``: its objectives, the one at the top first. ``bodies``: those named for it or for an objective above; a
    deadline may name others.
    """

    pk: int
    public_id: UUID
    number: str
    title: Text
    alternative_title: Text
    wording: Text
    deadline_wording: Text
    summary: Text
    place: str
    origin: str
    above: tuple[Above, ...]
    bodies: tuple[Body, ...]
    funding: tuple[Money, ...]
    before: Neighbour | None
    after: Neighbour | None


def action_facts(plan: int, number: str, moment: Moment) -> ActionFacts | None:
    """Return the action with this number in the plan (its database id), None where none was known at the moment."""
    known = as_known(Action, moment).filter(plan_id=plan)
    row = known.filter(number=number).order_by("id").values(*COLUMNS).first()
    if row is None:
        return None
    above = _above(row["objective_id"], moment)
    lineage = Lineage(
        deadline=NO_DEADLINE,
        action=row["id"],
        plan=plan,
        objective=row["objective_id"],
        parent=above[0].pk if len(above) > 1 else None,
    )
    place = {"number_key": row["number_key"]}
    return ActionFacts(
        pk=row["id"],
        public_id=row["public_id"],
        number=row["number"],
        title=_text(row, "title"),
        alternative_title=_text(row, "alternative_title"),
        wording=Text(row["wording"], row["language"]),
        deadline_wording=Text(row["deadline_wording"], row["language"]),
        summary=_text(row, "summary"),
        place=row["place"],
        origin=row["origin"],
        above=above,
        bodies=tuple(bodies_of_lineages([lineage], moment)[NO_DEADLINE]),
        funding=_funding(row["id"], moment),
        before=_neighbour(known.filter(number_key__lt=place["number_key"]).order_by("-number_key", "-id")),
        after=_neighbour(known.filter(number_key__gt=place["number_key"]).order_by("number_key", "id")),
    )


def _above(objective: int, moment: Moment) -> tuple[Above, ...]:
    found: list[Above] = []
    key: int | None = objective
    # Two levels at most, which triggers guard.
    while key is not None and len(found) < 2:
        row = (
            as_known(Objective, moment).filter(id=key).values("id", "parent_id", "number", "title", *TEXT_COLUMNS)
        ).first()
        if row is None:
            break
        found.append(Above(row["id"], row["number"], _text(row, "title")))
        key = row["parent_id"]
    return tuple(reversed(found))


def _funding(action: int, moment: Moment) -> tuple[Money, ...]:
    rows = as_known(Funding, moment).filter(action_id=action).order_by("id")
    return tuple(Money(*row) for row in rows.values_list("amount", "currency", "qualifier", "words"))


def _neighbour(rows: Any) -> Neighbour | None:
    row = rows.values("number", "title", *TEXT_COLUMNS).first()
    return Neighbour(row["number"], _text(row, "title")) if row is not None else None


def _text(row: dict[str, Any], field: str) -> Text:
    return choose(row[field], row["language"], row["translations"], field)
