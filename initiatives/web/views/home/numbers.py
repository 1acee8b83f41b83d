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
    """A number, the list of what it counts, and the drawing that goes with it, if there is one."""

    name: str
    label: str | Promise
    number: int
    address: str
    shape: str = ""


def numbers_shown(seen: DeadlineQuerySet, standings: Mapping[int, Standing], standpoint: Standpoint) -> list[Number]:
    """Return the key numbers of the deadlines that a person sees, in the order in which they are read."""
    found = key_numbers(seen, standings, standpoint.moment)
    stand = found.positions

    def number(name: str, label: str, count: int, query: Mapping[str, object], shape: str = "") -> Number:
        page = "overdue" if name == "overdue" else "deadlines"
        return Number(name, label, count, address_of(page, kept=standpoint.kept, **query), shape)

    ahead = [position.value for position in AHEAD]
    met = [position.value for position in MET_POSITIONS]
    late, undated = Position.EXPECTED_LATE.value, Position.NO_DEADLINE.value
    stale, never = Freshness.STALE.value, Freshness.NEVER.value
    due = {days: {"due": span.value, "position": ahead} for days, span in SPANS.items()}
    return [
        number("overdue", _("overdue"), stand.overdue, {}, "position-overdue"),
        number("expected_late", _("expected late"), stand.of(late), {"position": late}, "position-expected_late"),
        number("due_30", _("due in 30 days"), found.due_within[30], due[30], "position-due_soon"),
        number("due_60", _("due in 60 days"), found.due_within[60], due[60]),
        number("due_90", _("due in 90 days"), found.due_within[90], due[90]),
        number("met", _("completed"), stand.met, {"position": met}, "position-met_on_time"),
        number("stale", _("stale"), found.stale, {"freshness": stale}, "freshness-stale"),
        number("never", _("never reported"), found.never_reported, {"freshness": never}, "freshness-never"),
        number("undated", _("without deadline"), stand.without_deadline, {"position": undated}, "position-no_deadline"),
        number("unconfirmed", _("reading not settled"), found.unconfirmed, {"confirmed": NO}),
    ]
