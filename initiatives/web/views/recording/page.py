"""What all pages that write about one deadline share: finding it, who may, another day, its facts, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from initiatives.choices import PersonEventKind, PlanState
from initiatives.models import Deadline, DeadlineChange, StatusUpdate
from initiatives.presentation.addresses import address_of, safe_address
from initiatives.presentation.explanations import why
from initiatives.presentation.finding import find_public
from initiatives.presentation.rights import Rights
from initiatives.presentation.statement import Said, all_of
from initiatives.queries.rows import rows_of
from initiatives.queries.visible import visible_q
from initiatives.services.statements import Report
from initiatives.web.page import Page


class DeadlinePage(Page):
    """A page that writes about one deadline. Each says in ``allow`` who may, and in ``answer`` what it does.

    What may not be seen is 404, what may not be done 403 with the reason; on another day it only leads back to today.
    """

    http_method_names: Sequence[str] = ("get", "head", "post")
    travels = False
    rights: Rights

    def get(self, request: HttpRequest, **names: Any) -> HttpResponse:
        """Show the form."""
        return self._begin(**names)

    def post(self, request: HttpRequest, **names: Any) -> HttpResponse:
        """Write what the form says, and lead back; or show the form again with what is wrong."""
        return self._begin(**names)

    def find(self, **names: Any) -> Deadline:
        """Return the deadline of the address. Raises Http404 where the visitor sees none."""
        return self.visible_deadline(str(names["deadline_id"]))

    def allow(self) -> None:
        """Raise PermissionDenied, with the reason in words, unless the visitor may do what the page is for."""
        self.must_record()

    def answer(self, **names: Any) -> HttpResponse:
        """Show the form or write what it says."""
        raise NotImplementedError

    def visible_deadline(self, identity: str) -> Deadline:
        """Return a deadline by its public id. Raises Http404 where the visitor sees none of that id today."""
        visible = Deadline.objects.filter(visible_q(self.visit.actor, self.visit.moment))
        found: Deadline | None = find_public(visible.select_related("action__plan", "latest_update"), identity)
        if found is None:
            raise Http404
        return found

    def must_record(self) -> None:
        """Raise PermissionDenied unless the visitor may record on the deadline."""
        if self.deadline.action.plan.state == PlanState.ARCHIVED:
            raise PermissionDenied(_("The plan is archived: nothing more is recorded on it."))
        if not self.rights.may_record:
            raise PermissionDenied(_("You may record only on deadlines that your organisation leads or helps with."))

    def must_coordinate(self, words: str) -> None:
        """Raise PermissionDenied with these words unless the visitor coordinates the deadline."""
        if self.deadline.action.plan.state == PlanState.ARCHIVED:
            raise PermissionDenied(_("The plan is archived: nothing more is recorded on it."))
        if not self.rights.coordinates:
            raise PermissionDenied(words)

    @property
    def deadline(self) -> Deadline:
        """The deadline that the page writes about, as it stands."""
        return self.rights.deadline

    @property
    def wanted(self) -> str:
        """The address that the visitor came from and wants to be led back to; empty where none was given."""
        asked = self.request.POST.get("next") or self.request.GET.get("next", "")
        return safe_address(self.request, asked) if asked else ""

    @property
    def action_page(self) -> str:
        """The deadline on the page of its action."""
        action = self.deadline.action
        return f"{address_of('action', action.plan.slug, action.number)}#{self.deadline.key}"

    def go_back(self, words: str | SafeString, *, level: int = messages.SUCCESS) -> HttpResponse:
        """Lead to where the visitor came from, or to the action, with a message."""
        messages.add_message(self.request, level, words)
        return HttpResponseRedirect(self.wanted or self.action_page)

    def show_deadline(self, **context: Any) -> HttpResponse:
        """Show the page with the facts and the last report of its deadline beside the form."""
        (row,) = rows_of([self.deadline.pk], self.visit.moment)
        last = self.deadline.latest_update
        shared = {
            "deadline": self.deadline,
            "rights": self.rights,
            "row": row,
            "why": why(row),
            "last": last,
            "last_said": self.said_in(last) if last is not None else [],
            "may_strike_last": last is not None and self.rights.may_strike(last),
            "action_page": self.action_page,
            "back": self.wanted or self.action_page,
            "next": self.wanted,
            "crumbs": [
                (row.plan_title, address_of("plan", row.plan)),
                (f"{row.action_number} {row.action}", self.action_page),
            ],
        }
        return self.show(**{**shared, **context})

    def said_in(self, row: StatusUpdate) -> list[Said]:
        """Return what a report says, as far as the visitor may read it."""
        report = self.report_of(row)
        return [item for item in all_of(report) if item.value]

    def report_of(self, row: StatusUpdate) -> Report:
        """Return the statement of a row, without the internal note where that is not for the visitor."""
        report = Report.repeating(row)
        if not self.rights.may_read_internal_notes:
            return replace(report, internal_note="")
        if report.internal_note:
            self.visit.noting.note(PersonEventKind.NOTE_READ)
        return report

    def newest_change(self) -> DeadlineChange | None:
        """Return the change of the deadline's date, where that is the newest thing in its log."""
        return DeadlineChange.objects.filter(deadline=self.deadline, seq=self.deadline.log_seq).first()

    def _begin(self, **names: Any) -> HttpResponse:
        self.rights = Rights.on(self.visit, self.find(**names))
        if not self.may_write:
            return self._on_another_day()
        self.allow()
        return self.answer(**names)

    def _on_another_day(self) -> HttpResponse:
        self.template = "recording/another_day.html"
        self.title = _("Nothing can be recorded on another day")
        query = f"?{urlencode({'next': self.wanted})}" if self.wanted else ""
        status = 403 if self.request.method == "POST" else 200
        return self.show_deadline(status=status, today=f"{self.request.path}{query}")
