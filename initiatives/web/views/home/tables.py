"""The state of plans, of the objectives of one plan, and of organisations: counts that lead to what they count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from initiatives.choices import PlanState
from initiatives.exceptions import FilterError
from initiatives.models import Plan
from initiatives.models.as_known import as_known
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.models.organisation_tree import OrganisationTree
from initiatives.policies import Actor
from initiatives.presentation.addresses import address_of
from initiatives.presentation.standpoint import Standpoint
from initiatives.queries.objective_standings import objective_standings
from initiatives.queries.organisation_facts import organisation_facts
from initiatives.queries.organisation_progress import progress_by_organisation
from initiatives.queries.plan_facts import PlanFacts, plan_facts
from initiatives.queries.progress import Positions
from initiatives.queries.standings import Standing
from initiatives.queries.visible import visible_plans
from initiatives.texts import DEFAULT_LANGUAGE, Text
from initiatives.web.cells import Cell, cells_of

MOST_ROWS = 20
MOST_BELOW = 5
NOBODY = Text("", DEFAULT_LANGUAGE)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One plan, objective or body. ``is_below``: an objective that is part of the one above it."""

    name: Text
    address: str
    positions: Positions
    cells: Sequence[Cell]
    whole: str
    prefix: str = ""
    meta: str = ""
    reported_on: date | None = None
    is_below: bool = False
    state: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that are shown, and how many there are in all. ``others``: (name, address) of other such tables."""

    rows: Sequence[TableRow]
    number: int
    name: Text = NOBODY
    address: str = ""
    others: Sequence[tuple[str, str]] = ()


class Tables:
    """Makes the tables from the deadlines that a person sees and the standings of their plans."""

    def __init__(
        self, seen: DeadlineQuerySet, standings: Mapping[int, Standing], actor: Actor, standpoint: Standpoint
    ) -> None:
        self.seen = seen
        self.standings = standings
        self.moment = standpoint.moment
        self.kept = standpoint.kept
        visible = visible_plans(actor, self.moment).order_by().values("pk")
        self.plan_keys = list(
            as_known(Plan, self.moment).filter(id__in=visible).order_by("slug", "id").values_list("id", flat=True)
        )
        # Those with most overdue first, the others in their usual order.
        self.plan_keys.sort(key=lambda key: -self._positions(key).overdue)
        self.plans = plan_facts(self.plan_keys[:MOST_ROWS], self.moment)

    def by_plan(self) -> Table:
        """Return the state of each plan, those without deadlines included."""
        rows = [self._plan_row(self.plans[key]) for key in self.plan_keys if key in self.plans]
        return Table(rows, len(self.plan_keys))

    def by_objective(self, slug: str | None) -> Table | None:
        """Return the state of the objectives of one plan: the one asked for, else the first of the table above.

        None where there is no plan. Raises FilterError for a plan that the person cannot see.
        """
        if slug and not any(plan.slug == slug for plan in self.plans.values()):
            found = plan_facts(self._key_of(slug), self.moment)
            self.plans |= found
        by_slug = {plan.slug: plan for plan in self.plans.values()}
        if slug and slug not in by_slug:
            raise FilterError({"plan": [_("“%(name)s” is unknown here.") % {"name": slug}]})
        with_deadlines = [plan for plan in self.plans.values() if plan.pk in self.standings]
        if not with_deadlines:
            return None
        shown = by_slug[slug] if slug else with_deadlines[0]
        rows = [
            self._row(
                objective.title,
                address_of("plan", shown.slug, kept=self.kept, objective=objective.number),
                objective.positions,
                {"plan": shown.slug, "objective": objective.number},
                prefix=objective.number,
                is_below=objective.is_below,
            )
            for objective in objective_standings(shown.pk, self.seen, self.moment)
        ]
        others = [
            (str(plan.short_name), f"{address_of('home', kept=self.kept, plan=plan.slug)}#objectives")
            for plan in with_deadlines
            if plan.pk != shown.pk
        ]
        return Table(rows, len(rows), shown.title, address_of("plan", shown.slug, kept=self.kept), others)

    def by_organisation(self) -> Table:
        """Return the state of what each body at the top leads, those below it included; most overdue first."""
        tree = OrganisationTree.read(self.moment)
        progress = progress_by_organisation(self.seen, self.moment, tree)
        has_above = tree.parents()
        tops = [key for key, found in progress.items() if key and key not in has_above and found.led.deadlines]
        tops.sort(key=lambda key: (-progress[key].led.overdue, -progress[key].led.deadlines, key))
        shown = tops[:MOST_ROWS]
        below = {
            key: [
                each
                for each in tree.with_those_below([key]) - {key}
                if each in progress and progress[each].led.deadlines
            ]
            for key in shown
        }
        facts = organisation_facts({*shown, *(each for found in below.values() for each in found)}, self.moment)
        rows = [
            self._row(
                facts[key].name,
                address_of("organisation", facts[key].slug, kept=self.kept),
                progress[key].led,
                {"organisation": facts[key].slug, "role": "lead"},
                meta=_names([facts[each].short_name for each in below[key] if each in facts]),
            )
            for key in shown
            if key in facts
        ]
        if None in progress:
            rows.append(self._row(NOBODY, "", progress[None].led, None))
        return Table(rows, len(tops))

    def _plan_row(self, plan: PlanFacts) -> TableRow:
        standing = self.standings.get(plan.pk)
        return self._row(
            plan.title,
            address_of("plan", plan.slug, kept=self.kept),
            self._positions(plan.pk),
            {"plan": plan.slug},
            meta=plan.reference,
            reported_on=standing.reported_on if standing else None,
            state=str(PlanState(plan.state).label) if plan.state != PlanState.PUBLISHED else "",
        )

    def _row(
        self,
        name: Text,
        address: str,
        positions: Positions,
        query: Mapping[str, str] | None,
        *,
        prefix: str = "",
        meta: str = "",
        reported_on: date | None = None,
        is_below: bool = False,
        state: str = "",
    ) -> TableRow:
        return TableRow(
            name=name,
            address=address,
            positions=positions,
            cells=cells_of(positions, query, self.kept),
            whole=address_of("deadlines", kept=self.kept, **query) if query is not None else "",
            prefix=prefix,
            meta=meta,
            reported_on=reported_on,
            is_below=is_below,
            state=state,
        )

    def _positions(self, plan: int) -> Positions:
        standing = self.standings.get(plan)
        return standing.positions if standing else Positions.of_numbers({})

    def _key_of(self, slug: str) -> list[int]:
        return list(Plan.objects.filter(pk__in=self.plan_keys, slug=slug).values_list("pk", flat=True))


def _names(names: Sequence[str]) -> str:
    """Return the bodies below one that lead something themselves, in words."""
    if not names:
        return ""
    few = sorted(names)[:MOST_BELOW]
    more = len(names) - len(few)
    listed = ", ".join(few)
    return (
        _("with %(names)s and %(more)d more") % {"names": listed, "more": more}
        if more
        else (_("with %(names)s") % {"names": listed})
    )
