"""One's own deadlines as the home page shows them: in groups, each with the way to report and to confirm."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from initiatives.choices import ResponsibilityRole
from initiatives.models.responsible import RESPONSIBLE_ROLES
from initiatives.presentation.addresses import address_of
from initiatives.presentation.rights import RowRights, rights_on_rows
from initiatives.presentation.standpoint import Standpoint
from initiatives.presentation.visits import Visit
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.own_deadlines import GROUPS, OwnGroup, own_deadlines

HEADINGS: dict[str, str | Promise] = {
    "overdue": _("Overdue"),
    "soon": _("Due soon or expected late"),
    "later": _("Later"),
    "undated": _("Without deadline"),
}
# Words for the counts above the groups, read after a number: "2 overdue".
SHORT_WORDS: dict[str, str | Promise] = {
    "overdue": _("overdue"),
    "soon": _("due soon or expected late"),
    "later": _("later"),
    "undated": _("without deadline"),
}


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One deadline, what the visitor's organisations have to do with it, and what the visitor may do."""

    row: DeadlineRow
    role: str
    rights: RowRights


@dataclass(frozen=True, slots=True)
class GroupShown:
    """One group with the list that holds all of it."""

    name: str
    heading: str | Promise
    short_words: str | Promise
    number: int
    address: str
    rows: Sequence[OwnRow]


@dataclass(frozen=True, slots=True)
class OwnSection:
    """All groups that have anything; the list of all that is open."""

    groups: Sequence[GroupShown]
    number: int
    address: str

    @classmethod
    def of(cls, slugs: Collection[str], visit: Visit, standpoint: Standpoint, *, most: int) -> OwnSection:
        """Return the open deadlines of these organisations, at most so many rows of each group."""
        own = own_deadlines(slugs, visit.actor, standpoint.moment, most=most)
        rights = rights_on_rows([row for group in own.groups for row in group.rows], visit)
        every_position = [position.value for positions in GROUPS.values() for position in positions]

        def listed(positions: Collection[str]) -> str:
            return address_of("deadlines", kept=standpoint.kept, organisation=list(slugs), position=list(positions))

        def shown(group: OwnGroup) -> GroupShown:
            return GroupShown(
                name=group.name,
                heading=HEADINGS[group.name],
                short_words=SHORT_WORDS[group.name],
                number=group.number,
                address=listed([position.value for position in GROUPS[group.name]]),
                rows=[OwnRow(row, _role(row, own.organisations), rights[row.pk]) for row in group.rows],
            )

        groups = [shown(group) for group in own.groups if group.number]
        return cls(groups, own.number, listed(every_position))


def _role(row: DeadlineRow, organisations: Collection[int]) -> str:
    """Return the first role that one of the organisations has in the deadline, in words."""
    for body in row.bodies:
        if body.organisation in organisations and body.role in RESPONSIBLE_ROLES:
            return capfirst(str(ResponsibilityRole(body.role).label))
    return ""
