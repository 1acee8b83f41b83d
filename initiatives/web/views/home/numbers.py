"""The key numbers, each with the list that is just so long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from initiatives.choices import MET_POSITIONS, DueSpan, Freshness, Position
from initiatives.filters.deadlines import NO
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.presentation.addresses import address_of
from initiatives.presentation.standpoint import Standpoint
from initiatives.queries.dashboard import AHEAD, key_numbers
from initiatives.queries.standings import Standing

SPANS = {30: DueSpan.NEXT_30_DAYS, 60: DueSpan.NEXT_60_DAYS, 90: DueSpan.NEXT_90_DAYS}


@dataclass(frozen=True, slots=True)
class Number:
    """A number, the list of what it counts, and the drawing that goes with it; ``query`` is what the list asks for."""

    name: str
    label: str | Promise
    number: int
    address: str
    query: Mapping[str, object]
    shape: str = ""


def numbers_shown(seen: DeadlineQuerySet, standings: Mapping[int, Standing], standpoint: Standpoint) -> list[Number]:
    """Return the key numbers of the deadlines that a person sees, in the order in which they are read."""
    found = key_numbers(seen, standings, standpoint.moment)
    stand = found.positions

    def number(name: str, label: str, count: int, shape: str = "", page: str = "deadlines", **query: object) -> Number:
        asked = {} if page == "overdue" else query
        return Number(name, label, count, address_of(page, kept=standpoint.kept, **asked), query, shape)

    ahead = [position.value for position in AHEAD]
    late, undated = Position.EXPECTED_LATE.value, Position.NO_DEADLINE.value
    due = {days: {"due": span.value, "position": ahead} for days, span in SPANS.items()}
    met = [position.value for position in MET_POSITIONS]
    return [
        number("overdue", _("overdue"), stand.overdue, "position-overdue", "overdue", overdue="true"),
        number("expected_late", _("expected late"), stand.of(late), "position-expected_late", position=late),
        number("due_30", _("due in 30 days"), found.due_within[30], "position-due_soon", **due[30]),
        number("due_60", _("due in 60 days"), found.due_within[60], **due[60]),
        number("due_90", _("due in 90 days"), found.due_within[90], **due[90]),
        number("met", _("completed"), stand.met, "position-met_on_time", position=met),
        number("stale", _("stale"), found.stale, "freshness-stale", freshness=Freshness.STALE.value),
        number("never", _("never reported"), found.never_reported, "freshness-never", freshness=Freshness.NEVER.value),
        number("undated", _("without deadline"), stand.without_deadline, "position-no_deadline", position=undated),
        number("unconfirmed", _("reading not settled"), found.unconfirmed, confirmed=NO),
    ]
