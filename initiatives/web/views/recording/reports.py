"""The pages with the form of a whole statement: record, correct, reopen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from initiatives.choices import DeadlineKind, Status, UpdateKind
from initiatives.models import Deadline, StatusUpdate
from initiatives.periods import Period
from initiatives.presentation.evidence_form import evidence_forms, evidence_items
from initiatives.presentation.problems import problems_of, problems_of_pieces, without_problems
from initiatives.presentation.repeats import said_already
from initiatives.presentation.report_form import ReportForm, initial_of
from initiatives.presentation.saving import Outcome, Saving, save_once
from initiatives.presentation.statement import Compared, compared
from initiatives.presentation.written_periods import written_period
from initiatives.queries.visible import visible_q
from initiatives.services import status_updates
from initiatives.services.statements import Report
from initiatives.web.kept import kept_form
from initiatives.web.views.recording import wording
from initiatives.web.views.recording.page import DeadlinePage
from initiatives.web.views.recording.striking import StrikingPage

# Where the page speaks of what belongs to no field of the form.
PLACES = {"evidence": "evidence", "Stale": "overtaken-title"}


class ReportPage(DeadlinePage):
    """A page with the form of a statement, which begins with what ``starting`` says."""

    template = "recording/report.html"
    kind: ClassVar[UpdateKind]
    target: StatusUpdate | None = None

    def starting(self) -> Report:
        """Return the statement that the form begins with."""
        raise NotImplementedError

    def write(self, report: Report, seen: int) -> StatusUpdate:
        """Write the statement through its service."""
        raise NotImplementedError

    def answer(self, **names: Any) -> HttpResponse:
        """Show the form, with what an ended session had kept if there is such; or write what it says, once."""
        sent = self.request.POST if self.request.method == "POST" else None
        kept = None if sent is not None else kept_form(self.request)
        form, evidence = self._forms(sent if sent is not None else kept)
        if kept is not None:
            without_problems([form, *evidence])
        overtaken: Report | None = None
        # Both are asked, so that everything that is wrong is said at once.
        if sent is not None and not all([form.is_valid(), evidence.is_valid()]):
            pieces = evidence_items(evidence) if evidence.is_valid() else None
            form.say_what_is_missing(self.deadline, self.visit.today, pieces)
        elif sent is not None:
            report = form.report(evidence_items(evidence))
            saving = self._save(form, report)
            if saving.is_done:
                return self._saved(saving)
            overtaken = report if saving.outcome == Outcome.OVERTAKEN else None
        return self._show_form(form, evidence, kept=kept is not None, overtaken=overtaken)

    def _forms(self, sent: QueryDict | None) -> tuple[ReportForm, Any]:
        starting = self.starting()
        others = Deadline.objects.filter(visible_q(self.visit.actor, self.visit.moment))
        form = ReportForm(
            sent,
            initial={**self._initial(starting), "version": self.deadline.version},
            kind=self.kind,
            closes=self.rights.coordinates,
            others=others.select_related("action__plan").exclude(pk=self.deadline.pk),
        )
        return form, evidence_forms(sent, starting)

    def _initial(self, starting: Report) -> dict[str, Any]:
        """Return the first content of the form: periods in the reader's words, and today for a completion."""
        content = initial_of(starting)
        completed = starting.completed
        if starting.status != Status.COMPLETED:
            completed = Period.day(self.visit.today)
        for name, period in {"completed": completed, "forecast": starting.forecast}.items():
            content[name] = written_period(period, get_language() or "")
        return content

    def _save(self, form: ReportForm, report: Report) -> Saving[StatusUpdate]:
        return save_once(
            form,
            self.rights,
            partial(self.write, report),
            lambda visit, seen: said_already(visit.actor, self.deadline, seen, self.kind, report, self.target),
        )

    def _saved(self, saving: Saving[StatusUpdate]) -> HttpResponse:
        self.deadline.refresh_from_db()
        if saving.row is None:
            words = _("This had been recorded already; the second click changed nothing.")
            return self.go_back(words, level=messages.INFO)
        return self.go_back(wording.recorded(saving.row, self.rights, self.wanted))

    def _show_form(self, form: ReportForm, evidence: Any, *, kept: bool, overtaken: Report | None) -> HttpResponse:
        problems = [] if kept else problems_of(form, PLACES)
        if form.is_bound and not kept:
            problems += problems_of_pieces(evidence, _("Evidence %(number)d"))
        latest = self.deadline.current.latest
        shown_evidence = any(item.has_changed() or item.initial for item in evidence)
        return self.show_deadline(
            form=form,
            evidence=evidence,
            evidence_needed=shown_evidence,
            problems=problems,
            kind=self.kind.value,
            target=self.target,
            kept=kept,
            is_overtaken=overtaken is not None,
            overtaken=self._differences(overtaken) if overtaken is not None else [],
            newest_change=self.newest_change() if overtaken is not None else None,
            has_passed=latest is not None and latest < self.visit.today,
            starts=self.deadline.kind == DeadlineKind.START_BY,
        )

    def _differences(self, report: Report) -> list[Compared]:
        last = self.deadline.latest_update
        pairs = compared(self.report_of(last) if last is not None else None, report)
        return [pair for pair in pairs if pair.differs]


class Update(ReportPage):
    """Record a report; the last one is the first content of the form."""

    title = gettext_lazy("Update status")
    kind = UpdateKind.REPORT

    def starting(self) -> Report:
        """Repeat the last report. Whoever reports first begins with an empty form: nothing is said by default."""
        last = self.deadline.latest_update
        return Report.repeating(last) if last is not None else Report(status="")

    def write(self, report: Report, seen: int) -> StatusUpdate:
        """Record it."""
        return status_updates.record(by=self.visit.author, deadline=self.deadline, report=report, expected_version=seen)

    def answer(self, **names: Any) -> HttpResponse:
        """Where the deadline is completed or closed, say what can be done instead."""
        if self.request.method != "POST" and self.rights.is_final:
            return self._show_ended()
        return super().answer(**names)

    def _show_form(self, form: ReportForm, evidence: Any, *, kept: bool, overtaken: Report | None) -> HttpResponse:
        if self.rights.is_final:
            return self._show_ended([form, *evidence])
        return super()._show_form(form, evidence, kept=kept, overtaken=overtaken)

    def _show_ended(self, sent: Sequence[BaseForm] = ()) -> HttpResponse:
        """Show that no further report is taken, with all that was typed, so that it can be copied."""
        self.template = "recording/ended.html"
        fields = [field for form in sent for field in form.visible_fields()]
        typed = [(field.label, value) for field in fields if (value := str(field.value() or "").strip())]
        return self.show_deadline(shown=typed, next_occurrence=wording.next_occurrence(self.rights))


class Reopen(ReportPage):
    """Reopen what was completed or closed, with a note that says why."""

    title = gettext_lazy("Reopen the deadline")
    kind = UpdateKind.REOPENING

    def allow(self) -> None:
        """Only coordinators reopen."""
        self.must_coordinate(_("Only a coordinator closes or reopens a deadline."))

    def starting(self) -> Report:
        """Begin with work under way."""
        return Report(status=Status.IN_PROGRESS)

    def write(self, report: Report, seen: int) -> StatusUpdate:
        """Reopen it."""
        return status_updates.reopen(by=self.visit.author, deadline=self.deadline, report=report, expected_version=seen)


class Correct(StrikingPage, ReportPage):
    """Correct a report: what it says is the first content of the form."""

    kind = UpdateKind.CORRECTION
    target: StatusUpdate

    def starting(self) -> Report:
        """Repeat the report that is corrected."""
        self.title = _("Correct report no. %d") % self.target.seq
        return Report.repeating(self.target)

    def write(self, report: Report, seen: int) -> StatusUpdate:
        """Correct it."""
        return status_updates.correct(by=self.visit.author, target=self.target, report=report, expected_version=seen)
