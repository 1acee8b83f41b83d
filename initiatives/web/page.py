"""What every page begins with: who visits, what that person may read, and the day that is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.generic import View

from initiatives import policies
from initiatives.clocks import ClockError, Moment
from initiatives.exceptions import FilterError
from initiatives.policies import Actor
from initiatives.presentation.day_control import DayControl
from initiatives.presentation.day_differences import DayDifferences
from initiatives.presentation.standpoint import Standpoint, standpoint_of
from initiatives.presentation.visits import Visit, visit_of
from initiatives.queries.differences import differences
from initiatives.web.kept import session_over
from initiatives.web.views import errors
from initiatives.web.views.sign_in import to_sign_in


class Page(View):
    """A page for people with a role in the content. What a page shows is what ``visit`` may see at ``moment``.

    ``template`` lies under ``initiatives/``. ``section`` is the entry of the menu that the page belongs to.
    ``travels`` False: the page is about no day, and has no control to choose another one.
    """

    http_method_names: Sequence[str] = ("get", "head")
    template: str
    section: ClassVar[str] = ""
    travels: ClassVar[bool] = True
    title: str | Promise = ""
    visit: Visit
    standpoint: Standpoint

    def dispatch(self, request: HttpRequest, *arguments: Any, **names: Any) -> HttpResponseBase:
        """Let in who may read; an address that cannot be understood is told in words."""
        self.visit = visit_of(request)
        if self.visit.actor.user is None:
            return session_over(request) if request.method == "POST" else to_sign_in(request)
        if not self.admits(self.visit.actor):
            return errors.without_role(request)
        try:
            self.standpoint = standpoint_of(request.GET, self.visit)
            answer = super().dispatch(request, *arguments, **names)
        except (ClockError, FilterError) as refusal:
            return errors.not_understood(request, refusal)
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        return answer

    def admits(self, actor: Actor) -> bool:
        """Return whether a signed-in person may see pages of this kind: whoever has a role in the content."""
        return policies.may_read(actor)

    @property
    def moment(self) -> Moment:
        """The day that is judged, and what was known."""
        return self.standpoint.moment

    @property
    def may_write(self) -> bool:
        """Whether the page shows the present, in which alone something can be recorded."""
        return self.standpoint.is_present

    def show(self, *, status: int = 200, **context: Any) -> HttpResponse:
        """Return the page with its context; every page has ``visit``, ``standpoint``, ``section`` and ``title``."""
        shared = {
            "visit": self.visit,
            "standpoint": self.standpoint,
            "section": self.section,
            "title": self.title,
            "may_write": self.may_write,
        }
        if self.travels:
            shared |= self._day_shown(getattr(context.get("plan"), "slug", None))
        return render(self.request, f"initiatives/{self.template}", {**shared, **context}, status=status)

    def difference_scope(self) -> Q:
        """Return the condition over deadlines that the page is about, for the count of what differs on a past day.

        What the visitor may not see is left out in any case, and so is all but the plan of a page that has one.
        """
        return Q()

    def _day_shown(self, plan: str | None) -> dict[str, Any]:
        """Return the control of the day; on another day with what differs by the other knowledge. No query today."""
        control = DayControl.of(self.request.path, self.request.GET, self.standpoint, self.visit)
        other = self.standpoint.other_moment(self.visit)
        if self.standpoint.is_present or other.known == self.moment.known:
            return {"day_control": control}
        narrowed = self.difference_scope()
        if plan:
            narrowed &= Q(action__plan__slug=plan)
        found = differences(self.moment, other, self.visit.actor, narrowed)
        words = DayDifferences.of(found, self.standpoint, in_plan=bool(plan))
        return {"day_control": control, "differences": words}
