"""The pages of plans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import policies
from initiatives.admin.base.addresses import form_for_new, list_of, page_of
from initiatives.admin.base.counting import count_by, number_link, overdue_by, overdue_link
from initiatives.admin.base.related import RelatedTable
from initiatives.admin.base.saving import RemovableAdmin
from initiatives.admin.base.searching import having_words
from initiatives.admin.base.things import ThingAdmin
from initiatives.admin.base.translations import TranslatedForm, translated_form
from initiatives.admin.site import site
from initiatives.choices import PlanState
from initiatives.models import Action, Deadline, Objective, Plan
from initiatives.presentation import display
from initiatives.presentation.fields import PeriodField
from initiatives.presentation.refusals import REFUSED, words_of
from initiatives.presentation.visits import Visit, visit_of
from initiatives.services import plans
from initiatives.services.authorship import Author


class PlanForm(TranslatedForm):
    """A plan, with its day of adoption as a period."""

    adopted = PeriodField(label=gettext_lazy("Adopted"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.instance.pk is not None:
            self.initial["adopted"] = self.instance.adopted


@admin.register(Plan, site=site)
class PlanAdmin(RemovableAdmin, ThingAdmin):
    """Plans as they were adopted. Publishing and archiving are buttons, since they cannot be undone."""

    plan_path = ""
    translated = True
    form = translated_form(Plan, PlanForm)
    list_display = ("name", "title_shown", "state", "objectives", "actions_in_it", "deadlines", "overdue")
    list_filter = ("state", "kind")
    search_fields = ("search_key",)
    search_help_text = gettext_lazy("Words of the title, in any language; accents and capitals make no difference.")
    own_fields = [
        (None, {"fields": ["seen_version", "state_shown", "slug", "reference", "title", "summary", "kind", "issuer"]}),
        (gettext_lazy("Adoption and source"), {"fields": ["adopted", "adopted_is_inferred", "source_link"]}),
        (gettext_lazy("Limits"), {"fields": ["due_soon_days", "ageing_after_days", "stale_after_days"]}),
    ]
    new_fields = [
        (None, {"fields": ["language", "slug", "reference", "title", "summary", "kind", "issuer"]}),
        *own_fields[1:],
    ]

    # ---- who may

    def may_add(self, visit: Visit) -> bool:
        """Coordinators of everything."""
        return policies.may_create_plan(visit.actor)

    def may_change(self, visit: Visit, thing: Plan) -> bool:
        """Coordinators of the plan, until it is archived."""
        return thing.state != PlanState.ARCHIVED and policies.may_edit_plan(visit.actor, thing.pk)

    def has_history(self, thing: Plan) -> bool:
        """Whether it was ever published, or something was recorded in it."""
        return thing.was_published or Deadline.objects.filter(action__plan=thing, log_seq__gt=0).exists()

    # ---- writing

    def create(self, by: Author, above: None, content: dict[str, Any]) -> Plan:
        """Create a draft."""
        return plans.create_plan(by=by, **content)

    def update(self, by: Author, thing: Plan, expected_version: int | None, content: dict[str, Any]) -> Plan:
        """Change the plan."""
        return plans.update_plan(by=by, plan=thing, expected_version=expected_version, **content)

    def remove(self, by: Author, thing: Plan) -> None:
        """Delete a draft."""
        plans.delete_plan(by=by, plan=thing)

    def get_readonly_fields(self, request: HttpRequest, obj: Plan | None = None) -> Any:
        """Keep the slug of a published plan: addresses and reports name it for ever."""
        return ("state_shown", "slug") if obj is not None and obj.was_published else ("state_shown",)

    def get_urls(self) -> list[URLPattern]:
        """Add the two steps of a plan's life."""
        steps = path("<object_id>/step/", self.admin_site.admin_view(self.step_view), name="initiatives_plan_step")
        return [steps, *super().get_urls()]

    def step_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Publish or archive the plan as of today; a button of its page."""
        plan = self.get_object(request, object_id)
        if not policies.may_edit_plan(visit_of(request).actor, plan.pk):
            raise PermissionDenied(_("Only a coordinator of the plan edits it."))
        steps: dict[str, Callable[..., Plan]] = {"publish": plans.publish_plan, "archive": plans.archive_plan}
        name = request.POST.get("step", "")
        if name == "archive" and not request.POST.get("sure"):
            self.message_user(request, _("Tick that you are sure: a plan is archived for ever."), messages.ERROR)
        elif step := steps.get(name):
            self._take(request, step, plan)
        return HttpResponseRedirect(page_of(plan))

    def _take(self, request: HttpRequest, step: Callable[..., Plan], plan: Plan) -> None:
        visit = visit_of(request)
        try:
            taken = step(by=visit.author, plan=plan, on=visit.today)
            self.message_user(request, _("The plan is now: %(state)s.") % {"state": taken.get_state_display()})
        except REFUSED as refusal:
            self.message_user(request, words_of(refusal), messages.ERROR)

    # ---- the list

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find each word in any language of the texts, whatever its accents."""
        return having_words(queryset, search_term), False

    def prepare(self, rows: list[Any], visit: Visit) -> None:
        """Count what is in each plan."""
        keys = [plan.pk for plan in rows]
        objectives = count_by(Objective.objects.all(), "plan", keys)
        actions = count_by(Action.objects.all(), "plan", keys)
        deadlines = count_by(Deadline.objects.all(), "action__plan", keys)
        overdue = overdue_by("action__plan", keys, visit.moment)
        for plan in rows:
            plan.counts = [counted.get(plan.pk, 0) for counted in (objectives, actions, deadlines, overdue)]

    @admin.display(description=gettext_lazy("reference"), ordering="slug")
    def name(self, plan: Plan) -> str:
        """The reference, else the slug."""
        return str(plan)

    @admin.display(description=gettext_lazy("title"))
    def title_shown(self, plan: Plan) -> SafeString:
        """The title in the reader's language; a demonstration is marked."""
        mark = format_html(' <span class="mark">{}</span>', _("demonstration")) if plan.is_demonstration else ""
        return format_html("{}{}", display.text(plan.text("title")), mark)

    @admin.display(description=gettext_lazy("objectives"))
    def objectives(self, plan: Any) -> SafeString:
        """How many objectives there are."""
        return number_link(plan.counts[0], list_of(Objective, plan=plan.slug))

    @admin.display(description=gettext_lazy("actions"))
    def actions_in_it(self, plan: Any) -> SafeString:
        """How many actions there are."""
        return number_link(plan.counts[1], list_of(Action, plan=plan.slug))

    @admin.display(description=gettext_lazy("deadlines"))
    def deadlines(self, plan: Any) -> SafeString:
        """How many deadlines there are."""
        return number_link(plan.counts[2], list_of(Deadline, plan=plan.slug))

    @admin.display(description=gettext_lazy("overdue"))
    def overdue(self, plan: Any) -> SafeString:
        """How many are overdue today."""
        return overdue_link(plan.counts[3], list_of(Deadline, plan=plan.slug, overdue="true"))

    # ---- the page

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, plan: Plan) -> str:
        """The state, with its days."""
        parts = [str(plan.get_state_display())]
        if plan.published_on:
            parts.append(_("published on %(day)s") % {"day": display.day(plan.published_on)})
        if plan.archived_on:
            parts.append(_("archived on %(day)s") % {"day": display.day(plan.archived_on)})
        return ", ".join(parts)

    def related(self, request: HttpRequest, thing: Plan) -> list[RelatedTable]:
        """Show the objectives with their counts."""
        visit = visit_of(request)
        objectives = list(thing.objectives.all())
        keys = [objective.pk for objective in objectives]
        actions = count_by(Action.objects.all(), "objective", keys)
        deadlines = count_by(Deadline.objects.all(), "action__objective", keys)
        overdue = overdue_by("action__objective", keys, visit.moment)
        may_change = self.may_change(visit, thing)
        rows = [
            (
                format_html('<a href="{}">{}</a>', page_of(objective), objective.number),
                display.text(objective.text("title")),
                actions.get(objective.pk, 0),
                deadlines.get(objective.pk, 0),
                overdue_link(
                    overdue.get(objective.pk, 0),
                    list_of(Deadline, plan=thing.slug, objective=objective.number, overdue="true"),
                ),
            )
            for objective in objectives
        ]
        return [
            RelatedTable(
                title=gettext_lazy("Objectives"),
                columns=(
                    gettext_lazy("number"),
                    gettext_lazy("title"),
                    gettext_lazy("actions"),
                    gettext_lazy("deadlines"),
                    gettext_lazy("overdue"),
                ),
                rows=rows,
                empty=gettext_lazy("The plan has no objectives yet."),
                add_url=form_for_new(Objective, in_plan=thing.public_id) if may_change else "",
                add_label=gettext_lazy("Add an objective"),
                all_url=list_of(Deadline, plan=thing.slug),
                all_label=gettext_lazy("All deadlines of the plan"),
            )
        ]
