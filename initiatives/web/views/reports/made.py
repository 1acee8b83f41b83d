"""A report that was asked for: how far it is, its file with its checksum, and the description of a CSV file."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from initiatives.models import MadeReport
from initiatives.queries.made_reports import visible_reports
from initiatives.reports.columns import COLUMNS
from initiatives.reports.making import report_cover
from initiatives.reports.progress.definition import Definition
from initiatives.reports.writers.csvw import csvw_bytes
from initiatives.web.page import Page
from initiatives.web.views.reports.choosing import FORMAT_LABELS, link_of

CHUNK = 1 << 20


class OfReport(Page):
    """What the pages of one report share."""

    section = "reports"
    travels = False

    def report(self, report_id: UUID) -> MadeReport:
        """Return the report of the address. Raises Http404 where there is none that the visitor sees."""
        found = visible_reports(self.visit.actor, self.visit.moment).filter(public_id=report_id).first()
        if found is None:
            raise Http404
        return found


class MadeReportPage(OfReport):
    """How far the making is; then the file. The page looks again by itself while the report is under way."""

    template = "reports/made.html"
    title = _("Report")

    def get(self, request: HttpRequest, report_id: UUID) -> HttpResponse:
        """Show the report's facts and how far it is."""
        report = self.report(report_id)
        definition = Definition.from_data(report.definition)
        return self.show(
            report=report,
            plans=list(report.plans.all()),
            format_label=FORMAT_LABELS[report.format],
            again=f"{reverse('initiatives:reports')}?{link_of(definition)}",
        )


class File(OfReport):
    """The kept bytes, after a look at their checksum."""

    def get(self, request: HttpRequest, report_id: UUID) -> HttpResponseBase:
        """Send the file. Raises Http404 while there is none, RuntimeError where the bytes are no longer those kept."""
        report = self.report(report_id)
        if not report.is_ready:
            raise Http404
        file = report.file.open("rb")
        digest = hashlib.sha256()
        while part := file.read(CHUNK):
            digest.update(part)
        if digest.hexdigest() != report.sha256:
            raise RuntimeError(f"The file of report {report.public_id} is not the one that was kept.")
        file.seek(0)
        answer = FileResponse(file, as_attachment=True, filename=report.file_name, content_type=report.content_type)
        answer.headers["ETag"] = f'"{report.sha256}"'
        return answer


class Description(OfReport):
    """The side file of a CSV report, by CSV on the Web."""

    def get(self, request: HttpRequest, report_id: UUID) -> HttpResponse:
        """Send the description. Raises Http404 for a report in another format."""
        report = self.report(report_id)
        if report.format != "csv":
            raise Http404
        address = request.build_absolute_uri(reverse("initiatives:report-file", args=[report.public_id]))
        with override(report.language):
            cover = report_cover(Definition.from_data(report.definition))
            return HttpResponse(csvw_bytes(cover, COLUMNS, address), content_type="application/csvm+json")
