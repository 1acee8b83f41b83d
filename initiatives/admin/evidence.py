"""The pages of evidence: read here, recorded with a report."""

from __future__ import annotations

from typing import Any, NoReturn

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from initiatives.admin.base.addresses import page_of
from initiatives.admin.base.policy import ReadOnlyAdmin
from initiatives.admin.site import site
from initiatives.models import Evidence
from initiatives.presentation import display


@admin.register(Evidence, site=site)
class EvidenceAdmin(ReadOnlyAdmin):
    """What shows that reports are true."""

    plan_path = "status_update__deadline__action__plan"
    list_display = ("title", "where", "deadline", "recorded")
    list_display_links = None
    fields = ("title", "where", "deadline", "recorded")
    search_fields = ("title", "case_number", "link")
    date_hierarchy = "status_update__known_on"
    ordering = ("-status_update__known_on", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read with it what the list names."""
        return super().get_queryset(request).select_related("status_update__deadline__action__plan")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> NoReturn:
        """Raise Http404: evidence has no page of its own, it stands in the list and in the history of its deadline."""
        raise Http404

    @admin.display(description=gettext_lazy("link or case number"))
    def where(self, row: Evidence) -> SafeString | str:
        """Where it is found."""
        if display.safe_link(row.link):
            return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', row.link, row.link)
        return row.case_number or row.link

    @admin.display(description=gettext_lazy("deadline"))
    def deadline(self, row: Evidence) -> SafeString:
        """The way to the deadline that it is about."""
        about = row.status_update.deadline
        return format_html('<a href="{}">{}</a>', page_of(about), about.ref)

    @admin.display(description=gettext_lazy("recorded"), ordering="status_update__known_on")
    def recorded(self, row: Evidence) -> str:
        """When and by whom."""
        return f"{display.day(row.status_update.known_on)}, {row.status_update.who_name}"
