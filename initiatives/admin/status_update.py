"""The pages of the log of status: read here, recorded on the page of a deadline."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import policies
from initiatives.admin.base.addresses import page_of
from initiatives.admin.base.log import LOG_FILTERS, LogAdmin
from initiatives.admin.site import site
from initiatives.choices import PersonEventKind, UpdateKind
from initiatives.models import StatusUpdate
from initiatives.presentation import display
from initiatives.presentation.visits import visit_of
from initiatives.queries.bodies import responsible_organisations

NOTE_IN_LIST = 120


@admin.register(StatusUpdate, site=site)
class StatusUpdateAdmin(LogAdmin):
    """Every report, for ever; what was corrected or withdrawn says so."""

    list_display = ("recorded_at", "deadline_link", "kind", "status_shown", "who_name", "note_shortened")
    list_filter = (*LOG_FILTERS, "status")
    search_fields = ("note",)
    searched_texts = ("who_name", "note")
    fields = (
        "deadline_link",
        "seq",
        "kind",
        "strikes",
        "struck",
        "status_shown",
        "effective_on",
        "started_on",
        "completed_shown",
        "forecast_shown",
        "confidence",
        "confidence_reason",
        "delay_reason",
        "note",
        "internal_note",
        "superseded_by",
        "evidence_shown",
        "who_name",
        "origin",
        "recorded_at",
        "known_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read with it what struck it."""
        return super().get_queryset(request).prefetch_related("struck_by")

    def get_fields(self, request: HttpRequest, obj: StatusUpdate | None = None) -> Any:
        """Leave the internal note out for those whom it does not concern."""
        if obj is not None:
            bodies = responsible_organisations(obj.deadline_id, visit_of(request).today)
            actor = visit_of(request).actor
            if policies.may_read_internal_notes(actor, obj.deadline.action.plan_id, bodies):
                if obj.internal_note:
                    visit_of(request).noting.note(PersonEventKind.NOTE_READ)
                return self.fields
        return [field for field in self.fields if field != "internal_note"]

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def status_shown(self, row: StatusUpdate) -> SafeString | str:
        """The status; struck through, with a word that says so, where the row no longer stands."""
        if row.kind == UpdateKind.WITHDRAWAL:
            return display.NOTHING
        if not (struck := self._struck_by(row)):
            return display.status_words(row.status)
        return format_html(
            '<del>{}</del><span class="under">{}</span>', display.status_words(row.status), struck.get_kind_display()
        )

    @admin.display(description=gettext_lazy("note"))
    def note_shortened(self, row: StatusUpdate) -> str:
        """The beginning of the note."""
        return Truncator(row.note).chars(NOTE_IN_LIST)

    @admin.display(description=gettext_lazy("struck by"))
    def struck(self, row: StatusUpdate) -> SafeString | str:
        """The way to what corrected or withdrew it."""
        struck = self._struck_by(row)
        return format_html('<a href="{}">{}</a>', page_of(struck), struck) if struck else display.NOTHING

    @admin.display(description=gettext_lazy("strikes"))
    def strikes(self, row: StatusUpdate) -> SafeString | str:
        """The way to what it corrects or withdraws."""
        return format_html('<a href="{}">{}</a>', page_of(row.target), row.target) if row.target else display.NOTHING

    @admin.display(description=gettext_lazy("completed"))
    def completed_shown(self, row: StatusUpdate) -> str:
        """When it was completed."""
        return display.period(row.completed)

    @admin.display(description=gettext_lazy("forecast"))
    def forecast_shown(self, row: StatusUpdate) -> str:
        """When it is expected."""
        return display.period(row.forecast)

    @admin.display(description=gettext_lazy("evidence"))
    def evidence_shown(self, row: StatusUpdate) -> SafeString | str:
        """What shows that it is true."""
        items = [(item.title, item.link or item.case_number) for item in row.evidence.all()]
        return format_html_join(SafeString("<br>"), "{}: {}", items) if items else _("none")

    def _struck_by(self, row: StatusUpdate) -> StatusUpdate | None:
        return next(iter(row.struck_by.all()), None)
