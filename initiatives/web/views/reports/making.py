"""Making a report: at once where it is small, else by the job worker."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.exceptions import FilterError, InitiativesError
from initiatives.jobs.reports import make_report
from initiatives.presentation.definition_form import DefinitionForm, writes_texts
from initiatives.presentation.refusals import say
from initiatives.presentation.report_making import ask_for_report, is_quick, make_waiting_report
from initiatives.reports.making import REPORT_FORMATS
from initiatives.web.views.reports.choosing import Preview


class Make(Preview):
    """Make the report of a form in one format, keep it, and lead to its file or to how far it is."""

    http_method_names: Sequence[str] = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it, or put it into the queue. What cannot be made is said on the form."""
        file_format = request.POST.get("format", "")
        if file_format not in REPORT_FORMATS:
            raise FilterError({"format": [_("Choose one of: %s.") % ", ".join(REPORT_FORMATS)]})
        form = DefinitionForm(request.POST, visit=self.visit, moment=self.moment, with_texts=writes_texts(self.visit))
        if not form.is_valid():
            return self._choose_again(form)
        definition = form.definition()
        try:
            report, is_new = ask_for_report(definition, file_format, self.visit.author)
            if report.is_under_way and is_quick(definition, self.visit.actor):
                report = make_waiting_report(report, timezone.now)
            elif is_new:
                make_report.enqueue(str(report.public_id))
        except InitiativesError as refusal:
            say(form, refusal)
            return self._choose_again(form)
        page = "report-file" if report.is_ready else "made-report"
        return HttpResponseRedirect(reverse(f"initiatives:{page}", args=[report.public_id]))
