"""The page on which the last report is confirmed unchanged; lists send its form straight from their rows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.choices import UpdateKind
from initiatives.presentation.addresses import address_of
from initiatives.presentation.logged_form import ConfirmForm
from initiatives.presentation.repeats import said_already
from initiatives.presentation.saving import Outcome, save_once
from initiatives.services import status_updates
from initiatives.web.views.recording import wording
from initiatives.web.views.recording.page import DeadlinePage


class Confirm(DeadlinePage):
    """Say that the last report still holds. What is refused is told in words, with the way to the form."""

    template = "recording/confirm.html"
    title = gettext_lazy("Confirm unchanged")

    def answer(self, **names: Any) -> HttpResponse:
        """Show what would be confirmed, or confirm it."""
        sent = self.request.POST if self.request.method == "POST" else None
        form = ConfirmForm(sent, initial={"version": self.deadline.version})
        overtaken = False
        if sent is not None and form.is_valid():
            saving = save_once(
                form,
                self.rights,
                lambda seen: status_updates.confirm_unchanged(
                    by=self.visit.author, deadline=self.deadline, expected_version=seen
                ),
                lambda visit, seen: said_already(visit.actor, self.deadline, seen, UpdateKind.UNCHANGED, None, None),
            )
            if saving.row is not None:
                self.deadline.refresh_from_db()
                return self.go_back(wording.recorded(saving.row, self.rights, self.wanted))
            if saving.outcome == Outcome.REPEATED:
                words = _("This had been recorded already; the second click changed nothing.")
                return self.go_back(words, level=messages.INFO)
            overtaken = saving.outcome == Outcome.OVERTAKEN
        return self.show_deadline(
            form=form,
            refusal=self.rights.refusal_of_unchanged,
            overtaken=overtaken,
            newest_change=self.newest_change() if overtaken else None,
            update_page=address_of("update", self.deadline.public_id, next=self.wanted),
        )
