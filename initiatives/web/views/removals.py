"""The removal of a text from the log, by two coordinators of the plan: one asks, another decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import policies
from initiatives.choices import PersonEventKind
from initiatives.models import DeadlineChange, RedactionRequest, StatusUpdate
from initiatives.presentation.addresses import address_of
from initiatives.presentation.refusals import REFUSED, say, words_of
from initiatives.presentation.removals import (
    RemovableText,
    RemovalForm,
    removable_texts,
    removal_shown,
    texts_shown,
)
from initiatives.queries.removals import removals_seen
from initiatives.queries.visible import visible_q
from initiatives.services.redaction import decide_redaction, request_redactions
from initiatives.web.page import Page

MOST = 100
KINDS: dict[str, Any] = {"status-update": StatusUpdate, "deadline-change": DeadlineChange}


class RemovalPage(Page):
    """What the pages share: they are of today, and an internal note that one shows is logged."""

    travels = False

    def note_shown(self, texts: list[RemovableText]) -> None:
        """Note that an internal note was shown, if one was."""
        if any(each.is_internal for each in texts):
            self.visit.noting.note(PersonEventKind.NOTE_READ)


class Removals(RemovalPage):
    """Requests that wait, and what became of the last ones. For coordinators of plans and auditors; others: 404."""

    template = "removals/list.html"
    title = gettext_lazy("Removal of texts")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        actor = self.visit.actor
        if not policies.may_read_removals(actor):
            raise Http404
        seen = removals_seen(actor)
        return self.show(
            waiting=[removal_shown(each) for each in seen.filter(decision__isnull=True)[:MOST]],
            decided=[removal_shown(each) for each in seen.filter(decision__isnull=False)[:MOST]],
        )


class Ask(RemovalPage):
    """Ask that texts of one row of the log be removed."""

    http_method_names = ("get", "head", "post")
    template = "removals/ask.html"
    title = gettext_lazy("Have a text removed")

    def get(self, request: HttpRequest, kind: str, identity: UUID) -> HttpResponse:
        """Show the texts, to choose from."""
        row = self._row(kind, identity)
        return self._show(row, RemovalForm(texts=removable_texts(row)))

    def post(self, request: HttpRequest, kind: str, identity: UUID) -> HttpResponse:
        """Ask; the form comes back with what is wrong."""
        row = self._row(kind, identity)
        form = RemovalForm(request.POST, texts=removable_texts(row))
        if form.is_valid():
            try:
                request_redactions(by=self.visit.author, wanted=form.wanted(), reason=form.cleaned_data["reason"])
            except REFUSED as refusal:
                say(form, refusal)
            else:
                messages.success(request, _("It has been asked for. Another coordinator of the plan decides."))
                return HttpResponseRedirect(address_of("removals"))
        return self._show(row, form, status=422)

    def _row(self, kind: str, identity: UUID) -> Any:
        """Return the row. Raises Http404 where the visitor sees none, PermissionDenied for who may not ask."""
        model = KINDS.get(kind)
        if model is None:
            raise Http404
        seen = model.objects.filter(visible_q(self.visit.actor, self.visit.moment, "deadline__action__plan"))
        row = seen.filter(public_id=identity).select_related("deadline__action__plan").first()
        if row is None:
            raise Http404
        if not policies.may_edit_plan(self.visit.actor, row.deadline.action.plan_id):
            raise PermissionDenied(_("Two coordinators of the plan must stand behind a redaction."))
        return row

    def _show(self, row: Any, form: RemovalForm, *, status: int = 200) -> HttpResponse:
        self.note_shown(list(form.offered))
        action = row.deadline.action
        chosen = form["texts"].value() or []
        return self.show(
            status=status,
            row=row,
            form=form,
            texts=[(each, each.code in chosen) for each in form.offered],
            back=f"{address_of('action', action.plan.slug, action.number)}#{row.deadline.key}",
        )


class Decide(RemovalPage):
    """Approve or decline a request of somebody else's."""

    http_method_names = ("get", "head", "post")
    template = "removals/decide.html"
    title = gettext_lazy("Shall the text go?")

    def get(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        """Show what would go, and where it is repeated."""
        return self._show(self._found(request_id))

    def post(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        """Decide; the page comes back with what is in the way."""
        found = self._found(request_id)
        deadline = removal_shown(found).deadline
        if not policies.may_edit_plan(self.visit.actor, deadline.action.plan_id):
            raise PermissionDenied(_("Two coordinators of the plan must stand behind a redaction."))
        answer = request.POST.get("decision", "")
        if answer not in ("approve", "decline"):
            return self._show(found, problem=_("Choose whether it is approved or declined."), status=422)
        try:
            decide_redaction(by=self.visit.author, request=found, approve=answer == "approve")
        except REFUSED as refusal:
            return self._show(self._found(request_id), problem=words_of(refusal), status=422)
        said = _("The text has been removed.") if answer == "approve" else _("Declined: the text stays.")
        messages.success(request, said)
        return HttpResponseRedirect(address_of("removals"))

    def _found(self, request_id: UUID) -> RedactionRequest:
        found = removals_seen(self.visit.actor).filter(public_id=request_id).first()
        if found is None:
            raise Http404
        return found

    def _show(self, found: RedactionRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
        shown = removal_shown(found)
        texts = texts_shown(found) if not shown.decided else []
        self.note_shown(texts)
        coordinates = policies.may_edit_plan(self.visit.actor, shown.deadline.action.plan_id)
        own = found.asked_by == self.visit.actor.user
        return self.show(
            status=status,
            removal=shown,
            texts=texts,
            problem=problem,
            may_decide=coordinates and not own and not shown.decided,
            is_own=own,
        )
