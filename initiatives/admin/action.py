"""The pages of actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from initiatives import policies
from initiatives.admin.base.addresses import deadline_page, form_for_new, list_of, page_of
from initiatives.admin.base.counting import count_by, number_link, overdue_by, overdue_link
from initiatives.admin.base.filters import ObjectiveFilter, PlanFilter
from initiatives.admin.base.related import RelatedTable
from initiatives.admin.base.saving import RemovableAdmin
from initiatives.admin.base.searching import having_words
from initiatives.admin.base.things import PartAdmin
from initiatives.admin.base.translations import TranslatedForm, translated_form
from initiatives.admin.funding import funding_of
from initiatives.admin.responsibility import responsibilities_of
from initiatives.admin.site import site
from initiatives.choices import DeadlineKind, PlanState
from initiatives.models import Action, Deadline, Objective
from initiatives.presentation import display
from initiatives.presentation.fields import PeriodField
from initiatives.presentation.visits import Visit, visit_of
from initiatives.queries.rows import deadline_rows
from initiatives.services import actions
from initiatives.services.authorship import Author
from initiatives.services.deadlines import NewDeadline

FIRST_DEADLINE = ("first_key", "first_label", "first_kind", "first_period")


class ActionForm(TranslatedForm):
    """An action; a new one comes with its first deadline."""

    first_key = forms.SlugField(
        label=gettext_lazy("Key"),
        max_length=60,
        initial="main",
        help_text=gettext_lazy("Unique in the action; never changes."),
    )
    first_label = forms.CharField(
        label=gettext_lazy("Label"), max_length=300, help_text=gettext_lazy("What is due, in the plan's language.")
    )
    first_kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=DeadlineKind.choices, initial=DeadlineKind.COMPLETE_BY
    )
    first_period = PeriodField(
        label=gettext_lazy("Deadline"),
        required=False,
        help_text=gettext_lazy("Leave it empty where the plan gives no date."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.instance.pk is None:
            return
        for name in FIRST_DEADLINE:
            self.fields.pop(name, None)
        if "objective" in self.fields:
            self.fields["objective"].queryset = self.instance.plan.objectives.all()  # type: ignore[attr-defined]


@admin.register(Action, site=site)
class ActionAdmin(RemovableAdmin, PartAdmin):
    """Actions, with the plan's own words, their deadlines and who is responsible."""

    plan_path = "plan"
    belongs_to = {"in_objective": Objective}
    translated = True
    form = translated_form(Action, ActionForm)
    list_display = ("number", "title_shown", "objective_link", "plan_link", "deadlines", "overdue")
    list_filter = (PlanFilter, ObjectiveFilter, "origin")
    search_fields = ("search_key",)
    search_help_text = gettext_lazy(
        "Words of the title or the plan's text, in any language; accents make no difference."
    )
    own_fields = [
        (
            None,
            {"fields": ["seen_version", "plan_link", "objective", "number", "title", "alternative_title", "summary"]},
        ),
        (gettext_lazy("In the plan's own words"), {"fields": ["wording", "deadline_wording", "place", "origin"]}),
    ]
    new_fields = [
        (None, {"fields": ["number", "title", "alternative_title", "summary"]}),
        (gettext_lazy("In the plan's own words"), {"fields": ["wording", "deadline_wording", "place", "origin"]}),
        (gettext_lazy("Its first deadline"), {"fields": list(FIRST_DEADLINE)}),
    ]

    def may_change(self, visit: Visit, thing: Action) -> bool:
        """Coordinators of the plan, until it is archived."""
        return thing.plan.state != PlanState.ARCHIVED and policies.may_edit_plan(visit.actor, thing.plan_id)

    def has_history(self, thing: Action) -> bool:
        """Whether its plan was ever published, or something was recorded on one of its deadlines."""
        return thing.plan.was_published or thing.deadlines.filter(log_seq__gt=0).exists()

    def create(self, by: Author, above: Objective, content: dict[str, Any]) -> Action:
        """Create an action with its first deadline."""
        key, label, kind, period = (content.pop(name) for name in FIRST_DEADLINE)
        first = NewDeadline(key=key, label=label, kind=kind, period=period)
        return actions.create_action(by=by, plan=above.plan, objective=above, deadlines=[first], **content)

    def update(self, by: Author, thing: Action, expected_version: int | None, content: dict[str, Any]) -> Action:
        """Change the action."""
        return actions.update_action(by=by, action=thing, expected_version=expected_version, **content)

    def remove(self, by: Author, thing: Action) -> None:
        """Delete an action of a draft, with its deadlines."""
        actions.delete_action(by=by, action=thing)

    def get_readonly_fields(self, request: HttpRequest, obj: Action | None = None) -> Any:
        """Keep the number once the plan is published: addresses and reports name it for ever."""
        return ("plan_link", "number") if obj is not None and obj.plan.was_published else ("plan_link",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read what is above with it."""
        return super().get_queryset(request).select_related("plan", "objective")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find each word in any language of the texts, whatever its accents."""
        return having_words(queryset, search_term), False

    def prepare(self, rows: list[Any], visit: Visit) -> None:
        """Count the deadlines of each action."""
        keys = [action.pk for action in rows]
        deadlines = count_by(Deadline.objects.all(), "action", keys)
        overdue = overdue_by("action", keys, visit.moment)
        for action in rows:
            action.counts = [counted.get(action.pk, 0) for counted in (deadlines, overdue)]

    @admin.display(description=gettext_lazy("title"))
    def title_shown(self, action: Action) -> SafeString:
        """The title in the reader's language."""
        return display.text(action.text("title"))

    @admin.display(description=gettext_lazy("objective"))
    def objective_link(self, action: Action) -> SafeString:
        """The way up to the objective."""
        return format_html('<a href="{}">{}</a>', page_of(action.objective), action.objective)

    @admin.display(description=gettext_lazy("plan"), ordering="plan__slug")
    def plan_link(self, action: Action) -> SafeString:
        """The way up to the plan."""
        return format_html('<a href="{}">{}</a>', page_of(action.plan), action.plan)

    @admin.display(description=gettext_lazy("deadlines"))
    def deadlines(self, action: Any) -> SafeString:
        """How many deadlines it has."""
        return number_link(action.counts[0], list_of(Deadline, plan=action.plan.slug, action=action.number))

    @admin.display(description=gettext_lazy("overdue"))
    def overdue(self, action: Any) -> SafeString:
        """How many of them are overdue today."""
        address = list_of(Deadline, plan=action.plan.slug, action=action.number, overdue="true")
        return overdue_link(action.counts[1], address)

    def related(self, request: HttpRequest, thing: Action) -> list[RelatedTable]:
        """Show its deadlines and where they stand, who is responsible, and the money."""
        visit = visit_of(request)
        may_change = self.may_change(visit, thing)
        deadlines = Deadline.objects.at(visit.moment).filter(action=thing).order_by("pk")
        rows = [
            (
                format_html('<a href="{}">{}</a>', deadline_page(row.deadline_id), display.text(row.label)),
                display.deadline_period(row.current),
                display.position_badge(row.position, row.days_overdue, row.days_late, row.days_left),
                display.status_words(row.status),
            )
            for row in deadline_rows(deadlines, visit.moment)
        ]
        return [
            RelatedTable(
                title=gettext_lazy("Deadlines"),
                columns=(
                    gettext_lazy("what is due"),
                    gettext_lazy("deadline"),
                    gettext_lazy("position"),
                    gettext_lazy("status"),
                ),
                rows=rows,
                empty=gettext_lazy("The action has no deadline yet."),
                add_url=form_for_new(Deadline, in_action=thing.public_id) if may_change else "",
                add_label=gettext_lazy("Add a deadline"),
            ),
            responsibilities_of(thing, "for_action", may_add=may_change),
            funding_of(thing, may_add=may_change),
        ]
