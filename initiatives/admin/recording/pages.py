"""The pages that write to the log of status: record, correct, reopen, confirm unchanged, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from initiatives.admin.recording.page import DeadlinePages
from initiatives.choices import Status, UpdateKind
from initiatives.models import Deadline, StatusUpdate
from initiatives.presentation.evidence_form import evidence_forms, evidence_items
from initiatives.presentation.finding import find_public
from initiatives.presentation.logged_form import ConfirmForm
from initiatives.presentation.repeats import said_already
from initiatives.presentation.report_form import ReportForm, initial_of
from initiatives.presentation.rights import Rights
from initiatives.presentation.withdraw_form import WithdrawForm
from initiatives.queries.visible import visible_q
from initiatives.services import status_updates
from initiatives.services.statements import Report

Writer = Callable[..., StatusUpdate]


class RecordingPages(DeadlinePages):
    """Mixed into the page of deadlines."""

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses below a deadline's own."""
        view, name = self.admin_site.admin_view, "initiatives_deadline_%s"
        return [
            path("<object_id>/record/", view(self.record_view), name=name % "record"),
            path("<object_id>/reopen/", view(self.reopen_view), name=name % "reopen"),
            path("<object_id>/confirm/", view(self.confirm_view), name=name % "confirm"),
            path("<object_id>/updates/<uuid:update_id>/correct/", view(self.correct_view), name=name % "correct"),
            path("<object_id>/updates/<uuid:update_id>/withdraw/", view(self.withdraw_view), name=name % "withdraw"),
            *super().get_urls(),
        ]

    def record_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Record a report; what stands is the first content of the form."""
        rights = self.rights_on(request, object_id)
        if not rights.may_record:
            raise PermissionDenied
        last = rights.deadline.latest_update
        # Nothing is chosen for whoever reports first: a report is never made by default.
        starting = Report.repeating(last) if last is not None else Report(status="")
        write = partial(status_updates.record, deadline=rights.deadline)
        return self._report_page(request, rights, UpdateKind.REPORT, starting, write, _("Record status"))

    def correct_view(self, request: HttpRequest, object_id: str, update_id: Any) -> HttpResponse:
        """Correct a report; what it says is the first content of the form."""
        rights, target = self._own_row(request, object_id, update_id)
        starting = Report.repeating(target)
        write = partial(status_updates.correct, target=target)
        return self._report_page(
            request, rights, UpdateKind.CORRECTION, starting, write, _("Correct report no. %d") % target.seq, target
        )

    def reopen_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Reopen what was completed or closed."""
        rights = self.rights_on(request, object_id)
        if not rights.coordinates:
            raise PermissionDenied
        write = partial(status_updates.reopen, deadline=rights.deadline)
        starting = Report(status=Status.IN_PROGRESS)
        return self._report_page(request, rights, UpdateKind.REOPENING, starting, write, _("Reopen the deadline"))

    def confirm_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Confirm that the last report still holds."""
        rights = self.rights_on(request, object_id)
        if not rights.may_record:
            raise PermissionDenied
        form = ConfirmForm(request.POST or None, initial={"version": rights.deadline.version})
        if request.method == "POST" and form.is_valid():
            answer = self.save_once(
                request,
                rights,
                form,
                lambda seen: status_updates.confirm_unchanged(
                    by=rights.visit.author, deadline=rights.deadline, expected_version=seen
                ),
                lambda visit, seen: said_already(visit.actor, rights.deadline, seen, UpdateKind.UNCHANGED, None, None),
            )
            if answer is not None:
                return answer
        return self.show(request, rights, "confirm", _("Confirm unchanged"), form)

    def withdraw_view(self, request: HttpRequest, object_id: str, update_id: Any) -> HttpResponse:
        """Ask why a report is taken back, and take it back."""
        rights, target = self._own_row(request, object_id, update_id)
        form = WithdrawForm(request.POST or None, initial={"version": rights.deadline.version})
        if request.method == "POST" and form.is_valid():
            answer = self.save_once(
                request,
                rights,
                form,
                lambda seen: status_updates.withdraw(
                    by=rights.visit.author, target=target, reason=form.cleaned_data["note"], expected_version=seen
                ),
                lambda visit, seen: said_already(
                    visit.actor, rights.deadline, seen, UpdateKind.WITHDRAWAL, None, target
                ),
            )
            if answer is not None:
                return answer
        return self.show(request, rights, "withdraw", _("Withdraw report no. %d") % target.seq, form, target=target)

    def _own_row(self, request: HttpRequest, object_id: str, update_id: Any) -> tuple[Rights, StatusUpdate]:
        """Return the rights and the row of the address, which the visitor may correct and withdraw."""
        rights = self.rights_on(request, object_id)
        row = find_public(StatusUpdate.objects.filter(deadline=rights.deadline), str(update_id))
        if row is None:
            raise Http404
        if not rights.may_strike(row):
            raise PermissionDenied
        return rights, row

    def _report_page(
        self,
        request: HttpRequest,
        rights: Rights,
        kind: UpdateKind,
        starting: Report,
        write: Writer,
        title: str,
        target: StatusUpdate | None = None,
    ) -> HttpResponse:
        """Show the form of a statement, and write it once."""
        others = Deadline.objects.filter(visible_q(rights.visit.actor, rights.visit.moment))
        form = ReportForm(
            request.POST or None,
            initial={**initial_of(starting), "version": rights.deadline.version},
            kind=kind,
            closes=rights.coordinates,
            others=others.select_related("action__plan").exclude(pk=rights.deadline.pk),
        )
        evidence = evidence_forms(request.POST or None, starting)
        if request.method == "POST" and all([form.is_valid(), evidence.is_valid()]):
            report = form.report(evidence_items(evidence))
            answer = self.save_once(
                request,
                rights,
                form,
                lambda seen: write(by=rights.visit.author, report=report, expected_version=seen),
                lambda visit, seen: said_already(visit.actor, rights.deadline, seen, kind, report, target),
            )
            if answer is not None:
                return answer
        return self.show(request, rights, "record", title, form, evidence=evidence, kind=kind.value, target=target)
