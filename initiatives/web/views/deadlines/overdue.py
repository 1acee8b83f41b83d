"""What is overdue, worst first: how many days, why, until when, and whom to write to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from initiatives.filters.deadlines import YES
from initiatives.presentation import display
from initiatives.presentation.chasing import recipients_of
from initiatives.queries.offered import Offer
from initiatives.queries.overdue_parts import Parts, Quarter, parts_of
from initiatives.queries.paging import Page
from initiatives.web.lists.address import ListAddress
from initiatives.web.lists.columns import DOWN, UP, ColumnKind
from initiatives.web.views.deadlines.listing import MOST_COUNTED, DeadlineList
from initiatives.web.views.deadlines.narrowing import Narrowing

SHOWN_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the list: one click away, and how many rows it has."""

    label: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Division:
    """The list divided by one question. ``further``: the smaller parts, which open on request."""

    label: Any
    first: Sequence[Part]
    further: Sequence[Part]


class Overdue(DeadlineList):
    """What is overdue."""

    template = "deadlines/overdue.html"
    section = "overdue"
    title = _("Overdue")
    page = "overdue"
    fixed = {"overdue": YES}
    pointless = ("position",)
    columns = (
        ColumnKind("days", _("Days over"), {"overdue": DOWN}),
        ColumnKind("action", pgettext_lazy("of a plan", "Action"), {"number": UP}),
        ColumnKind("lead", _("Responsible"), {}),
        ColumnKind("due", _("Deadline"), {"due": UP, "-due": DOWN}),
        ColumnKind("reason", _("Reason and forecast"), {"updated": DOWN}),
    )

    def context(self, request: HttpRequest, page: Page) -> dict[str, Any]:
        """Add whom to write to, and the parts that the list can be narrowed to with one click."""
        context = super().context(request, page)
        narrowing: Narrowing = context["narrowing"]
        parts = parts_of(self.first[:MOST_COUNTED], self.moment, narrowing.organisations)
        return {
            **context,
            "recipients": recipients_of(line.row for line in context["lines"]),
            "divisions": _divisions(self.address, narrowing, parts),
            "is_cut": len(self.first) > MOST_COUNTED,
        }


def _divisions(address: ListAddress, narrowing: Narrowing, parts: Parts) -> list[Division]:
    """Return the parts by plan, organisation and quarter; a question with one answer narrows nothing."""
    by_plan = _counted(address, "plan", narrowing.plans, parts.plans)
    by_organisation = _counted(address, "organisation", narrowing.organisations, parts.organisations)
    by_quarter = [
        Part(display.period(quarter.period), _in_quarter(address, quarter), parts.quarters[quarter])
        for quarter in sorted(parts.quarters, key=lambda quarter: (quarter.year, quarter.number))
    ]
    named = ((_("By plan"), by_plan), (_("By organisation"), by_organisation), (_("By quarter"), by_quarter))
    return [Division(label, found[:SHOWN_AT_ONCE], found[SHOWN_AT_ONCE:]) for label, found in named if len(found) > 1]


def _counted(address: ListAddress, name: str, offers: Sequence[Offer], counts: Any) -> list[Part]:
    found = [
        Part(offer.short, address.only(name, offer.value), counts[offer.key]) for offer in offers if counts[offer.key]
    ]
    return sorted(found, key=lambda part: -part.count)


def _in_quarter(address: ListAddress, quarter: Quarter) -> str:
    first = quarter.period.earliest
    last = quarter.period.latest
    assert first is not None and last is not None  # noqa: S101 (a quarter has both)
    return address.with_changes(due="", due_from=first.isoformat(), due_to=last.isoformat())
