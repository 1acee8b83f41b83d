"""The page of a thing that keeps versions: its form, what belongs to it, and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.admin.base.related import RelatedTable
from initiatives.admin.base.saving import ServiceAdmin
from initiatives.admin.base.translations import translation_fieldsets
from initiatives.admin.base.versions import versions_page
from initiatives.presentation.addresses import address_of
from initiatives.presentation.display import NOTHING, language_name
from initiatives.presentation.finding import find_public
from initiatives.presentation.visits import Visit, visit_of

Fieldsets = list[tuple[Any, dict[str, Any]]]


class ThingAdmin(ServiceAdmin):
    """Shows below the form what belongs to the thing, and as its history what every edit changed.

    ``own_fields`` are the fields of the form for a thing that exists, ``new_fields`` those for one that is added.
    """

    own_fields: Fieldsets = []
    new_fields: Fieldsets = []
    translated = False

    def related(self, request: HttpRequest, thing: Any) -> Sequence[RelatedTable]:
        """Return the tables below the form."""
        return ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields of the form, with one fieldset a language where the thing has texts."""
        if obj is None:
            return self.new_fields or self.own_fields
        if not self.translated:
            return self.own_fields
        if self.has_change_permission(request, obj):
            return [*self.own_fields, *translation_fieldsets(obj)]
        return [*self.own_fields, (_("In other languages"), {"fields": ["other_languages"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields that are only shown; who may not change a thing reads its translations as a list."""
        return [*super().get_readonly_fields(request, obj), *(["other_languages"] if self.translated else [])]

    @admin.display(description=gettext_lazy("Texts"))
    def other_languages(self, thing: Any) -> SafeString:
        """Return every text of the thing in another language than its own, or a dash."""
        return format_html_join(
            mark_safe("<br>"),
            '{} ({}): <span lang="{}">{}</span>',
            (
                (thing._meta.get_field(field).verbose_name, language_name(code), code, entry["text"])
                for code, entries in thing.translations.items()
                for field, entry in entries.items()
                if entry.get("text")
            ),
        ) or SafeString(NOTHING)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the form with what belongs to the thing below it."""
        thing = self.get_object(request, object_id) if request.method == "GET" else None
        tables = self.related(request, thing) if thing is not None else ()
        return super().change_view(request, object_id, form_url, {"related": tables, **(extra_context or {})})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the versions, newest first."""
        thing = self.get_object(request, object_id)
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        page, versions = versions_page(thing, request.GET.get("p"), visit_of(request).actor)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Versions: %(thing)s") % {"thing": thing},
            "subtitle": None,
            "opts": self.opts,
            "original": thing,
            "page": page,
            "versions": versions,
            "edits": address_of("edits", self.opts.model_name, thing.public_id),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/initiatives/object_history.html", context)


class PartAdmin(ThingAdmin):
    """Things that are added from the page of what they belong to, which the address of the form names.

    ``belongs_to`` has the models that may be named, by the parameter that names them.
    """

    belongs_to: Mapping[str, type[Model]] = {}

    def above(self, request: HttpRequest) -> Any:
        """Return the visible thing that the address names by its public id, or None where it names none.

        Raises Http404 where what it names is not there, or not to be seen.
        """
        for parameter, model in self.belongs_to.items():
            if named := request.GET.get(parameter):
                page = self.admin_site._registry[model]
                found = find_public(page.get_queryset(request), named)
                if found is None:
                    raise Http404
                return found
        return None

    def may_add_to(self, visit: Visit, above: Any) -> bool:
        """Whoever may change the thing above adds to it."""
        page = self.admin_site._registry[type(above)]
        return isinstance(page, ThingAdmin) and page.may_change(visit, above)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the address names a thing to which the person may add."""
        above = self.above(request)
        return above is not None and self.may_add_to(visit_of(request), above)

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Offer no form on the overview: a part is added from the page of what it belongs to."""
        return {**super().get_model_perms(request), "add": False, "change": False}

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show to what the new thing is added."""
        return super().add_view(request, form_url, {"subtitle": self.above(request), **(extra_context or {})})
