"""Plans: all that the visitor may see, and one as its readers know it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from initiatives.choices import PlanState
from initiatives.models import Plan
from initiatives.models.as_known import as_known
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.presentation.narrowing import Narrowing
from initiatives.presentation.standpoint import STANDPOINT
from initiatives.queries.bodies import Body, bodies_of
from initiatives.queries.judged import judged_deadlines
from initiatives.queries.paging import CURSOR, read_page
from initiatives.queries.plan_facts import plan_facts
from initiatives.queries.plan_tree import MOST_ROWS, PlanTree, plan_tree
from initiatives.queries.standings import standing_by_plan
from initiatives.queries.visible import visible_plans
from initiatives.web.page import Page
from initiatives.web.plan_page import PlanPageBase

PLANS_A_PAGE = 30
OPEN = "open"
ALL, NONE = "all", "none"
# So many actions are few enough to stand open from the start.
FEW_ACTIONS = 15


class Plans(Page):
    """All plans that the visitor may see, with their latest state."""

    section = "plans"
    template = "plans/list.html"
    title = _("Plans")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of plans, in the order of their slugs."""
        seen = visible_plans(self.visit.actor, self.moment).order_by().values("id")
        known = as_known(Plan, self.moment).filter(id__in=seen).order_by("slug", "id")
        page = read_page(known, size=PLANS_A_PAGE, cursor=request.GET.get(CURSOR) or None)
        facts = plan_facts(page.keys, self.moment)
        standings = standing_by_plan(judged_deadlines(self.moment).filter(action__plan__in=page.keys))
        return self.show(
            page=page,
            plans=[(facts[key], standings.get(key)) for key in page.keys],
        )


class PlanPage(PlanPageBase):
    """One plan: the official table, or its areas, with the follow-up beside each row."""

    template = "plans/plan.html"

    def show_plan(self, **names: Any) -> HttpResponse:
        """Show the plan, narrowed as the address asks for."""
        whole = judged_deadlines(self.moment).filter(action__plan=self.plan.pk)
        narrowing = Narrowing.of(
            self.request.GET, whole, self.plan, self.visit.actor, self.moment, also_allowed=(OPEN, *STANDPOINT)
        )
        asked_for = self.request.GET.getlist(OPEN)
        tree = plan_tree(
            self.plan.pk,
            whole,
            narrowing.shown,
            self.moment,
            opened=asked_for,
        )
        return self.show(
            title=self.plan.title,
            tree=tree,
            standing=standing_by_plan(whole).get(self.plan.pk),
            narrowing=narrowing.with_organisations(self._bodies(whole, tree, is_narrowed=narrowing.shown is not None)),
            opened=_opened(asked_for, tree, is_narrowed=narrowing.shown is not None),
            everything_is_open=ALL in asked_for,
            is_archived=self.plan.state == PlanState.ARCHIVED,
            is_draft=self.plan.state == PlanState.DRAFT,
        )

    def _bodies(self, whole: DeadlineQuerySet, tree: PlanTree, *, is_narrowed: bool) -> Iterable[Body]:
        """Return the bodies of the whole plan, whatever it is narrowed to; of a large one, those of its beginning."""
        if not is_narrowed and not tree.is_large:
            return (body for row in tree.rows for body in row.bodies)
        keys = list(whole.order_by("pk").values_list("pk", flat=True)[:MOST_ROWS])
        return (body for bodies in bodies_of(keys, self.moment).values() for body in bodies)


def _opened(asked_for: list[str], tree: PlanTree, *, is_narrowed: bool) -> frozenset[str]:
    """Return the numbers of the objectives that stand open: those asked for, else all where there is little to read."""
    numbers = frozenset(objective.number for objective in tree.objectives if objective.is_read)
    if NONE in asked_for:
        return frozenset()
    if not asked_for:
        few = tree.is_table or is_narrowed or tree.action_count <= FEW_ACTIONS
        return numbers if few or tree.is_large else frozenset()
    return numbers if ALL in asked_for else numbers & frozenset(asked_for)
