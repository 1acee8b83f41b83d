"""Choosing a report, and looking at it before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from initiatives.exceptions import InitiativesError
from initiatives.presentation.definition_form import DefinitionForm, usual_earlier_day, writes_texts
from initiatives.presentation.refusals import say
from initiatives.presentation.report_making import is_quick
from initiatives.queries.made_reports import visible_reports
from initiatives.reports.making import REPORT_FORMATS, report_document
from initiatives.reports.progress.definition import ALL_SECTIONS, Definition
from initiatives.reports.writers.html import markup_of
from initiatives.web.page import Page

REPORTS_A_PAGE = 20
FORMAT_LABELS = {
    "html": _("Web page (HTML)"),
    "pdf": "PDF",
    "docx": "Word (DOCX)",
    "xlsx": "Excel (XLSX)",
    "csv": "CSV",
    "csv-excel": _("CSV for Excel"),
    "json": "JSON",
}


def formats() -> list[tuple[str, Any]]:
    """Return the names of the formats with what people call them."""
    return [(name, FORMAT_LABELS[name]) for name in REPORT_FORMATS]


def link_of(definition: Definition) -> str:
    """Return the query string of a definition without its texts; its instant is pinned in it."""
    query: dict[str, Any] = {
        "plan": list(definition.plans),
        "as_of": definition.as_of.isoformat(),
        "known": definition.known.isoformat(),
        "lang": definition.language,
    }
    if definition.since is not None:
        query["since"] = definition.since.isoformat()
    if definition.sections != ALL_SECTIONS:
        query["sections"] = list(definition.sections)
    if definition.organisation:
        query["organisation"] = definition.organisation
    if definition.audience != "public":
        query["audience"] = definition.audience
    return urlencode(query, doseq=True)


class Reports(Page):
    """Choose a report, see those that were made. A plan's link leads here with the plan chosen."""

    template = "reports/choose.html"
    section = "reports"
    title = _("Reports")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, filled from the address or with what is usual, and the reports that were made."""
        form = DefinitionForm(
            None,
            visit=self.visit,
            moment=self.moment,
            with_texts=writes_texts(self.visit),
            initial=self._initial(request.GET),
        )
        return self.show(**self._context(form))

    def _initial(self, query: QueryDict) -> dict[str, Any]:
        plans = query.getlist("plan")
        return {
            "plan": plans,
            "as_of": self.moment.as_of,
            "known": query.get("known", ""),
            "since": query.get("since") or usual_earlier_day(self.moment.as_of),
            "sections": query.getlist("sections") or ALL_SECTIONS,
            "organisation": query.get("organisation", ""),
            "audience": query.get("audience") or "public",
            "lang": query.get("lang") or get_language(),
        }

    def _context(self, form: DefinitionForm) -> dict[str, Any]:
        reports = visible_reports(self.visit.actor, self.visit.moment)
        shown = list(reports.prefetch_related("plans")[: REPORTS_A_PAGE + 1])
        return {
            "form": form,
            "formats": formats(),
            "made": shown[:REPORTS_A_PAGE],
            "has_more": len(shown) > REPORTS_A_PAGE,
        }


class Preview(Page):
    """The report on the site, as it would be made. Nothing is kept."""

    http_method_names: Sequence[str] = ("get", "head", "post")
    template = "reports/preview.html"
    section = "reports"
    title = _("Progress report")
    travels = False

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the report of an address."""
        return self._shown(request.GET)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the report of a form, with the texts in it."""
        return self._shown(request.POST)

    def _shown(self, sent: QueryDict) -> HttpResponse:
        form = DefinitionForm(sent, visit=self.visit, moment=self.moment, with_texts=writes_texts(self.visit))
        if not form.is_valid():
            return self._choose_again(form)
        definition = form.definition()
        try:
            if not is_quick(definition, self.visit.actor):
                return self.show(is_long=True, **self._beside(form, sent, definition))
            _report, document = report_document(definition, self.visit.actor)
        except InitiativesError as refusal:
            say(form, refusal)
            return self._choose_again(form)
        # Every text was escaped where the markup is made.
        markup = SafeString("\n".join(markup_of(document, heading=2)))
        return self.show(markup=markup, **self._beside(form, sent, definition))

    def _beside(self, form: DefinitionForm, sent: QueryDict, definition: Definition) -> dict[str, Any]:
        link = link_of(definition)
        pinned = {"known": definition.known.isoformat(), "as_of": definition.as_of.isoformat()}
        kept = [
            (name, value)
            for name, values in sent.lists()
            if name in form.fields and name not in pinned
            for value in values
        ]
        return {
            "sent": [*kept, *pinned.items()],
            "formats": formats(),
            "link": self.request.build_absolute_uri(f"{reverse('initiatives:report-preview')}?{link}"),
            "choose_link": f"{reverse('initiatives:reports')}?{link}",
        }

    def _choose_again(self, form: DefinitionForm) -> HttpResponse:
        chooser = Reports()
        chooser.setup(self.request)
        chooser.visit, chooser.standpoint = self.visit, self.standpoint
        return chooser.show(status=400, **chooser._context(form))
