"""The pages of deadlines: the list, the page of each with its history, and the ways to record on it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from initiatives import policies
from initiatives.admin.base.addresses import page_of
from initiatives.admin.base.related import RelatedTable
from initiatives.admin.base.saving import RemovableAdmin
from initiatives.admin.base.things import PartAdmin
from initiatives.admin.base.translations import TranslatedForm, translated_form
from initiatives.admin.listing.changelist import DeadlineChangeList
from initiatives.admin.listing.columns import LIST_DISPLAY, DeadlineColumns
from initiatives.admin.listing.confirming import SeenForm, confirm_selected
from initiatives.admin.listing.exporting import export
from initiatives.admin.recording.change_pages import ChangePages
from initiatives.admin.recording.page import about
from initiatives.admin.recording.pages import RecordingPages
from initiatives.admin.responsibility import responsibilities_of
from initiatives.admin.site import site
from initiatives.choices import MembershipRole as Role
from initiatives.choices import PlanState
from initiatives.models import Action, Deadline
from initiatives.presentation.fields import PERIOD_HELP, PeriodField
from initiatives.presentation.files import OFFERED_FORMATS
from initiatives.presentation.moments import AS_OF
from initiatives.presentation.rights import Rights
from initiatives.presentation.visits import Visit, visit_of
from initiatives.queries.bodies import bodies_of
from initiatives.services import deadlines
from initiatives.services.authorship import Author
from initiatives.services.deadlines import NewDeadline


class DeadlineForm(TranslatedForm):
    """A deadline. Its period is a field in a draft alone: later it changes with a reason, on a page of its own."""

    period = PeriodField(
        label=gettext_lazy("Deadline"),
        required=False,
        help_text=format_lazy("{} {}", PERIOD_HELP, gettext_lazy("Leave it empty where the plan gives no date.")),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.instance.pk is not None:
            self.initial["period"] = self.instance.original


@admin.register(Deadline, site=site)
class DeadlineAdmin(DeadlineColumns, RecordingPages, ChangePages, RemovableAdmin, PartAdmin):
    """Deadlines. Status and dates are written on pages of their own, with a reason and for ever."""

    plan_path = "action__plan"
    belongs_to = {"in_action": Action}
    translated = True
    form = translated_form(Deadline, DeadlineForm)
    action_form = SeenForm
    actions = ("confirm_unchanged",)
    list_display = LIST_DISPLAY
    list_display_links = None
    list_max_show_all = 500
    change_list_template = "admin/initiatives/deadline/change_list.html"
    own_fields = [
        (None, {"fields": ["seen_version", "above_it", "key", "label", "kind", "firmness"]}),
        (
            gettext_lazy("In the plan's own words"),
            {"fields": ["wording", "wording_language", "place", "interpretation_note", "is_confirmed"]},
        ),
        (gettext_lazy("Review"), {"fields": ["review_after_months"], "classes": ["collapse"]}),
    ]
    new_fields = [
        (None, {"fields": ["key", "label", "kind", "period", "firmness"]}),
        *own_fields[1:],
    ]

    # ---- who may

    def may_change(self, visit: Visit, thing: Deadline) -> bool:
        """Coordinators of the plan, until it is archived."""
        plan = thing.action.plan
        return plan.state != PlanState.ARCHIVED and policies.may_edit_plan(visit.actor, plan.pk)

    def has_history(self, thing: Deadline) -> bool:
        """Whether its plan was ever published, or something was recorded on it."""
        return thing.action.plan.was_published or thing.log_seq > 0

    def has_record_permission(self, request: HttpRequest, obj: Deadline | None = None) -> bool:
        """Return whether the person records anywhere; on which deadlines, the service decides."""
        actor = visit_of(request).actor
        return any(actor.reach(role) != policies.NOWHERE for role in (Role.CONTRIBUTOR, Role.COORDINATOR))

    # ---- writing

    def create(self, by: Author, above: Action, content: dict[str, Any]) -> Deadline:
        """Create a deadline of the action."""
        return deadlines.create_deadline(by=by, action=above, new=NewDeadline(**content))

    def update(self, by: Author, thing: Deadline, expected_version: int | None, content: dict[str, Any]) -> Deadline:
        """Change the deadline's texts and marks; in a draft, its period."""
        return deadlines.update_deadline(by=by, deadline=thing, expected_version=expected_version, **content)

    def remove(self, by: Author, thing: Deadline) -> None:
        """Delete a deadline of a draft."""
        deadlines.delete_deadline(by=by, deadline=thing)

    @admin.action(description=gettext_lazy("Confirm unchanged"), permissions=["record"])
    def confirm_unchanged(self, request: HttpRequest, queryset: QuerySet[Deadline]) -> None:
        """Confirm the selected deadlines."""
        confirm_selected(request, queryset)

    # ---- the list

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the list as a file."""
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/<format_name>/", view, name="initiatives_deadline_export"), *super().get_urls()]

    def export_view(self, request: HttpRequest, format_name: str) -> HttpResponseBase:
        """Answer with the list as a file."""
        return export(request, self, format_name)

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[DeadlineChangeList]:
        """Return the list that is judged on a day."""
        return DeadlineChangeList

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer nothing that records while another day is judged."""
        return {} if request.GET.get(AS_OF) or request.GET.get("known") else super().get_actions(request)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, with the form that narrows it."""
        answer = super().changelist_view(request, {"formats": OFFERED_FORMATS, **(extra_context or {})})
        context: dict[str, Any] = getattr(answer, "context_data", None) or {}
        if (listed := context.get("cl")) is not None:
            context.update(listed.page_context(request))
        return answer

    # ---- the page

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read with it what is above, and the row in force."""
        return super().get_queryset(request).select_related("action__plan", "latest_update")

    def get_fieldsets(self, request: HttpRequest, obj: Deadline | None = None) -> Any:
        """Ask for the period in a draft; once published it is shown, with the history, above the form."""
        sets = super().get_fieldsets(request, obj)
        if obj is None or self.has_history(obj):
            return sets
        name, first = sets[0]
        return [(name, {**first, "fields": [*first["fields"], "period"]}), *sets[1:]]

    def get_readonly_fields(self, request: HttpRequest, obj: Deadline | None = None) -> Any:
        """Keep the key always, and whether the reading is confirmed once the plan is published."""
        if obj is None:
            return ()
        return ("above_it", "key", "is_confirmed") if obj.action.plan.was_published else ("above_it", "key")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show where it stands and its history beside the form."""
        deadline = self.get_object(request, object_id)
        if not self.has_view_permission(request, deadline):
            return super().change_view(request, object_id, form_url, extra_context)
        rights = Rights.on(visit_of(request), deadline)
        return super().change_view(request, object_id, form_url, {**about(rights), **(extra_context or {})})

    @admin.display(description=gettext_lazy("of"))
    def above_it(self, deadline: Deadline) -> SafeString:
        """The way up: plan, objective and action."""
        action = deadline.action
        chain = (action.plan, action.objective, action)
        links = [format_html('<a href="{}">{}</a>', page_of(thing), thing) for thing in chain]
        return format_html("{} › {} › {}", *links)

    def related(self, request: HttpRequest, thing: Deadline) -> list[RelatedTable]:
        """Show who is responsible, by its own words or by inheritance."""
        visit = visit_of(request)
        inherited = bodies_of([thing.pk], visit.moment)[thing.pk]
        may_add = self.may_change(visit, thing)
        return [responsibilities_of(thing, "for_deadline", may_add=may_add, inherited=inherited)]
