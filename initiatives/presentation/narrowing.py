"""The few filters within the page of one plan: their form, what is chosen, and what they leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from django.http import QueryDict
from django.utils.text import capfirst

from initiatives.choices import Position, Status
from initiatives.clocks import Moment
from initiatives.filters.deadlines import DeadlineFilterSet
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.models.responsible import RESPONSIBLE_ROLES
from initiatives.policies import Actor
from initiatives.queries.bodies import Body
from initiatives.queries.plan_facts import PlanFacts
from initiatives.queries.visible import visible_plans
from initiatives.texts import sort_key

FILTERS = ("position", "status", "organisation", "q")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the page is narrowed to. ``shown`` is None where nothing narrows it; ``query`` is what links carry on."""

    shown: DeadlineQuerySet | None
    query: Mapping[str, list[str]]
    positions: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    organisations: tuple[Choice, ...]
    words: str

    @classmethod
    def of(
        cls,
        parameters: QueryDict,
        whole: DeadlineQuerySet,
        plan: PlanFacts,
        actor: Actor,
        moment: Moment,
        *,
        also_allowed: Collection[str] = (),
    ) -> Narrowing:
        """Read an address. Raises FilterError for parameters and values that do not exist; ``plan`` is fixed."""
        asked_for = {name: chosen for name in parameters if (chosen := _given(parameters, name))}
        narrowing = {name: values for name, values in asked_for.items() if name not in also_allowed}
        data = QueryDict(mutable=True)
        for name, values in {**narrowing, "plan": [plan.slug]}.items():
            data.setlist(name, values)
        plans = visible_plans(actor, moment)
        shown = DeadlineFilterSet(data, whole, moment=moment, plans=plans).qs if narrowing else None
        return cls(
            shown=cast("DeadlineQuerySet | None", shown),
            query=narrowing,
            positions=_choices(Position, narrowing.get("position", [])),
            statuses=_choices(Status, narrowing.get("status", [])),
            organisations=(),
            words=" ".join(narrowing.get("q", [])),
        )

    def with_organisations(self, bodies: Iterable[Body]) -> Narrowing:
        """Return the same with the choice of those of the bodies that are organisations and lead or help."""
        chosen = self.query.get("organisation", [])
        named = {name: name for name in chosen}
        named |= {body.slug: body.short_name for body in bodies if body.slug and body.role in RESPONSIBLE_ROLES}
        found = sorted(named.items(), key=lambda pair: sort_key(pair[1]))
        return replace(self, organisations=tuple(Choice(code, name, code in chosen) for code, name in found))


def _given(parameters: QueryDict, name: str) -> list[str]:
    return [value for text in parameters.getlist(name) if (value := text.strip())]


def _choices(codes: type[Position | Status], chosen: Collection[str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, capfirst(str(label)), code in chosen) for code, label in codes.choices)
