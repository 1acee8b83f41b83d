"""What the overview shows above the models: what is overdue, what is one's own, and what was recorded last."""

from __future__ import annotations

from dataclasses import dataclass

from initiatives import policies
from initiatives.admin.base.addresses import deadline_page, list_of, page_of
from initiatives.filters.deadlines import YES, DeadlineFilterSet
from initiatives.models import Deadline, StatusUpdate
from initiatives.presentation import display
from initiatives.presentation.visits import Visit
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.overdue import overdue_count
from initiatives.queries.own_organisations import own_organisations
from initiatives.queries.rows import deadline_rows
from initiatives.queries.visible import visible_q

NEXT_SHOWN = 8
LATEST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class NextDeadline:
    """One of the visitor's own deadlines that need attention first."""

    row: DeadlineRow
    address: str
    record_address: str
    badge: str
    due: str
    status: str


@dataclass(frozen=True, slots=True)
class LatestUpdate:
    """One row that was recorded lately."""

    update: StatusUpdate
    address: str
    day: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The overview of one visitor. ``own``: what their organisations lead or help with, open ones, worst first."""

    overdue: int
    overdue_address: str
    has_own: bool
    own: list[NextDeadline]
    own_address: str
    latest: list[LatestUpdate]


def front_page(visit: Visit) -> FrontPage | None:
    """Return the overview of what the visitor reads, or None where that is nothing."""
    if not policies.may_read(visit.actor):
        return None
    slugs = own_organisations(visit.actor.user, visit.today)
    updates = StatusUpdate.objects.filter(visible_q(visit.actor, visit.moment, "deadline__action__plan"))
    latest = updates.select_related("deadline__action__plan").order_by("-known_on", "-pk")[:LATEST_SHOWN]
    return FrontPage(
        overdue=overdue_count(visit.moment, actor=visit.actor),
        overdue_address=list_of(Deadline, overdue=YES),
        has_own=bool(slugs),
        own=_own(visit, slugs) if slugs else [],
        own_address=list_of(Deadline, organisation=slugs),
        latest=[LatestUpdate(update, page_of(update.deadline), display.day(update.known_on)) for update in latest],
    )


def _own(visit: Visit, slugs: list[str]) -> list[NextDeadline]:
    open_ones = Deadline.objects.at(visit.moment).filter(visible_q(visit.actor, visit.moment), is_open=True)
    own = DeadlineFilterSet({"organisation": slugs, "ordering": "due"}, open_ones, moment=visit.moment).qs
    return [
        NextDeadline(
            row=row,
            address=deadline_page(row.deadline_id),
            record_address=deadline_page(row.deadline_id, "record"),
            badge=display.position_badge(row.position, row.days_overdue, row.days_late, row.days_left),
            due=display.deadline_period(row.current),
            status=display.status_words(row.status),
        )
        for row in deadline_rows(own[:NEXT_SHOWN], visit.moment)  # type: ignore[arg-type]
    ]
