"""Pages whose permissions come from the policies: what a person sees, and which buttons are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.admin import ModelAdmin, ShowFacets
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, Q, QuerySet, URLField
from django.forms import ChoiceField
from django.http import Http404, HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.presentation.display import language_name
from initiatives.presentation.finding import find
from initiatives.presentation.visits import Visit, visit_of
from initiatives.queries.visible import visible_q

LANGUAGE_COLUMNS = ("language", "wording_language")


class NamedChangeList(ChangeList):
    """A list whose rows link to their pages by public id."""

    model_admin: PolicyAdmin

    def __init__(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        super().__init__(request, *arguments, **options)
        self.pk_attname = "public_id"
        self.title = capfirst(str(self.opts.verbose_name_plural))

    def get_results(self, request: HttpRequest) -> None:
        """Take the rows of this page, with what their columns need looked up for all of them at once."""
        super().get_results(request)
        self.result_list: Any = list(self.result_list)
        self.model_admin.prepare(self.result_list, visit_of(request))


if TYPE_CHECKING:
    AnyModelAdmin = ModelAdmin[Any]
else:  # Django's class takes no parameter when it runs.
    AnyModelAdmin = ModelAdmin


class PolicyAdmin(AnyModelAdmin):
    """Asks the policies, never Django's own permissions. What is not said below may not be done by anybody.

    ``plan_path`` leads from a row to its plan, whose drafts are seen by few; None where a row belongs to no plan.
    """

    plan_path: str | None = None
    actions_on_top = True
    list_per_page = 100
    show_full_result_count = False
    show_facets = ShowFacets.NEVER

    def prepare(self, rows: list[Any], visit: Visit) -> None:
        """Look up for a page of the list what its columns show; called once a page."""

    def may_view(self, visit: Visit) -> bool:
        """Whoever has a role in the content reads it."""
        return policies.may_read(visit.actor)

    def may_add(self, visit: Visit) -> bool:
        """Nobody, unless a page says otherwise."""
        return False

    def may_change(self, visit: Visit, thing: Any) -> bool:
        """Nobody, unless a page says otherwise."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return what the policies say; a row that is not visible is never found in the first place."""
        return self.may_view(visit_of(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return what the policies say."""
        return self.may_add(visit_of(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return what the policies say of this row; without a row nothing is promised."""
        return obj is not None and self.may_change(visit_of(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is removed, unless a page says otherwise."""
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the person sees the list, and with it a place on the overview."""
        return self.may_view(visit_of(request))

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Say on the overview what the list lets a person do; rows are judged one by one."""
        may_add = self.has_add_permission(request)
        return {"add": may_add, "change": may_add, "delete": False, "view": self.has_view_permission(request)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return what the person may see: drafts only for those who see drafts."""
        rows = super().get_queryset(request)
        return rows.filter(self.visible(visit_of(request)))

    def visible(self, visit: Visit) -> Q:
        """Return the condition that a row may be seen by the visitor, by today's record."""
        if self.plan_path is None:
            return Q()
        return visible_q(visit.actor, visit.moment, self.plan_path)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the visible row that an address names. Raises Http404 for what is not there, or not to be seen."""
        found = find(self.get_queryset(request), object_id)
        if found is None:
            raise Http404
        return found

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Raise Http404: only things that keep versions have such a page."""
        raise Http404

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Let addresses narrow a list by its filters and its day alone: a text that is not shown could be guessed."""
        filters: Any = (*self.get_list_filter(request), self.date_hierarchy)
        names = [each if isinstance(each, str) else getattr(each, "parameter_name", None) for each in filters]
        return any(lookup == name or lookup.startswith(f"{name}__") for name in names if name)

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        """Return the list that links by public id."""
        return NamedChangeList

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the actions of the list without the bulk removal."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Offer in each choice only what the person may see."""
        related: type[Model] = db_field.remote_field.model
        page = self.admin_site._registry.get(related)
        if "queryset" not in options and isinstance(page, PolicyAdmin):
            options["queryset"] = related._default_manager.filter(page.visible(visit_of(request)))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Return the plain form field, without the buttons that open other forms in pop-ups; languages are chosen."""
        if db_field.name in LANGUAGE_COLUMNS:
            languages = [(code, language_name(code)) for code in settings.CONTENT_LANGUAGES]
            unsaid = [("", _("the source's"))] if db_field.blank else []
            return ChoiceField(
                label=capfirst(str(db_field.verbose_name)),
                choices=[*unsaid, *languages],
                required=not db_field.blank,
                initial=db_field.default,
                help_text=db_field.help_text,
            )
        if isinstance(db_field, URLField):
            options["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **options)
        for button in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
            if field is not None and hasattr(field.widget, button):
                setattr(field.widget, button, False)
        return field


class ReadOnlyAdmin(PolicyAdmin):
    """Rows that are read here and written nowhere in the admin."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str] | tuple[Any, ...]:
        """Return every field that the page shows."""
        return tuple(self.fields or ())
