"""Choosing a report, and what the pages share that choose, show and make one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from initiatives.exceptions import InitiativesError
from initiatives.presentation.definition_form import USUAL_COMPARISON, DefinitionForm, link_of
from initiatives.presentation.refusals import say
from initiatives.presentation.report_formats import labelled_formats
from initiatives.queries.made_reports import visible_reports
from initiatives.queries.visible import visible_plans
from initiatives.reports.progress.definition import ALL_SECTIONS, Definition
from initiatives.reports.progress.gathering import ReportRefused
from initiatives.web.kept import kept_form
from initiatives.web.page import Page

REPORTS_A_PAGE = 20


class Choosing(Page):
    """A page on which a report is asked for. Its day is a field of the form; the page is about none."""

    http_method_names: Sequence[str] = ("get", "head", "post")
    section = "reports"
    travels = False

    def form(self, sent: QueryDict | None, **options: Any) -> DefinitionForm:
        """Return the form for this visitor, with what was sent; no section stands for all."""
        if sent is not None and not sent.getlist("sections"):
            sent = sent.copy()
            sent.setlist("sections", list(ALL_SECTIONS))
        return DefinitionForm(sent, visit=self.visit, moment=self.moment, **options)

    def refused(self, form: DefinitionForm, refusal: InitiativesError) -> HttpResponse:
        """Show the form again, with what cannot be had said at the field that asks for it."""
        if isinstance(refusal, ReportRefused) and refusal.parameter in form.fields:
            form.add_error(refusal.parameter, str(refusal))
        else:
            say(form, refusal)
        return self.choose(form, status=400)

    def choose(self, form: DefinitionForm, *, status: int = 200, was_kept: bool = False) -> HttpResponse:
        """Show the form, and below it the reports that were made: of the plans that the address names, else all."""
        self.template, self.title = "reports/choose.html", _("Reports")
        reports = visible_reports(self.visit.actor, self.visit.moment).prefetch_related("plans")
        asked = self.request.GET.getlist("plan") if not form.is_bound else []
        plans = [slug for slug in asked if slug in form.plans]
        names = visible_plans(self.visit.actor, self.moment).filter(slug__in=plans) if plans else []
        if plans:
            reports = reports.filter(plans__slug__in=plans).distinct()
        return self.show(
            status=status,
            form=form,
            formats=labelled_formats(),
            made=Paginator(reports, REPORTS_A_PAGE).get_page(self.request.GET.get("page")),
            made_of=plans,
            made_of_names=", ".join(map(str, names)),
            was_kept=was_kept,
        )


class Reports(Choosing):
    """Choose a report, see those that were made. A plan's link leads here with the plan chosen."""

    title = _("Reports")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, filled from the address or with what is usual, and the reports that were made."""
        kept = kept_form(request)
        if kept is not None:
            return self.choose(self.form(kept), was_kept=True)
        return self.choose(self.form(None, initial=self._initial(request.GET)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the form again as it was sent, to be changed, or with the objectives of the plans that were chosen."""
        return self.choose(self.form(request.POST))

    def _initial(self, query: QueryDict) -> dict[str, Any]:
        since = query.get("since", "")
        return {
            "plan": query.getlist("plan"),
            "as_of": self.moment.as_of,
            "known": query.get("known", ""),
            "since": since,
            "compare": query.get("compare", "day" if since else USUAL_COMPARISON),
            "sections": query.getlist("sections") or ALL_SECTIONS,
            "organisation": query.get("organisation", ""),
            "audience": query.get("audience") or "public",
            "lang": query.get("lang") or get_language(),
        }


def choose_link(definition: Definition) -> str:
    """Return the query string with which the form is filled as for a definition."""
    return f"{link_of(definition)}&compare={'day' if definition.since else ''}"
