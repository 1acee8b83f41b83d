"""The timeline of a plan: a drawing made on the server, and the same facts as a table below it."""

from __future__ import annotations

from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.models import Plan
from initiatives.presentation import timeline as drawings
from initiatives.presentation.addresses import address_of
from initiatives.presentation.parameters import once, refuse_others
from initiatives.presentation.standpoint import STANDPOINT
from initiatives.queries.known_rows import rows_by_id
from initiatives.queries.timeline import BY_OBJECTIVE, BY_ORGANISATION, timeline_page
from initiatives.queries.visible import visible_plans
from initiatives.texts import choose
from initiatives.web.page import Page

GROUP, AFTER = "group", "after"


class Timeline(Page):
    """All deadlines of a plan on one axis, in groups, page by page."""

    template = "timeline/timeline.html"
    section: ClassVar[str] = "plans"
    title = gettext_lazy("Timeline")

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show a page of the timeline, drawn wide and narrow: the style sheet shows one of them."""
        refuse_others(request.GET, GROUP, AFTER, *STANDPOINT)
        plan = visible_plans(self.visit.actor, self.moment).filter(slug=slug).first()
        if plan is None:
            raise Http404
        grouping = once(request.GET, GROUP) or BY_OBJECTIVE
        page = timeline_page(plan.pk, self.moment, self.visit.actor, grouping, once(request.GET, AFTER) or "")
        untitled = _("Nobody is named") if grouping == BY_ORGANISATION else _("Without objective")
        (known,) = rows_by_id(Plan, [plan.pk], self.moment, "title", "language", "translations").values()
        plan_title = choose(known["title"], known["language"], known["translations"], "title")
        kept = self.standpoint.kept
        as_of, today = self.moment.as_of, self.visit.today
        return self.show(
            plan=plan,
            plan_title=plan_title,
            crumbs=[
                (_("Plans"), address_of("plans", kept=kept)),
                (plan_title, address_of("plan", slug, kept=kept)),
            ],
            page=page,
            grouping=grouping,
            untitled=untitled,
            drawings=[
                drawings.draw(page, layout, as_of=as_of, today=today, untitled=untitled)
                for layout in (drawings.WIDE, drawings.NARROW)
            ],
        )
