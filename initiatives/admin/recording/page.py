"""What all pages about one deadline share: finding it, its facts and history beside the form, and saving once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from initiatives.admin.base.addresses import form_for_new, page_of
from initiatives.admin.base.policy import PolicyAdmin
from initiatives.clocks import Moment
from initiatives.models import Deadline
from initiatives.presentation import display
from initiatives.presentation.history import history_shown
from initiatives.presentation.logged_form import LoggedForm
from initiatives.presentation.rights import Rights
from initiatives.presentation.saving import Outcome, save_once
from initiatives.presentation.visits import Visit, visit_of
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.history import deadline_history
from initiatives.queries.review import review_days
from initiatives.queries.rows import deadline_rows


def facts_of(deadline: Deadline, moment: Moment) -> DeadlineRow:
    """Return the row of facts of one deadline."""
    return next(iter(deadline_rows(Deadline.objects.at(moment).filter(pk=deadline.pk), moment)))


def about(rights: Rights) -> dict[str, Any]:
    """Return what the pages about a deadline show of it: where it stands, and its history with the buttons in it."""
    moment = rights.visit.moment
    row = facts_of(rights.deadline, moment)
    reviews = review_days(Deadline.objects.at(moment).filter(pk=rights.deadline.pk))
    return {
        "deadline": rights.deadline,
        "rights": rights,
        "row": row,
        "badge": display.position_badge(row.position, row.days_overdue, row.days_late, row.days_left),
        "review": display.review_words(reviews.get(rights.deadline.pk), moment.as_of),
        "next_occurrence": next_occurrence(rights, row),
        "due": display.deadline_period(row.current),
        "original_due": display.period(row.original) if row.original != row.current else "",
        "status_words": display.status_words(row.status),
        "confidence_words": display.confidence_words(row.confidence),
        "history": history_shown(
            deadline_history(rights.deadline, moment),
            rights,
            lambda entry: (
                page_of(rights.deadline, "correct", entry.public_id),
                page_of(rights.deadline, "withdraw", entry.public_id),
            ),
        ),
    }


def next_occurrence(rights: Rights, row: DeadlineRow) -> str:
    """Return the address of the form for the next of a series, where it is offered."""
    if not rights.may_add_next(row.position):
        return ""
    return form_for_new(Deadline, in_action=rights.deadline.action.public_id)


class DeadlinePages(PolicyAdmin):
    """Pages under the address of one deadline."""

    def rights_on(self, request: HttpRequest, object_id: str) -> Rights:
        """Return the visitor's rights on the deadline of the address. Raises Http404 where none is visible."""
        deadline = self.get_object(request, object_id)
        if not self.has_view_permission(request, deadline):
            raise Http404
        return Rights.on(visit_of(request), deadline)

    def show(
        self, request: HttpRequest, rights: Rights, template: str, title: str, form: LoggedForm, **more: Any
    ) -> HttpResponse:
        """Show a form with the deadline's facts and history beside it."""
        context = {
            **self.admin_site.each_context(request),
            **about(rights),
            "opts": self.opts,
            "original": rights.deadline,
            "title": title,
            "subtitle": None,
            "form": form,
            **more,
        }
        return TemplateResponse(request, f"admin/initiatives/deadline/{template}.html", context)

    def save_once(
        self,
        request: HttpRequest,
        rights: Rights,
        form: LoggedForm,
        write: Callable[[int], Any],
        is_repeat: Callable[[Visit, int], bool],
    ) -> HttpResponse | None:
        """Write through a service and go to the deadline's page; None when the form has to be shown again."""
        saving = save_once(form, rights, write, is_repeat)
        if not saving.is_done:
            return None
        if saving.outcome == Outcome.REPEATED:
            messages.info(request, _("This had been recorded already; the second click changed nothing."))
        else:
            messages.success(request, _("Recorded on “%(deadline)s”.") % {"deadline": rights.deadline})
        return HttpResponseRedirect(page_of(rights.deadline))
