"""The pages of funding: the money that plans promise for actions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from initiatives import policies
from initiatives.admin.base.addresses import form_for_new, page_of
from initiatives.admin.base.filters import PlanFilter
from initiatives.admin.base.related import RelatedTable
from initiatives.admin.base.saving import RemovableAdmin
from initiatives.admin.base.things import PartAdmin
from initiatives.admin.site import site
from initiatives.choices import PlanState
from initiatives.models import Action, Funding
from initiatives.presentation import display
from initiatives.presentation.visits import Visit
from initiatives.services import funding
from initiatives.services.authorship import Author


def funding_of(action: Action, *, may_add: bool) -> RelatedTable:
    """Return the table of an action's money."""
    return RelatedTable(
        title=gettext_lazy("Funding"),
        columns=(gettext_lazy("amount"), gettext_lazy("in the document's words")),
        rows=[
            (format_html('<a href="{}">{}</a>', page_of(row), row), row.words or display.NOTHING)
            for row in action.funding.all()
        ],
        empty=gettext_lazy("The plan names no money for this action."),
        add_url=form_for_new(Funding, in_action=action.public_id) if may_add else "",
        add_label=gettext_lazy("Add an amount"),
    )


class ActionPlanFilter(PlanFilter):
    """By plan, for what hangs on an action."""

    path = "action__plan"


@admin.register(Funding, site=site)
class FundingAdmin(RemovableAdmin, PartAdmin):
    """Amounts, and how they are to be read."""

    plan_path = "action__plan"
    belongs_to = {"in_action": Action}
    list_display = ("shown", "action_link", "words")
    list_filter = (ActionPlanFilter, "qualifier")
    own_fields = [(None, {"fields": ["seen_version", "action_link", "qualifier", "amount", "currency", "words"]})]
    new_fields = [(None, {"fields": ["qualifier", "amount", "currency", "words"]})]

    def may_change(self, visit: Visit, thing: Funding) -> bool:
        """Coordinators of the plan, until it is archived."""
        plan = thing.action.plan
        return plan.state != PlanState.ARCHIVED and policies.may_edit_plan(visit.actor, plan.pk)

    def has_history(self, thing: Funding) -> bool:
        """Whether the plan was ever published."""
        return thing.action.plan.was_published

    def create(self, by: Author, above: Action, content: dict[str, Any]) -> Funding:
        """Add an amount to the action."""
        return funding.create_funding(by=by, action=above, **content)

    def update(self, by: Author, thing: Funding, expected_version: int | None, content: dict[str, Any]) -> Funding:
        """Change the amount."""
        return funding.update_funding(by=by, funding=thing, expected_version=expected_version, **content)

    def remove(self, by: Author, thing: Funding) -> None:
        """Delete an amount of a draft."""
        funding.delete_funding(by=by, funding=thing)

    def get_readonly_fields(self, request: HttpRequest, obj: Funding | None = None) -> Any:
        """Keep what it is for."""
        return ("action_link",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read the action with it."""
        return super().get_queryset(request).select_related("action__plan")

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def shown(self, row: Funding) -> str:
        """The amount and how it is to be read."""
        return str(row)

    @admin.display(description=gettext_lazy("action"))
    def action_link(self, row: Funding) -> SafeString:
        """The way up to the action."""
        return format_html('<a href="{}">{}: {}</a>', page_of(row.action), row.action.plan, row.action)
