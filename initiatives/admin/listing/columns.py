"""The columns of the list, each from the row of facts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import F
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from initiatives.admin.base.addresses import deadline_page
from initiatives.presentation import display

LIST_DISPLAY = (
    "number",
    "what",
    "lead",
    "due",
    "position_shown",
    "days_over",
    "status_shown",
    "last_update",
    "record_link",
)


class DeadlineColumns:
    """Mixed into the page of deadlines; every method takes a row of the list, which has its facts as ``row``."""

    @admin.display(description=gettext_lazy("number"), ordering="action__number_key")
    def number(self, deadline: Any) -> SafeString:
        """The plan's own number, with the plan beneath."""
        return format_html('{}<span class="under">{}</span>', deadline.row.action_number, deadline.row.plan)

    @admin.display(description=gettext_lazy("action and deadline"))
    def what(self, deadline: Any) -> SafeString:
        """The action, what is due, and the reference that names it for ever."""
        return format_html(
            '<a href="{}">{}</a><span class="under">{}</span>',
            deadline_page(deadline.row.deadline_id),
            display.text(deadline.row.action),
            display.text(deadline.row.label),
        )

    @admin.display(description=gettext_lazy("lead"))
    def lead(self, deadline: Any) -> SafeString:
        """Who leads or hosts, and the mailbox to write to."""
        names = ", ".join(deadline.row.leads) or display.NOTHING
        links = [(contact, contact) for contact in dict.fromkeys(deadline.row.contacts)]
        return format_html("{}{}", names, format_html_join("", '<a class="under" href="mailto:{}">{}</a>', links))

    @admin.display(description=gettext_lazy("current deadline"), ordering=F("due_latest").asc(nulls_last=True))
    def due(self, deadline: Any) -> SafeString:
        """The period in force, and what it was where it has been moved; whether its reading is settled."""
        row = deadline.row
        notes = []
        if row.original != row.current and row.original:
            notes.append(_("original: %(period)s") % {"period": display.period(row.original)})
        if row.moves:
            notes.append(ngettext("moved once", "moved %(number)s times", row.moves) % {"number": row.moves})
        if row.moved_late:
            notes.append(_("moved after it had passed"))
        if not row.is_confirmed:
            notes.append(_("reading not settled"))
        if not notes:
            return display.deadline_period(row.current)
        return format_html('{}<span class="under">{}</span>', display.deadline_period(row.current), ", ".join(notes))

    @admin.display(description=gettext_lazy("position"), ordering="position")
    def position_shown(self, deadline: Any) -> SafeString:
        """Where it stands: word and shape."""
        row = deadline.row
        badge = display.position_badge(row.position, row.days_overdue, row.days_late, row.days_left)
        return format_html("{}{}", badge, display.review_words(deadline.review_on, row.as_of))

    @admin.display(description=gettext_lazy("days overdue"), ordering=F("days_overdue").asc(nulls_last=True))
    def days_over(self, deadline: Any) -> str:
        """How many days it is over."""
        return display.NOTHING if deadline.row.days_overdue is None else str(deadline.row.days_overdue)

    @admin.display(description=gettext_lazy("status"), ordering="state_status")
    def status_shown(self, deadline: Any) -> SafeString:
        """How far the work is, and whether it will be made."""
        row = deadline.row
        return format_html("{}{}", display.status_words(row.status), display.confidence_words(row.confidence))

    @admin.display(description=gettext_lazy("last update"), ordering=F("state_recorded_at").asc(nulls_last=True))
    def last_update(self, deadline: Any) -> SafeString | str:
        """When and by whom."""
        row = deadline.row
        if row.last_update_on is None:
            return format_html('<span class="nothing">{}</span>', display.NOTHING)
        return format_html('{}<span class="under">{}</span>', display.day(row.last_update_on), row.last_update_by)

    @admin.display(description=gettext_lazy("record"))
    def record_link(self, deadline: Any) -> SafeString | str:
        """The way to the form, for whoever may record here."""
        if not deadline.may_record:
            return ""
        return format_html(
            '<a class="record-link" href="{}" aria-label="{}">{}</a>',
            deadline_page(deadline.row.deadline_id, "record"),
            _("Record status: %(deadline)s") % {"deadline": deadline.row.ref},
            pgettext("button", "Record"),
        )
