"""The pages of the log of deadline changes: read here, recorded on the page of a deadline."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy

from initiatives.admin.base.log import LOG_FILTERS, LogAdmin
from initiatives.admin.site import site
from initiatives.models import DeadlineChange
from initiatives.presentation import display


@admin.register(DeadlineChange, site=site)
class DeadlineChangeAdmin(LogAdmin):
    """Every move, settled reading, first date and removal, for ever."""

    list_display = ("recorded_at", "deadline_link", "kind", "before", "after", "reason", "after_passing", "who_name")
    list_filter = (*LOG_FILTERS, "reason", "after_passing")
    search_fields = ("explanation",)
    searched_texts = ("who_name", "explanation", "decision_reference")
    fields = (
        "deadline_link",
        "seq",
        "kind",
        "before",
        "after",
        "original_before",
        "original_after",
        "after_passing",
        "effective_on",
        "reason",
        "explanation",
        "decision_reference",
        "who_name",
        "origin",
        "recorded_at",
        "known_at",
    )

    @admin.display(description=gettext_lazy("before"))
    def before(self, row: DeadlineChange) -> str:
        """The deadline before."""
        return display.period(row.old)

    @admin.display(description=gettext_lazy("after"))
    def after(self, row: DeadlineChange) -> str:
        """The deadline after."""
        return display.period(row.new)

    @admin.display(description=gettext_lazy("original before"))
    def original_before(self, row: DeadlineChange) -> str:
        """The original deadline before; another one where a reading was settled."""
        return display.period(row.old_original)

    @admin.display(description=gettext_lazy("original after"))
    def original_after(self, row: DeadlineChange) -> str:
        """The original deadline after."""
        return display.period(row.new_original)
