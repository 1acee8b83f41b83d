"""Organisations: what each leads and helps with, and how punctual it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.choices import OrganisationKind, ResponsibilityRole
from initiatives.filters.organisations import OrganisationFilterSet
from initiatives.models import Organisation
from initiatives.models.as_known import as_known
from initiatives.models.organisation_tree import OrganisationTree
from initiatives.presentation.addresses import address_of
from initiatives.presentation.chasing import Mailbox
from initiatives.presentation.parameters import once
from initiatives.presentation.standpoint import STANDPOINT
from initiatives.queries.judged import judged_deadlines
from initiatives.queries.organisation_facts import OrganisationFacts, organisation_facts
from initiatives.queries.organisation_page import Part, organisation_page
from initiatives.queries.organisation_progress import NOTHING, OrganisationProgress, progress_by_organisation
from initiatives.queries.visible import visible_q
from initiatives.texts import sort_key
from initiatives.web.cells import cells_of
from initiatives.web.page import Page

ORGANISATIONS_A_PAGE = 100
ROWS_OF_A_ROLE = 100
SEARCH, PAGE = "q", "page"


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation of the list; ``kept`` leads its numbers to their lists."""

    facts: OrganisationFacts
    above: str
    kind: str
    progress: OrganisationProgress
    led: str
    overdue: str
    partnered: str


class Organisations(Page):
    """All organisations, in the order of their names."""

    section = "organisations"
    template = "organisations/list.html"
    title = gettext_lazy("Organisations")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the organisations that a search finds, or all of them, in pages."""
        moment = self.moment
        searched = OrganisationFilterSet(
            request.GET, as_known(Organisation, moment), moment=moment, also_allowed=(PAGE, *STANDPOINT)
        ).qs
        facts = organisation_facts(list(searched.order_by().values_list("id", flat=True)), moment)
        ordered = sorted(facts.values(), key=lambda each: (sort_key(str(each.name)), each.pk))
        first = self._first(len(ordered))
        seen = judged_deadlines(moment).filter(visible_q(self.visit.actor, moment))
        tree = OrganisationTree.read(moment)
        progress = progress_by_organisation(seen, moment, tree)
        shown = ordered[first : first + ORGANISATIONS_A_PAGE]
        above = organisation_facts({each.parent for each in shown if each.parent}, moment)
        search = once(request.GET, SEARCH) or ""
        number = first // ORGANISATIONS_A_PAGE + 1
        more = first + ORGANISATIONS_A_PAGE < len(ordered)
        return self.show(
            lines=[self._line(each, progress.get(each.pk, NOTHING), above) for each in shown],
            number=len(ordered),
            search=search,
            previous=self._page(search, number - 1) if number > 1 else "",
            following=self._page(search, number + 1) if more else "",
        )

    def _first(self, number: int) -> int:
        """Return the place of the first organisation of the page asked for; some hundreds are read at once anyway."""
        text = once(self.request.GET, PAGE) or "1"
        page = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
        last = max(0, number - 1) // ORGANISATIONS_A_PAGE
        return min(max(page - 1, 0), last) * ORGANISATIONS_A_PAGE

    def _page(self, search: str, number: int) -> str:
        return address_of("organisations", kept=self.standpoint.kept, q=search, page=number)

    def _line(
        self, facts: OrganisationFacts, progress: OrganisationProgress, above: dict[int, OrganisationFacts]
    ) -> Line:
        def listed(**query: str) -> str:
            return address_of("deadlines", kept=self.standpoint.kept, organisation=facts.slug, **query)

        lead, partner = ResponsibilityRole.LEAD.value, ResponsibilityRole.PARTNER.value
        return Line(
            facts=facts,
            above=above[facts.parent].short_name if facts.parent in above else "",
            kind=str(OrganisationKind(facts.kind).label),
            progress=progress,
            led=listed(role=lead),
            overdue=listed(role=lead, overdue="true"),
            partnered=listed(role=partner),
        )


class OrganisationPage(Page):
    """One organisation."""

    section = "organisations"
    template = "organisations/organisation.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show what the organisation and those below it lead and help with. 404 where none was known by that slug."""
        moment = self.moment
        seen = judged_deadlines(moment).filter(visible_q(self.visit.actor, moment))
        found = organisation_page(slug, seen, moment, most=ROWS_OF_A_ROLE)
        if found is None:
            raise Http404
        lead, partner = ResponsibilityRole.LEAD.value, ResponsibilityRole.PARTNER.value
        return self.show(
            title=found.facts.name,
            found=found,
            kind=str(OrganisationKind(found.facts.kind).label),
            crumbs=[(_("Organisations"), address_of("organisations", kept=self.standpoint.kept))],
            mailboxes=[Mailbox(contact, found.facts.short_name) for contact in found.contacts],
            parts=[
                self._part("lead", gettext_lazy("Leads"), found.led, {"organisation": slug, "role": lead}),
                self._part(
                    "partner", gettext_lazy("Helps with"), found.partnered, {"organisation": slug, "role": partner}
                ),
            ],
        )

    def _part(self, name: str, heading: Any, part: Part, query: dict[str, str]) -> dict[str, Any]:
        """Return one role as the template shows it: the numbers, and the rows grouped by plan."""
        kept = self.standpoint.kept
        grouped: Sequence[Any] = [
            (rows[0], rows) for _plan, found in groupby(part.rows, key=lambda row: row.plan) if (rows := list(found))
        ]
        return {
            "name": name,
            "heading": heading,
            "positions": part.positions,
            "cells": [cell for cell in cells_of(part.positions, query, kept) if cell.number],
            "address": address_of("deadlines", kept=kept, **query),
            "plans": grouped,
            "is_cut": part.positions.deadlines > len(part.rows),
        }
