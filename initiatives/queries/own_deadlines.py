"""What lies before the organisations that somebody records for: their open deadlines, the most urgent first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F

from initiatives.choices import Position
from initiatives.clocks import Moment
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.models.organisation_tree import OrganisationTree
from initiatives.models.responsible import RESPONSIBLE_ROLES, responsible_q
from initiatives.policies import Actor
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.judged import judged_deadlines
from initiatives.queries.rows import rows_of
from initiatives.queries.visible import visible_q

# What needs attention first comes first. Each group is the list that its positions give.
GROUPS: Mapping[str, tuple[Position, ...]] = {
    "overdue": (Position.OVERDUE,),
    "soon": (Position.DUE_SOON, Position.EXPECTED_LATE),
    "later": (Position.IN_PERIOD, Position.UPCOMING),
    "undated": (Position.NO_DEADLINE,),
}


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """One group: how many deadlines it has, and the first of them."""

    name: str
    number: int
    rows: Sequence[DeadlineRow]


@dataclass(frozen=True, slots=True)
class OwnDeadlines:
    """The groups in order of urgency, empty ones included.

    ``organisations``: the database ids of those meant, with those below them.
    """

    groups: Sequence[OwnGroup] = ()
    organisations: frozenset[int] = frozenset()

    @property
    def number(self) -> int:
        """How many open deadlines there are."""
        return sum(group.number for group in self.groups)


def own_deadlines(slugs: Collection[str], actor: Actor, moment: Moment, *, most: int) -> OwnDeadlines:
    """Return the open deadlines that these organisations lead, host or help with, at most so many rows in each group.

    ``slugs`` come from ``own_organisations``. What is overdue comes worst first, the rest as it falls due; undated ones
    in the order of entry. A constant number of queries.
    """
    tree = OrganisationTree.read(moment)
    organisations = tree.with_those_below(key for slug in slugs for key in tree.named(slug))
    own = judged_deadlines(moment).filter(
        visible_q(actor, moment), responsible_q(organisations, RESPONSIBLE_ROLES, moment)
    )
    counted = own.order_by().annotate(stands=F("position")).values("stands").annotate(number=Count("pk"))
    numbers = dict(counted.values_list("stands", "number"))
    keys = {
        name: _first_keys(own, positions, moment, most) if any(numbers.get(each) for each in positions) else []
        for name, positions in GROUPS.items()
    }
    rows = {row.pk: row for row in rows_of([key for found in keys.values() for key in found], moment)}
    groups = [
        OwnGroup(name, sum(numbers.get(each, 0) for each in positions), [rows[key] for key in keys[name]])
        for name, positions in GROUPS.items()
    ]
    return OwnDeadlines(groups, organisations)


def _first_keys(own: DeadlineQuerySet, positions: Sequence[str], moment: Moment, most: int) -> list[int]:
    if Position.OVERDUE in positions:
        ordered = own.overdue(moment).worst_first(moment)
    else:
        ordered = own.filter(position__in=positions).order_by(F("due_latest").asc(nulls_last=True), "pk")
    return list(ordered.values_list("pk", flat=True)[:most])
