"""A report that was asked for: how far it is, its file with its checksum, and the description of a CSV file."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from initiatives.exceptions import InitiativesError, KeptFileDamaged
from initiatives.models import MadeReport, Organisation
from initiatives.presentation.addresses import address_of
from initiatives.presentation.definition_form import as_fields, writes_texts
from initiatives.presentation.display import language_name
from initiatives.presentation.report_formats import FORMAT_LABELS, labelled_formats
from initiatives.queries.made_reports import visible_reports
from initiatives.reports.columns import COLUMNS
from initiatives.reports.making import report_cover
from initiatives.reports.progress.definition import ALL_SECTIONS, Definition, Section, Texts
from initiatives.reports.writers.csvw import csvw_bytes
from initiatives.web.page import Page
from initiatives.web.views.reports.choosing import choose_link
from initiatives.web.views.reports.making import chosen_format, lead_to_report

MINUTE = timedelta(minutes=1)
log = logging.getLogger(__name__)


class OfReport(Page):
    """What the pages of one report share."""

    template = "reports/made.html"
    title = _("Report")
    section = "reports"
    travels = False

    def report(self, report_id: UUID) -> MadeReport:
        """Return the report of the address. Raises Http404 where there is none that the visitor sees."""
        found = visible_reports(self.visit.actor, self.visit.moment).filter(public_id=report_id).first()
        if found is None:
            raise Http404
        return found

    def shown(self, report: MadeReport, *, status: int = 200, problem: str = "") -> HttpResponse:
        """Show the report's facts and how far it is. ``problem``: what of it cannot be had, in words."""
        definition = Definition.from_data(report.definition)
        return self.show(
            status=status,
            report=report,
            is_given_up=report.is_given_up(self.visit.now),
            problem=problem,
            **_silence(report, self.visit.now),
            plans=list(report.plans.all()),
            format_label=FORMAT_LABELS[report.format],
            formats=[(name, label) for name, label in labelled_formats() if name != report.format],
            choose=f"{address_of('reports')}?{choose_link(definition)}",
            sent=as_fields(definition) if writes_texts(self.visit) and definition.texts != Texts() else [],
            **_words(definition),
        )


class MadeReportPage(OfReport):
    """How far the making is; then the file. The page looks again by itself while the report is under way."""

    http_method_names: Sequence[str] = ("get", "head", "post")

    def get(self, request: HttpRequest, report_id: UUID) -> HttpResponse:
        """Show the report's facts and how far it is."""
        return self.shown(self.report(report_id))

    def post(self, request: HttpRequest, report_id: UUID) -> HttpResponse:
        """Make the same report, words and all, in the format of the button that was pressed."""
        report = self.report(report_id)
        try:
            return lead_to_report(Definition.from_data(report.definition), chosen_format(request), self.visit)
        except InitiativesError as refusal:
            return self.shown(report, status=400, problem=str(refusal))


class File(OfReport):
    """The kept bytes, after a look at their checksum."""

    def get(self, request: HttpRequest, report_id: UUID) -> HttpResponseBase:
        """Send the file. Raises Http404 while there is none; one that is damaged is not sent."""
        report = self.report(report_id)
        if not report.is_ready:
            raise Http404
        mark = f'"{report.sha256}"'
        if (known := get_conditional_response(request, etag=mark)) is not None:
            return known
        try:
            file = report.opened()
        except KeptFileDamaged as damage:
            log.error("Report %s: its file is gone or is not the one that was kept.", report.public_id)
            return self.shown(report, status=500, problem=str(damage))
        answer = FileResponse(
            file,
            as_attachment=True,
            filename=report.file_name,
            content_type=report.content_type,
            headers={"ETag": mark},
        )
        return answer


class Description(OfReport):
    """The side file of a CSV report, by CSV on the Web."""

    def get(self, request: HttpRequest, report_id: UUID) -> HttpResponse:
        """Send the description. Raises Http404 for a report in another format."""
        report = self.report(report_id)
        if report.format != "csv":
            raise Http404
        address = request.build_absolute_uri(address_of("report-file", report.public_id))
        with override(report.language):
            cover = report_cover(Definition.from_data(report.definition))
            return HttpResponse(csvw_bytes(cover, COLUMNS, address), content_type="application/csvm+json")


def _silence(report: MadeReport, now: datetime) -> dict[str, int]:
    """Return whole minutes since the report was asked for, and since its maker was last heard of."""
    return {
        "has_waited": (now - report.asked_at) // MINUTE,
        "silent": (now - report.told_at) // MINUTE if report.told_at else 0,
    }


def _words(definition: Definition) -> dict[str, Any]:
    """Return what a definition asks for beyond its plans and clocks, in words; what is usual is left out."""
    organisation = Organisation.objects.filter(slug=definition.organisation or None).first()
    sections = [capfirst(str(Section(code).label)) for code in definition.sections]
    return {
        "since": definition.since,
        "language_name": language_name(definition.language),
        "organisation": organisation.text("name") if organisation else "",
        "sections": ", ".join(sections) if definition.sections != ALL_SECTIONS else "",
        "has_texts": definition.texts != Texts(),
    }
