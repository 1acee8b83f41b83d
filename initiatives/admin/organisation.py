"""The pages of organisations, which all plans share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import policies
from initiatives.admin.base.addresses import list_of, page_of
from initiatives.admin.base.counting import count_by
from initiatives.admin.base.related import RelatedTable
from initiatives.admin.base.saving import RemovableAdmin
from initiatives.admin.base.searching import having_words
from initiatives.admin.base.things import ThingAdmin
from initiatives.admin.base.translations import TranslatedForm, translated_form
from initiatives.admin.responsibility import visible_responsibilities_q
from initiatives.admin.site import site
from initiatives.models import Deadline, Organisation, Responsibility
from initiatives.presentation import display
from initiatives.presentation.visits import Visit
from initiatives.services import organisations
from initiatives.services.authorship import Author


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 60})

    def clean(self, value: Any) -> Any:
        """Return the lines that say something."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> str:
        """Show a list line by line."""
        return "\n".join(value) if isinstance(value, list) else str(value or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the lines."""
        return bool(self.clean(data or "") != (initial or []))


class OrganisationForm(TranslatedForm):
    """An organisation with its other names."""

    aliases = LinesField(label=gettext_lazy("Other names"), required=False, help_text=gettext_lazy("One a line."))


@admin.register(Organisation, site=site)
class OrganisationAdmin(RemovableAdmin, ThingAdmin):
    """Ministries, agencies, networks and other bodies; many of them have no accounts."""

    translated = True
    form = translated_form(Organisation, OrganisationForm)
    list_display = ("short_name", "name_shown", "kind", "parent_link", "responsibilities", "deadlines")
    list_filter = ("kind",)
    search_fields = ("search_key",)
    search_help_text = gettext_lazy("Name or abbreviation, in any language; accents make no difference.")
    own_fields = [
        (None, {"fields": ["seen_version", "slug", "abbreviation", "name", "kind", "parent", "aliases", "place"]}),
    ]
    new_fields = [
        (None, {"fields": ["language", "slug", "abbreviation", "name", "kind", "parent", "aliases", "place"]}),
    ]

    def may_add(self, visit: Visit) -> bool:
        """Coordinators of everything."""
        return policies.may_edit_organisations(visit.actor)

    def may_change(self, visit: Visit, thing: Organisation) -> bool:
        """Coordinators of everything."""
        return policies.may_edit_organisations(visit.actor)

    def has_history(self, thing: Organisation) -> bool:
        """Whether the record names it anywhere."""
        named = (thing.responsibilities, thing.issued_plans, thing.memberships, thing.children)
        return any(rows.exists() for rows in named)

    def create(self, by: Author, above: None, content: dict[str, Any]) -> Organisation:
        """Create an organisation."""
        return organisations.create_organisation(by=by, **content)

    def update(
        self, by: Author, thing: Organisation, expected_version: int | None, content: dict[str, Any]
    ) -> Organisation:
        """Change the organisation."""
        return organisations.update_organisation(
            by=by, organisation=thing, expected_version=expected_version, **content
        )

    def remove(self, by: Author, thing: Organisation) -> None:
        """Delete an organisation that nothing names."""
        organisations.delete_organisation(by=by, organisation=thing)

    def get_readonly_fields(self, request: HttpRequest, obj: Organisation | None = None) -> Any:
        """Keep the slug: addresses and reports name it for ever."""
        return ("slug",) if obj is not None else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read the body above with it."""
        return super().get_queryset(request).select_related("parent")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find each word in any of its names, whatever its accents."""
        return having_words(queryset, search_term), False

    def prepare(self, rows: list[Any], visit: Visit) -> None:
        """Count what each body is named for."""
        responsibilities = Responsibility.objects.filter(visible_responsibilities_q(visit))
        named = count_by(responsibilities, "organisation", [row.pk for row in rows])
        for row in rows:
            row.named = named.get(row.pk, 0)

    @admin.display(description=gettext_lazy("short name"), ordering="sort_key")
    def short_name(self, row: Organisation) -> str:
        """The abbreviation, else the name."""
        return str(row)

    @admin.display(description=gettext_lazy("name"), ordering="sort_key")
    def name_shown(self, row: Organisation) -> SafeString:
        """The name in the reader's language."""
        return display.text(row.text("name"))

    @admin.display(description=gettext_lazy("part of"))
    def parent_link(self, row: Organisation) -> SafeString | str:
        """The way up."""
        if row.parent is None:
            return display.NOTHING
        return format_html('<a href="{}">{}</a>', page_of(row.parent), row.parent)

    @admin.display(description=gettext_lazy("named"))
    def responsibilities(self, row: Any) -> int:
        """How often plans name it."""
        return int(row.named)

    @admin.display(description=gettext_lazy("deadlines"))
    def deadlines(self, row: Organisation) -> SafeString:
        """The way to the deadlines that it leads or helps with."""
        return format_html('<a href="{}">{}</a>', list_of(Deadline, organisation=row.slug), _("show"))

    def related(self, request: HttpRequest, thing: Organisation) -> list[RelatedTable]:
        """Show the bodies below it, and the way to its deadlines."""
        below = [
            (format_html('<a href="{}">{}</a>', page_of(row), row), display.text(row.text("name")))
            for row in thing.children.all()
        ]
        return [
            RelatedTable(
                title=gettext_lazy("Bodies below it"),
                columns=(gettext_lazy("short name"), gettext_lazy("name")),
                rows=below,
                empty=gettext_lazy("There is no body below it."),
                all_url=list_of(Deadline, organisation=thing.slug),
                all_label=gettext_lazy("All deadlines that it leads or helps with, those of bodies below it included"),
            )
        ]
