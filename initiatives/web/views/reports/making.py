"""Making a report: at once where it is small, else by the job worker."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.choices import PersonEventKind
from initiatives.exceptions import FilterError, InitiativesError
from initiatives.jobs.reports import make_report
from initiatives.models.made_report import ReportState
from initiatives.presentation.addresses import address_of
from initiatives.presentation.report_making import ask_for_report, is_quick, make_waiting_report
from initiatives.presentation.visits import Visit
from initiatives.reports.making import REPORT_FORMATS
from initiatives.reports.progress.definition import Definition
from initiatives.web.kept import kept_form
from initiatives.web.views.reports.choosing import Choosing


class Make(Choosing):
    """Make the report of a form in one format, keep it, and lead to its file or to how far it is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form with what was sent before the session ended; else there is nothing to make."""
        kept = kept_form(request)
        if kept is None:
            return HttpResponseRedirect(address_of("reports", kept=self.standpoint.kept))
        return self.choose(self.form(kept), was_kept=True)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it, or put it into the queue. What cannot be made is said on the form."""
        format_name = chosen_format(request)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.choose(form, status=400)
        try:
            return lead_to_report(form.definition(), format_name, self.visit)
        except InitiativesError as refusal:
            return self.refused(form, refusal)


def chosen_format(request: HttpRequest) -> str:
    """Return the format of the button that was pressed. Raises FilterError for one that there is none of."""
    name = request.POST.get("format", "")
    if name not in REPORT_FORMATS:
        raise FilterError({"format": [_("Choose one of: %s.") % ", ".join(REPORT_FORMATS)]})
    return name


def lead_to_report(definition: Definition, format_name: str, visit: Visit) -> HttpResponse:
    """Make a report, or let the worker make it, and lead to its file or to how far it is.

    Raises ReportRefused or NotAllowed where it cannot be made.
    """
    report, is_new = ask_for_report(definition, format_name, visit.author)
    if report.is_under_way and is_quick(definition, visit.actor):
        report = make_waiting_report(report, timezone.now)
    elif is_new or report.state == ReportState.WAITING:
        # In the queue twice it is made once; one that a command left behind is in no queue.
        make_report.enqueue(str(report.public_id))
    visit.noting.note(PersonEventKind.REPORT_MADE, str(report.public_id))
    page = "report-file" if report.is_ready else "made-report"
    return HttpResponseRedirect(address_of(page, report.public_id))
