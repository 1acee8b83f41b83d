"""The pages that change what a deadline is: which change, and its form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from initiatives.choices import ChangeKind
from initiatives.presentation.addresses import address_of
from initiatives.presentation.change_form import EXPLAINED, ChangeForm, OpenChangeForm
from initiatives.presentation.problems import problems_of, without_problems
from initiatives.presentation.repeats import changed_already
from initiatives.presentation.saving import Outcome, save_once
from initiatives.presentation.written_periods import written_period
from initiatives.web.kept import kept_form
from initiatives.web.views.recording import wording
from initiatives.web.views.recording.page import DeadlinePage


class DatePage(DeadlinePage):
    """A page for those who coordinate the deadline."""

    def allow(self) -> None:
        """Only coordinators change a deadline."""
        self.must_coordinate(_("Only a coordinator changes a deadline."))

    def kinds(self) -> list[dict[str, Any]]:
        """Return the changes that the deadline can undergo, each with what it means and the address of its form."""
        return [
            {
                "code": kind.value,
                "title": EXPLAINED[kind][0],
                "explained": EXPLAINED[kind][1],
                "address": address_of("date", self.deadline.public_id, kind.value, next=self.wanted),
            }
            for kind in self.rights.changes
        ]


class DateKinds(DatePage):
    """Choose the kind of change; where only one is possible it is chosen already."""

    template = "recording/date_kinds.html"
    title = gettext_lazy("Change the deadline")
    http_method_names = ("get", "head")

    def answer(self, **names: Any) -> HttpResponse:
        """Show the kinds with a sentence each."""
        kinds = self.kinds()
        if len(kinds) == 1:
            return HttpResponseRedirect(kinds[0]["address"])
        return self.show_deadline(kinds=kinds)


class ChangeDate(DatePage):
    """Change the deadline with a reason: move it, settle its reading, give it a first date or remove its date."""

    template = "recording/date.html"

    def answer(self, **names: Any) -> HttpResponse:
        """Show the form with what the change will do, or write it once. Raises Http404 for an unknown kind."""
        if names["kind"] not in ChangeKind.values:
            raise Http404
        kind = ChangeKind(names["kind"])
        self.title, explained = EXPLAINED[kind]
        sent = self.request.POST if self.request.method == "POST" else None
        kept = None if sent is not None else kept_form(self.request)
        form = OpenChangeForm(sent or kept, initial=self._initial(kind), kind=kind)
        outcome = None
        if kept is not None:
            without_problems([form])
        if sent is not None:
            if not form.is_valid():
                form.ask_whether_past(self.visit.today)
            elif isinstance(outcome := self._save(form, kind), HttpResponse):
                return outcome
        latest = self.deadline.current.latest
        return self.show_deadline(
            form=form,
            problems=[] if kept is not None else problems_of(form, {"Stale": "overtaken-title"}),
            kind=kind.value,
            explained=explained,
            other_kinds=[other for other in self.kinds() if other["code"] != kind.value],
            kept=kept is not None,
            newest_change=self.newest_change() if outcome == Outcome.OVERTAKEN else None,
            overtaken=outcome == Outcome.OVERTAKEN,
            moves_then=self.deadline.moves + 1,
            has_passed=latest is not None and latest < self.visit.today,
            asks_whether_past=form.is_bound and ("period" in form.errors or bool(form.data.get("past_confirmed"))),
        )

    def _initial(self, kind: ChangeKind) -> dict[str, Any]:
        content: dict[str, Any] = {"version": self.deadline.version}
        if kind == ChangeKind.READING:
            period = self.deadline.original or self.deadline.current
            content["period"] = written_period(period, get_language() or "")
        return content

    def _save(self, form: ChangeForm, kind: ChangeKind) -> HttpResponse | Outcome:
        explanation = form.cleaned_data["explanation"]
        saving = save_once(
            form,
            self.rights,
            lambda _seen: form.write(kind, self.visit.author, self.deadline),
            lambda visit, seen: changed_already(visit.actor, self.deadline, seen, kind, form.period_given, explanation),
        )
        if saving.outcome == Outcome.REPEATED:
            words = _("This had been recorded already; the second click changed nothing.")
            return self.go_back(words, level=messages.INFO)
        if saving.row is not None:
            self.deadline.refresh_from_db()
            return self.go_back(wording.changed(saving.row, self.deadline))
        return saving.outcome
