"""Looking at a report before it is made."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.exceptions import FilterError, InitiativesError
from initiatives.presentation.addresses import address_of
from initiatives.presentation.definition_form import as_fields, link_of, with_usual
from initiatives.presentation.report_formats import labelled_formats
from initiatives.presentation.report_making import is_quick
from initiatives.reports.making import report_document
from initiatives.reports.progress.definition import Definition, Texts
from initiatives.reports.writers.html import markup_of
from initiatives.web.kept import kept_form
from initiatives.web.views.reports.choosing import Choosing


class Preview(Choosing):
    """The report on the site, as it would be made. Nothing is kept."""

    template = "reports/preview.html"
    title = gettext_lazy("Progress report")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the report of an address. Raises FilterError for a parameter that there is none of."""
        if (kept := kept_form(request)) is not None:
            return self._shown(kept)
        sent = with_usual(request.GET)
        if unknown := [name for name in sent if name not in self.form(sent).fields]:
            raise FilterError({name: [_("There is no such parameter.")] for name in unknown})
        return self._shown(sent)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the report of a form, with the texts in it."""
        return self._shown(request.POST)

    def _shown(self, sent: QueryDict) -> HttpResponse:
        form = self.form(sent)
        if not form.is_valid():
            return self.choose(form, status=400)
        definition = form.definition()
        beside = self._beside(definition)
        try:
            if not is_quick(definition, self.visit.actor):
                return self.show(is_long=True, **beside)
            _report, document = report_document(definition, self.visit.actor)
        except InitiativesError as refusal:
            return self.refused(form, refusal)
        # Every text was escaped where the markup is made.
        return self.show(markup=SafeString("\n".join(markup_of(document, heading=2))), **beside)

    def _beside(self, definition: Definition) -> dict[str, Any]:
        return {
            "sent": as_fields(definition),
            "formats": labelled_formats(),
            "link": self.request.build_absolute_uri(f"{address_of('report-preview')}?{link_of(definition)}"),
            "has_texts": definition.texts != Texts(),
        }
