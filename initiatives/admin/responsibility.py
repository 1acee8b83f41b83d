"""The pages of responsibilities: who is responsible for what, in the document's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import policies
from initiatives.admin.base.addresses import form_for_new, page_of
from initiatives.admin.base.related import RelatedTable
from initiatives.admin.base.saving import RemovableAdmin, ServiceForm
from initiatives.admin.base.searching import having_words
from initiatives.admin.base.things import PartAdmin
from initiatives.admin.site import site
from initiatives.choices import PlanState, ResponsibilityRole
from initiatives.models import Action, Deadline, Objective, Plan, Responsibility
from initiatives.presentation import display
from initiatives.presentation.fields import DayField
from initiatives.presentation.visits import Visit
from initiatives.queries.bodies import Body
from initiatives.queries.visible import visible_q
from initiatives.services import responsibilities
from initiatives.services.authorship import Author

PATHS_TO_PLAN = {"objective": "objective__plan", "action": "action__plan", "deadline": "deadline__action__plan"}


def responsibilities_of(
    thing: Objective | Action | Deadline, parameter: str, *, may_add: bool, inherited: Iterable[Body] = ()
) -> RelatedTable:
    """Return the table of who is responsible for a thing: those it names itself, then those it inherits, marked so."""
    rows: list[tuple[Any, ...]] = [
        (
            format_html('<a href="{}">{}</a>', page_of(row), row.organisation or row.named_as),
            row.get_role_display(),
            row.words or display.NOTHING,
            row.contact or display.NOTHING,
            validity(row),
        )
        for row in thing.responsibilities.select_related("organisation")
    ]
    levels = {"action": _("inherited from the action"), "objective": _("inherited from the objective")}
    rows += [
        (
            body.short_name,
            ResponsibilityRole(body.role).label,
            body.words or display.NOTHING,
            body.contact or display.NOTHING,
            levels[body.inherited_from],
        )
        for body in inherited
        if body.inherited_from in levels
    ]
    return RelatedTable(
        title=gettext_lazy("Who is responsible"),
        columns=(
            gettext_lazy("body"),
            gettext_lazy("role"),
            gettext_lazy("in the document's words"),
            gettext_lazy("contact"),
            gettext_lazy("valid"),
        ),
        rows=rows,
        empty=gettext_lazy("Nobody is named here. What is said at the level above holds."),
        add_url=form_for_new(Responsibility, **{parameter: thing.public_id}) if may_add else "",
        add_label=gettext_lazy("Add a responsibility"),
    )


def visible_responsibilities_q(visit: Visit) -> Q:
    """Return the condition that the plan of what a responsibility is for may be seen."""
    condition = Q()
    for level, path in PATHS_TO_PLAN.items():
        condition |= Q(**{f"{level}__isnull": False}) & visible_q(visit.actor, visit.moment, path)
    return condition


def validity(row: Responsibility) -> str:
    """Return from when to when a responsibility holds, or a dash where neither is said."""
    if row.valid_from is None and row.valid_to is None:
        return display.NOTHING
    return (
        f"{display.day(row.valid_from) if row.valid_from else ''} – {display.day(row.valid_to) if row.valid_to else ''}"
    )


class ResponsibilityForm(ServiceForm):
    """A body or words alone, in a role."""

    valid_from = DayField(label=gettext_lazy("Valid from"), required=False)
    valid_to = DayField(
        label=gettext_lazy("Valid to"),
        required=False,
        help_text=gettext_lazy("The last day. In a published plan a responsibility is ended, never deleted."),
    )


@admin.register(Responsibility, site=site)
class ResponsibilityAdmin(RemovableAdmin, PartAdmin):
    """Responsibilities; what they are for never changes."""

    belongs_to = {"for_objective": Objective, "for_action": Action, "for_deadline": Deadline}
    form = ResponsibilityForm
    list_display = ("body", "role", "for_what", "words", "contact", "valid")
    list_filter = ("role", "basis")
    ordering = ("-pk",)
    search_fields = ("named_as",)
    search_help_text = gettext_lazy("The body's name or abbreviation, or the document's words.")
    own_fields = [
        (None, {"fields": ["seen_version", "for_what", "organisation", "named_as", "role"]}),
        (gettext_lazy("In the plan's own words"), {"fields": ["words", "place", "basis"]}),
        (gettext_lazy("Contact and validity"), {"fields": ["contact", "valid_from", "valid_to"]}),
    ]
    new_fields = [(None, {"fields": ["organisation", "named_as", "role"]}), *own_fields[1:]]

    def visible(self, visit: Visit) -> Q:
        """A responsibility is seen with the plan of what it is for."""
        return visible_responsibilities_q(visit)

    def may_change(self, visit: Visit, thing: Responsibility) -> bool:
        """Coordinators of the plan, until it is archived."""
        plan = _plan_of(thing)
        return plan.state != PlanState.ARCHIVED and policies.may_edit_plan(visit.actor, plan.pk)

    def has_history(self, thing: Responsibility) -> bool:
        """Whether the plan was ever published."""
        return _plan_of(thing).was_published

    def create(self, by: Author, above: Any, content: dict[str, Any]) -> Responsibility:
        """Make a body responsible for the thing."""
        level = {above._meta.model_name: above}
        return responsibilities.create_responsibility(by=by, **level, **content)

    def update(
        self, by: Author, thing: Responsibility, expected_version: int | None, content: dict[str, Any]
    ) -> Responsibility:
        """Change the responsibility."""
        return responsibilities.update_responsibility(
            by=by, responsibility=thing, expected_version=expected_version, **content
        )

    def remove(self, by: Author, thing: Responsibility) -> None:
        """Delete a responsibility of a draft."""
        responsibilities.delete_responsibility(by=by, responsibility=thing)

    def get_readonly_fields(self, request: HttpRequest, obj: Responsibility | None = None) -> Any:
        """Keep what it is for."""
        return ("for_what",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read with it what the list and the page name."""
        return (
            super()
            .get_queryset(request)
            .select_related("organisation", "objective__plan", "action__plan", "deadline__action__plan")
        )

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find by the body, or by the words that stand for it."""
        by_body = having_words(queryset, search_term, "organisation__search_key")
        return by_body | queryset.filter(named_as__icontains=search_term), False

    @admin.display(description=gettext_lazy("body"))
    def body(self, row: Responsibility) -> str:
        """The organisation, else the document's words."""
        return str(row.organisation or row.named_as)

    @admin.display(description=gettext_lazy("for"))
    def for_what(self, row: Responsibility) -> SafeString:
        """The way up to what it is for."""
        thing = row.objective or row.action or row.deadline
        return format_html('<a href="{}">{}: {}</a>', page_of(thing), _plan_of(row), thing)

    @admin.display(description=gettext_lazy("valid"))
    def valid(self, row: Responsibility) -> str:
        """From when to when."""
        return validity(row)


def _plan_of(row: Responsibility) -> Plan:
    if row.deadline is not None:
        return row.deadline.action.plan
    above = row.action or row.objective
    assert above is not None  # noqa: S101 (a constraint: one of the three is given)
    return above.plan
