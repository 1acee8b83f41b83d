"""A list of deadlines on one day: narrowed, ordered, in pages, or as a file, and the ways to record from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import F
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from initiatives.exceptions import FilterError
from initiatives.filters.deadlines import ORDERING_LABELS, DeadlineFilterSet
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.presentation import display
from initiatives.presentation.deadline_lists import chosen_deadlines, order_of
from initiatives.presentation.files import FORMAT, OFFERED_FORMATS, deadlines_file, format_asked_for
from initiatives.presentation.moments import AS_OF, KNOWN
from initiatives.presentation.parameters import PAGE_SIZE, once, page_size
from initiatives.presentation.rights import RowRights, rights_on_rows
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.judged import judged_deadlines
from initiatives.queries.paging import CURSOR, Page, read_page
from initiatives.queries.review import review_days
from initiatives.queries.rows import rows_of
from initiatives.web import page as pages
from initiatives.web.lists.address import ListAddress
from initiatives.web.lists.columns import DOWN, UP, ColumnKind, heads_of
from initiatives.web.lists.tabs import tabs_of
from initiatives.web.views.deadlines.narrowing import Narrowing
from initiatives.web.views.deadlines.nothing import nothing_found

USUAL_PAGE, LARGEST_PAGE = 50, 200
MOST_COUNTED = 1000
SELECT, EVERY_ROW = "select", "all"
FILTERS = frozenset(DeadlineFilterSet.base_filters)
CLOCKS = (AS_OF, KNOWN)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list, what its plan is called, what the visitor may do on it, and when a review is due, if ever."""

    row: DeadlineRow
    plan_name: str
    rights: RowRights | None
    review_on: date | None

    @property
    def review(self) -> SafeString:
        """Since when a review has been due, or nothing."""
        return display.review_words(self.review_on, self.row.as_of)

    @property
    def may_record(self) -> bool:
        """Whether a report may be recorded; never on another day."""
        return self.rights is not None and self.rights.may_record


class DeadlineList(pages.Page):
    """A list of deadlines. ``page`` is the name of its address; ``fixed`` are the filters that it sets itself.

    ``pointless``: filters that its form does not offer, since they would leave all or nothing.
    """

    page: ClassVar[str]
    fixed: ClassVar[dict[str, str]] = {}
    pointless: ClassVar[tuple[str, ...]] = ()
    columns: ClassVar[Sequence[ColumnKind]]
    address: ListAddress
    deadlines: DeadlineQuerySet

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show a page of the list, or send all of it as a file."""
        if any(not value.strip() for values in dict(request.GET.lists()).values() for value in values):
            return HttpResponseRedirect(_without_blanks(request))
        self.address = ListAddress.of(self.page, request.GET, self.standpoint.kept, FILTERS - {*self.fixed})
        file_format = format_asked_for(request.GET)
        paging = () if file_format else (CURSOR, PAGE_SIZE, SELECT)
        for name in CLOCKS:
            once(request.GET, name)
        if once(request.GET, SELECT) not in (None, EVERY_ROW):
            raise FilterError({SELECT: [_("Give “all”, or leave it out.")]})
        self.deadlines = chosen_deadlines(
            self.parameters(request.GET), self.visit.actor, self.moment, also_allowed=(*CLOCKS, FORMAT, *paging)
        )
        if file_format:
            return deadlines_file(self.deadlines, self.moment, display.language(), file_format)
        size = page_size(request.GET, usual=USUAL_PAGE, largest=LARGEST_PAGE)
        page = read_page(self.deadlines, size=size, cursor=once(request.GET, CURSOR))
        return self.show(**self.context(request, page))

    def parameters(self, query: QueryDict) -> QueryDict:
        """Return what the filters are given: the query string with the page's own filters.

        Raises FilterError for another value of one of those.
        """
        asked = query.copy()
        for name, value in self.fixed.items():
            if {*query.getlist(name)} - {value}:
                raise FilterError({name: [_("This list is narrowed by “%(value)s” already.") % {"value": value}]})
            asked[name] = value
        return asked

    def context(self, request: HttpRequest, page: Page) -> dict[str, Any]:
        """Return what the template shows."""
        narrowing = Narrowing(self.address, self.visit.actor, self.moment, (*self.fixed, *self.pointless))
        lines = self.lines(page, {plan.value: plan.short for plan in narrowing.plans})
        ordering = order_of(self.parameters(request.GET))
        sized = {PAGE_SIZE: size} if (size := request.GET.get(PAGE_SIZE)) else {}
        return {
            "address": self.address,
            "narrowing": narrowing,
            "tabs": tabs_of(self.address, self.visit),
            "lines": lines,
            "may_select": any(line.may_record for line in lines),
            "all_selected": self.may_write and request.GET.get(SELECT) == EVERY_ROW,
            "select_all": self.address.with_changes(**_here(request, CURSOR, PAGE_SIZE), **{SELECT: EVERY_ROW}),
            "select_none": self.address.with_changes(**_here(request, CURSOR, PAGE_SIZE)),
            "heads": heads_of(self.columns, self.address, ordering, dict(ORDERING_LABELS)),
            "order": dict(ORDERING_LABELS)[ordering],
            "count": len(self.first),
            "most_counted": MOST_COUNTED,
            "following": self._beside(page.following, sized),
            "preceding": self._beside(page.preceding, sized),
            "formats": [(label, self.address.with_changes(format=name)) for name, label in OFFERED_FORMATS],
            "saved_query": _query_of(self.address),
            "here": request.get_full_path(),
            "shown_at": self.visit.now.isoformat(),
            "nothing": None if lines else nothing_found(narrowing, self.fixed),
        }

    def lines(self, page: Page, plans: Mapping[str, str]) -> list[Line]:
        """Return the rows of a page with what may be done on them; nothing may on another day."""
        rows = rows_of(page.keys, self.moment)
        rights = rights_on_rows(rows, self.visit) if self.may_write else {}
        reviews = review_days(judged_deadlines(self.moment).filter(pk__in=page.keys)) if rows else {}
        return [Line(row, plans.get(row.plan, row.plan), rights.get(row.pk), reviews.get(row.pk)) for row in rows]

    @cached_property
    def first(self) -> list[tuple[int, date | None]]:
        """The database ids and days of the first rows of the whole list, one more than are counted."""
        dated = self.deadlines.annotate(due_latest=F("due_latest"))
        return list(dated.values_list("pk", "due_latest")[: MOST_COUNTED + 1])

    def _beside(self, cursor: str | None, sized: dict[str, str]) -> str:
        return self.address.with_changes(**{CURSOR: cursor}, **sized) if cursor else ""


class Deadlines(DeadlineList):
    """All deadlines."""

    template = "deadlines/list.html"
    section = "deadlines"
    title = gettext_lazy("Deadlines")
    page = "deadlines"
    columns = (
        ColumnKind("due", gettext_lazy("Deadline"), {"due": UP, "-due": DOWN}),
        ColumnKind("action", pgettext_lazy("of a plan", "Action"), {"number": UP}),
        ColumnKind("lead", gettext_lazy("Responsible"), {}),
        ColumnKind("position", gettext_lazy("Position"), {"overdue": DOWN}),
        ColumnKind("status", gettext_lazy("Status"), {"updated": DOWN}),
    )


def _without_blanks(request: HttpRequest) -> str:
    """Return the address without the empty boxes of a form, so that it can be passed on."""
    query = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if kept := [value for value in values if value.strip()]:
            query.setlist(name, kept)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _here(request: HttpRequest, *names: str) -> dict[str, str]:
    return {name: value for name in names if (value := request.GET.get(name))}


def _query_of(address: ListAddress) -> str:
    """Return what a saved view of the list may keep: filters, order and day."""
    query = QueryDict(mutable=True)
    for name, values in address.asked.items():
        query.setlist(name, list(values))
    for name, value in address.kept.items():
        query[name] = value
    return query.urlencode()
