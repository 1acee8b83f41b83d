"""The pages of objectives."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from initiatives import policies
from initiatives.admin.base.addresses import form_for_new, list_of, page_of
from initiatives.admin.base.counting import count_by, number_link, overdue_by, overdue_link
from initiatives.admin.base.filters import PlanFilter
from initiatives.admin.base.related import RelatedTable
from initiatives.admin.base.saving import RemovableAdmin
from initiatives.admin.base.searching import having_words
from initiatives.admin.base.things import PartAdmin
from initiatives.admin.base.translations import TranslatedForm, translated_form
from initiatives.admin.responsibility import responsibilities_of
from initiatives.admin.site import site
from initiatives.choices import PlanState
from initiatives.models import Action, Deadline, Objective, Plan
from initiatives.presentation import display
from initiatives.presentation.visits import Visit, visit_of
from initiatives.services import objectives
from initiatives.services.authorship import Author


class ObjectiveForm(TranslatedForm):
    """An objective, which may be a part of a top-level one in the same plan."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if "parent" in self.fields:
            plan = self.instance.plan if self.instance.pk is not None else self.above
            top = Objective.objects.filter(plan=plan, parent__isnull=True).exclude(pk=self.instance.pk)
            self.fields["parent"].queryset = top  # type: ignore[attr-defined]


@admin.register(Objective, site=site)
class ObjectiveAdmin(RemovableAdmin, PartAdmin):
    """Objectives, and the actions that serve them."""

    plan_path = "plan"
    belongs_to = {"in_plan": Plan}
    translated = True
    form = translated_form(Objective, ObjectiveForm)
    list_display = ("number", "title_shown", "plan_link", "actions_in_it", "deadlines", "overdue")
    list_filter = (PlanFilter,)
    list_select_related = ("plan",)
    search_fields = ("title",)
    search_help_text = gettext_lazy("Words of the plan or the objective's number.")
    own_fields = [
        (None, {"fields": ["seen_version", "plan_link", "number", "parent", "title", "summary", "place"]}),
    ]
    new_fields = [(None, {"fields": ["number", "parent", "title", "summary", "place"]})]

    def may_change(self, visit: Visit, thing: Objective) -> bool:
        """Coordinators of the plan, until it is archived."""
        return thing.plan.state != PlanState.ARCHIVED and policies.may_edit_plan(visit.actor, thing.plan_id)

    def has_history(self, thing: Objective) -> bool:
        """Whether its plan was ever published."""
        return thing.plan.was_published

    def create(self, by: Author, above: Plan, content: dict[str, Any]) -> Objective:
        """Create an objective of the plan."""
        return objectives.create_objective(by=by, plan=above, **content)

    def update(self, by: Author, thing: Objective, expected_version: int | None, content: dict[str, Any]) -> Objective:
        """Change the objective."""
        return objectives.update_objective(by=by, objective=thing, expected_version=expected_version, **content)

    def remove(self, by: Author, thing: Objective) -> None:
        """Delete an empty objective of a draft."""
        objectives.delete_objective(by=by, objective=thing)

    def get_readonly_fields(self, request: HttpRequest, obj: Objective | None = None) -> Any:
        """Keep the number once the plan is published: addresses and reports name it for ever."""
        return ("plan_link", "number") if obj is not None and obj.plan.was_published else ("plan_link",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read the plan with it."""
        return super().get_queryset(request).select_related("plan")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find objectives by the words of what is in them: the plan's, and those of their actions."""
        found = having_words(Action.objects.all(), search_term)
        by_plan = having_words(queryset, search_term, "plan__search_key")
        return queryset.filter(pk__in=found.values("objective")) | by_plan, False

    def prepare(self, rows: list[Any], visit: Visit) -> None:
        """Count what is in each objective."""
        keys = [objective.pk for objective in rows]
        actions = count_by(Action.objects.all(), "objective", keys)
        deadlines = count_by(Deadline.objects.all(), "action__objective", keys)
        overdue = overdue_by("action__objective", keys, visit.moment)
        for objective in rows:
            objective.counts = [counted.get(objective.pk, 0) for counted in (actions, deadlines, overdue)]

    @admin.display(description=gettext_lazy("title"))
    def title_shown(self, objective: Objective) -> SafeString:
        """The title in the reader's language."""
        return display.text(objective.text("title"))

    @admin.display(description=gettext_lazy("plan"), ordering="plan__slug")
    def plan_link(self, objective: Objective) -> SafeString:
        """The way up to the plan."""
        return format_html('<a href="{}">{}</a>', page_of(objective.plan), objective.plan)

    @admin.display(description=gettext_lazy("actions"))
    def actions_in_it(self, objective: Any) -> SafeString:
        """How many actions serve it directly."""
        return number_link(objective.counts[0], list_of(Action, plan=objective.plan.slug, objective=objective.number))

    @admin.display(description=gettext_lazy("deadlines"))
    def deadlines(self, objective: Any) -> SafeString:
        """How many deadlines its actions have."""
        return number_link(objective.counts[1], self._deadlines(objective))

    @admin.display(description=gettext_lazy("overdue"))
    def overdue(self, objective: Any) -> SafeString:
        """How many of them are overdue today."""
        return overdue_link(objective.counts[2], self._deadlines(objective, overdue="true"))

    def _deadlines(self, objective: Objective, **more: str) -> str:
        return list_of(Deadline, plan=objective.plan.slug, objective=objective.number, **more)

    def related(self, request: HttpRequest, thing: Objective) -> list[RelatedTable]:
        """Show the actions that serve it, and who is responsible."""
        visit = visit_of(request)
        actions = list(thing.actions.all())
        keys = [action.pk for action in actions]
        deadlines = count_by(Deadline.objects.all(), "action", keys)
        overdue = overdue_by("action", keys, visit.moment)
        may_change = self.may_change(visit, thing)
        rows = [
            (
                format_html('<a href="{}">{}</a>', page_of(action), action.number),
                display.text(action.text("title")),
                deadlines.get(action.pk, 0),
                overdue.get(action.pk, 0),
            )
            for action in actions
        ]
        columns = (
            gettext_lazy("number"),
            gettext_lazy("title"),
            gettext_lazy("deadlines"),
            gettext_lazy("overdue"),
        )
        return [
            RelatedTable(
                title=gettext_lazy("Actions"),
                columns=columns,
                rows=rows,
                empty=gettext_lazy("No action serves this objective directly."),
                add_url=form_for_new(Action, in_objective=thing.public_id) if may_change else "",
                add_label=gettext_lazy("Add an action"),
                all_url=self._deadlines(thing),
                all_label=gettext_lazy("All deadlines of the objective"),
            ),
            responsibilities_of(thing, "for_objective", may_add=may_change),
        ]
