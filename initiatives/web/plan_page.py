"""What the pages of one plan begin with: the plan as known on the day that is looked at."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from initiatives.presentation.addresses import address_of
from initiatives.queries.plan_facts import PlanFacts, seen_plan
from initiatives.web.page import Page


class PlanPageBase(Page):
    """A page of the plan that the address names; 404 where the visitor may not see it, today or on the day."""

    section = "plans"
    plan: PlanFacts

    def get(self, request: HttpRequest, slug: str, **names: Any) -> HttpResponse:
        """Find the plan and show the page."""
        found = seen_plan(slug, self.visit.actor, self.moment)
        if found is None:
            return self._not_known_then(slug)
        self.plan = found
        return self.show_plan(**names)

    def show_plan(self, **names: Any) -> HttpResponse:
        """Return the page of ``plan``."""
        raise NotImplementedError

    def show(self, *, status: int = 200, **context: Any) -> HttpResponse:
        """Return the page with the plan and the way to it in its context."""
        return super().show(status=status, plan=self.plan, **context)

    def crumbs(self) -> list[tuple[str, str]]:
        """Return the way to the plan's own page, that page included."""
        kept = self.standpoint.kept
        return [
            (_("Plans"), address_of("plans", kept=kept)),
            (self.plan.short_name, address_of("plan", self.plan.slug, kept=kept)),
        ]

    def _not_known_then(self, slug: str) -> HttpResponse:
        """Tell somebody who sees the plan today that there was none on the day; anybody else gets a plain 404."""
        today = seen_plan(slug, self.visit.actor, self.visit.moment)
        if today is None or self.standpoint.is_present:
            raise Http404
        self.plan, self.template = today, "plans/not_then.html"
        return self.show(status=404, title=today.title)
