"""The list itself: the shared filters over deadlines as they stand on the judged day, and one row of facts for each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR, IncorrectLookupParameters
from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, ORDER_VAR, PAGE_VAR
from django.db.models import F, QuerySet
from django.http import HttpRequest, QueryDict

from initiatives import policies
from initiatives.admin.base.policy import NamedChangeList
from initiatives.admin.listing.narrowing import NarrowingForm, quarters_of, usual_links
from initiatives.choices import PlanState
from initiatives.clocks import ClockError, Moment
from initiatives.exceptions import FilterError
from initiatives.filters.deadlines import DeadlineFilterSet
from initiatives.models import Deadline
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.models.responsible import RESPONSIBLE_ROLES
from initiatives.presentation import display
from initiatives.presentation.moments import AS_OF, KNOWN, moment_asked_for
from initiatives.presentation.visits import Visit, visit_of
from initiatives.queries.own_organisations import own_organisations
from initiatives.queries.review import review_days
from initiatives.queries.rows import deadline_rows
from initiatives.queries.visible import visible_plans, visible_q

OF_THE_PAGE = (ORDER_VAR, PAGE_VAR, ALL_VAR, ERROR_FLAG, IS_POPUP_VAR)
OF_THE_CLOCKS = (AS_OF, KNOWN)

# Overdue first, most days at the top; then what is still open, the nearest first; then the rest by its day. Today the
# stored columns sort in the same way without a look at the rule.
WORST_FIRST_TODAY = (F("is_open").desc(), F("due_latest").asc(nulls_last=True), "pk")
WORST_FIRST = (
    F("days_overdue").desc(nulls_last=True),
    F("days_left").asc(nulls_last=True),
    F("due_latest").asc(nulls_last=True),
    "pk",
)


def narrowed(query: QueryDict, visit: Visit, moment: Moment) -> DeadlineQuerySet:
    """Return the deadlines that a query string asks for, as they stand at the moment and as far as the visitor sees.

    Raises FilterError for a parameter or value that does not exist.
    """
    deadlines = Deadline.objects.at(moment).filter(visible_q(visit.actor, moment))
    filters = DeadlineFilterSet(
        query,
        deadlines,
        moment=moment,
        plans=visible_plans(visit.actor, moment),
        also_allowed=(*OF_THE_PAGE, *OF_THE_CLOCKS),
    )
    found: DeadlineQuerySet = filters.qs  # type: ignore[assignment]
    return found


class DeadlineChangeList(NamedChangeList):
    """The list of deadlines at a moment. ``moment`` is live unless another day is asked for."""

    moment: Moment

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        """Return the rows that the query string asks for, in its order. What cannot be read is said in a message."""
        visit = visit_of(request)
        try:
            self.moment = moment_asked_for(request.GET, visit)
            rows = narrowed(request.GET, visit, self.moment)
        except (ClockError, FilterError) as refusal:
            messages.error(request, str(refusal))
            raise IncorrectLookupParameters(str(refusal)) from refusal
        self.filter_specs: list[Any] = []
        self.has_filters = False
        self.has_active_filters = any(name not in OF_THE_PAGE for name in self.filter_params)
        self.clear_all_filters_qs = "?"
        if not request.GET.get("ordering"):
            rows = rows.order_by(*self.get_ordering(request, rows))
        return rows.select_related("action__plan")

    def get_ordering(self, request: HttpRequest, queryset: Any) -> list[Any]:
        """Return the order of the clicked columns, else worst first."""
        if self.params.get(ORDER_VAR):
            return super().get_ordering(request, queryset)
        return list(WORST_FIRST_TODAY if self.moment.is_live else WORST_FIRST)

    def get_results(self, request: HttpRequest) -> None:
        """Give each row of this page its facts: the same flat row that the exports are made of."""
        super().get_results(request)
        of_this_page = Deadline.objects.at(self.moment).filter(pk__in=[deadline.pk for deadline in self.result_list])
        facts = {row.pk: row for row in deadline_rows(of_this_page, self.moment)}
        reviews = review_days(of_this_page)
        visit = visit_of(request)
        for deadline in self.result_list:
            deadline.row = facts[deadline.pk]
            deadline.review_on = reviews.get(deadline.pk)
            deadline.may_record = self.moment.is_live and may_record_on(visit, deadline)

    def page_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what stands around the list: the form, the links, and the day that is judged."""
        visit = visit_of(request)
        kept = request.GET.copy()
        for name in (*OF_THE_CLOCKS, PAGE_VAR):
            kept.pop(name, None)
        return {
            "narrowing": NarrowingForm(request.GET, visit, self.moment),
            "views": usual_links(own_organisations(visit.actor.user, visit.today)),
            "quarters": quarters_of(self.moment.as_of),
            "here": f"?{request.GET.urlencode()}",
            "moment": self.moment,
            "judged_day": display.day(self.moment.as_of),
            "known_at": display.instant(self.moment.known),
            "today_query": kept.urlencode(),
            "title": self.title,
        }


def may_record_on(visit: Visit, deadline: Any) -> bool:
    """Return whether the visitor records on a deadline of the list, by the bodies that its row of facts names."""
    bodies = {body.organisation for body in deadline.row.bodies if body.role in RESPONSIBLE_ROLES} - {None}
    plan = deadline.action.plan
    return plan.state != PlanState.ARCHIVED and policies.may_record(visit.actor, plan.pk, bodies)
