"""The first page, by person: one's own deadlines, the state of everything, and what is new since the last visit."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from initiatives.choices import MembershipRole
from initiatives.presentation.menu import contributes_only
from initiatives.queries.judged import judged_deadlines
from initiatives.queries.own_organisations import own_organisations
from initiatives.queries.standings import standing_by_plan
from initiatives.queries.visible import visible_q
from initiatives.services.visits import note_visit
from initiatives.web.page import Page
from initiatives.web.views.home.chase import Chase
from initiatives.web.views.home.news import News
from initiatives.web.views.home.numbers import numbers_shown
from initiatives.web.views.home.own import OwnSection
from initiatives.web.views.home.tables import Tables

OWN_ROWS, OWN_ROWS_BESIDE_OVERVIEW = 10, 5
# The plan whose objectives the overview shows.
OBJECTIVES_OF = "plan"


class Home(Page):
    """The home page. Everybody sees what is new; what comes before it depends on what the person does here."""

    section = "home"
    template = "home/home.html"

    @property
    def title(self) -> str | Promise:  # type: ignore[override]
        """Contributors have a list of work, everybody else an overview."""
        return _("My deadlines") if contributes_only(self.visit.actor) else _("Overview")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page, and note that the person was here."""
        actor, moment = self.visit.actor, self.moment
        coordinates = MembershipRole.COORDINATOR in actor.reaches
        slugs = own_organisations(actor.user, self.visit.today)
        context: dict[str, Any] = {"news": News.since(note_visit(by=self.visit.author), actor, self.standpoint)}
        if slugs:
            most = OWN_ROWS_BESIDE_OVERVIEW if coordinates else OWN_ROWS
            context["own"] = OwnSection.of(slugs, self.visit, self.standpoint, most=most)
        if coordinates or not slugs:
            seen = judged_deadlines(moment).filter(visible_q(actor, moment))
            standings = standing_by_plan(seen)
            tables = Tables(seen, standings, actor, self.standpoint)
            context["by_plan"] = tables.by_plan()
            if coordinates:
                context |= {
                    "numbers": numbers_shown(seen, standings, self.standpoint),
                    "chase": Chase.of(seen, moment, self.visit),
                    "by_objective": tables.by_objective(request.GET.get(OBJECTIVES_OF)),
                    "by_organisation": tables.by_organisation(),
                }
        return self.show(coordinates=coordinates, **context)
