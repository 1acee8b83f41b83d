"""What the pages of both logs share: found by day, plan, kind and person; read, never written."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from initiatives.admin.base.addresses import page_of
from initiatives.admin.base.filters import DeadlinePlanFilter, WhoFilter
from initiatives.admin.base.policy import ReadOnlyAdmin
from initiatives.admin.base.searching import having_words

FOUND_BY = ("deadline__search_key", "deadline__action__search_key", "deadline__action__plan__search_key")


LOG_FILTERS: tuple[Any, ...] = (DeadlinePlanFilter, "kind", "origin", WhoFilter)


class LogAdmin(ReadOnlyAdmin):
    """Rows of a log, the newest first."""

    plan_path = "deadline__action__plan"
    list_filter: ClassVar[tuple[Any, ...]] = LOG_FILTERS
    date_hierarchy = "known_on"
    ordering = ("-known_on", "-pk")
    searched_texts: tuple[str, ...] = ("who_name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read with it what the list names."""
        return super().get_queryset(request).select_related("deadline__action__plan")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find by the words of plan, action and deadline, or by the row's own words and its author."""
        by_words = having_words(queryset, search_term, *FOUND_BY)
        own = reduce(or_, (Q(**{f"{field}__icontains": search_term}) for field in self.searched_texts))
        return by_words | queryset.filter(own), False

    @admin.display(description=gettext_lazy("deadline"))
    def deadline_link(self, row: Any) -> SafeString:
        """The way to the deadline that the row is about."""
        return format_html(
            '<a href="{}">{}</a><span class="under">{}</span>', page_of(row.deadline), row.deadline.ref, row.deadline
        )
