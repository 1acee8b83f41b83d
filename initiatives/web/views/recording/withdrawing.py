"""The page on which a report is taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from initiatives.choices import UpdateKind
from initiatives.presentation.problems import problems_of, without_problems
from initiatives.presentation.repeats import said_already
from initiatives.presentation.saving import Outcome, save_once
from initiatives.presentation.withdraw_form import TakeBackForm
from initiatives.services import status_updates
from initiatives.web.kept import kept_form
from initiatives.web.views.recording import wording
from initiatives.web.views.recording.striking import StrikingPage


class Withdraw(StrikingPage):
    """Ask why, with the most frequent reason chosen already, and take the report back."""

    template = "recording/withdraw.html"

    def answer(self, **names: Any) -> HttpResponse:
        """Show what the report says and what taking it back means, or do it."""
        self.title = _("Take back report no. %d") % self.target.seq
        sent = self.request.POST if self.request.method == "POST" else None
        kept = None if sent is not None else kept_form(self.request)
        form = TakeBackForm(sent or kept, initial={"version": self.deadline.version})
        overtaken = False
        if kept is not None:
            without_problems([form])
        if sent is not None and form.is_valid():
            saving = save_once(
                form,
                self.rights,
                lambda seen: status_updates.withdraw(
                    by=self.visit.author, target=self.target, reason=form.words, expected_version=seen
                ),
                lambda visit, seen: said_already(
                    visit.actor, self.deadline, seen, UpdateKind.WITHDRAWAL, None, self.target
                ),
            )
            if saving.is_done:
                self.deadline.refresh_from_db()
                level = messages.INFO if saving.outcome == Outcome.REPEATED else messages.SUCCESS
                return self.go_back(wording.withdrawn(self.target, self.deadline), level=level)
            overtaken = saving.outcome == Outcome.OVERTAKEN
        return self.show_deadline(
            form=form,
            problems=[] if kept is not None else problems_of(form),
            target=self.target,
            target_said=self.said_in(self.target),
            kept=kept is not None,
            overtaken=overtaken,
        )
