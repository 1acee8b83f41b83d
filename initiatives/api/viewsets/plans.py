"""Plans."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from initiatives.api import finding
from initiatives.api.authors import author_of
from initiatives.api.moments import Standpoint
from initiatives.api.serializers.plan import PlanChangeSerializer, PlanCreateSerializer, PlanSerializer, plans_of
from initiatives.api.viewsets.base import Writes
from initiatives.choices import PlanState
from initiatives.filters.plans import PlanFilterSet
from initiatives.models import Plan
from initiatives.models.as_known import as_known
from initiatives.periods import Period
from initiatives.queries.visible import visible_plans
from initiatives.services import plans
from initiatives.services.authorship import Author

STATE_FIELDS = ("state", "published_on", "archived_on")


class PlanViewSet(Writes):
    """Official action plans and strategies."""

    resource = "plan"
    model = Plan
    lookup_field = "slug"
    lookup_value_regex = finding.SLUG_PATTERN
    lookup_explanation = "The plan's slug."
    filterset = PlanFilterSet
    order: ClassVar[tuple[str, ...]] = ("slug", "id")
    read = staticmethod(plans_of)
    read_serializer = PlanSerializer
    create_serializer = PlanCreateSerializer
    change_serializer = PlanChangeSerializer

    def seen(self, standpoint: Standpoint, author: Author) -> QuerySet[Any]:
        """Return the plans that the reader sees; drafts only if they are theirs to edit, or to audit."""
        theirs = visible_plans(author.actor, standpoint.moment)
        return as_known(Plan, standpoint.moment).filter(id__in=theirs.order_by().values("id"))

    def named_q(self, name: str) -> Q:
        """Return the condition for a slug."""
        return finding.plan_q(name)

    def filter_options(self, standpoint: Standpoint, author: Author) -> dict[str, Any]:
        """Return the moment: words are looked for in the texts of then."""
        return {"moment": standpoint.moment}

    def found(self, request: Request, name: str) -> Plan:
        """Return the plan with this slug."""
        return finding.one(finding.plans(author_of(request)), self.named_q(name))

    def make(self, by: Author, content: dict[str, Any]) -> Plan:
        """Create a draft."""
        return plans.create_plan(by=by, **_with_adoption(content))

    @transaction.atomic
    def change(self, by: Author, thing: Plan, expected_version: int | None, content: dict[str, Any]) -> Plan:
        """Change fields of the plan; then, if a state is given, publish or archive it as of a day, by default today."""
        _refuse_days_without_state(content)
        state = content.get("state")
        fields = {name: value for name, value in content.items() if name not in STATE_FIELDS}
        changed = plans.update_plan(by=by, plan=thing, expected_version=expected_version, **_with_adoption(fields))
        if state == PlanState.PUBLISHED:
            return plans.publish_plan(by=by, plan=changed, on=content.get("published_on", by.today))
        if state == PlanState.ARCHIVED:
            return plans.archive_plan(by=by, plan=changed, on=content.get("archived_on", by.today))
        return changed

    def remove(self, by: Author, thing: Plan, expected_version: int | None) -> None:
        """Delete a draft with all that is in it."""
        plans.delete_plan(by=by, plan=thing, expected_version=expected_version)


def _with_adoption(content: dict[str, Any]) -> dict[str, Any]:
    return {**content, "adopted": content["adopted"] or Period.none()} if "adopted" in content else content


def _refuse_days_without_state(content: dict[str, Any]) -> None:
    """Raise ValidationError for the day of a state that is not given beside it."""
    for name, state in (("published_on", PlanState.PUBLISHED), ("archived_on", PlanState.ARCHIVED)):
        if name in content and content.get("state") != state:
            raise serializers.ValidationError({name: [_("Give this day together with the state that begins on it.")]})
