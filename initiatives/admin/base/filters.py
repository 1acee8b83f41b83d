"""Filters of the plain lists, by the names that addresses use: slugs of plans, numbers of objectives, public ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from initiatives.choices import MembershipRole
from initiatives.models import Objective, User
from initiatives.presentation.finding import find_public
from initiatives.presentation.visits import visit_of
from initiatives.queries.visible import visible_plans, visible_q

MOST_CHOICES = 200
RECORDING_ROLES = (MembershipRole.CONTRIBUTOR, MembershipRole.COORDINATOR)


class PlanFilter(SimpleListFilter):
    """By plan; ``path`` leads from the row to its plan."""

    title = _("plan")
    parameter_name = "plan"
    path = "plan"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        """Offer the plans that the person sees."""
        visit = visit_of(request)
        return [(plan.slug, str(plan)) for plan in visible_plans(visit.actor, visit.moment)[:MOST_CHOICES]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow to the plan."""
        return queryset.filter(**{f"{self.path}__slug": self.value()}) if self.value() else queryset


class DeadlinePlanFilter(PlanFilter):
    """By plan, for what hangs on a deadline."""

    path = "deadline__action__plan"


class ObjectiveFilter(SimpleListFilter):
    """By objective, once a plan is chosen: numbers are unique within their plan."""

    title = _("objective")
    parameter_name = "objective"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        """Offer the objectives of the chosen plan."""
        if not (slug := request.GET.get(PlanFilter.parameter_name)):
            return []
        visit = visit_of(request)
        seen = Objective.objects.filter(visible_q(visit.actor, visit.moment, "plan"), plan__slug=slug)
        return [(row.number, str(row)) for row in seen[:MOST_CHOICES]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow to the objective."""
        return queryset.filter(objective__number=self.value()) if self.value() else queryset


class WhoFilter(SimpleListFilter):
    """By the person who recorded."""

    title = _("who")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        """Offer those who have, or had, a role in which one records."""
        people = User.objects.filter(memberships__role__in=RECORDING_ROLES).distinct()[:MOST_CHOICES]
        return [(str(person.public_id), person.display_name) for person in people]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow to what the person recorded."""
        if not (value := self.value()):
            return queryset
        return queryset.filter(who=find_public(User.objects.all(), value))
