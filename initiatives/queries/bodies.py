"""Who is responsible for deadlines: the bodies in each role, inherited visibly, as known at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from django.db.models import Q

from initiatives.choices import ResponsibilityRole
from initiatives.clocks import Moment, end_of_day
from initiatives.models import Organisation, Responsibility
from initiatives.models.among import Among
from initiatives.models.as_known import as_known
from initiatives.models.responsibility import valid_on_q
from initiatives.models.responsible import LEAD_ROLES, RESPONSIBLE_ROLES, responsible_q
from initiatives.queries.known_rows import rows_by_id
from initiatives.queries.lineage import Lineage, lineages_of
from initiatives.texts import DEFAULT_LANGUAGE, Text, choose

__all__ = [
    "LEAD_ROLES",
    "RESPONSIBLE_ROLES",
    "Body",
    "bodies_of",
    "bodies_of_lineages",
    "organisations_of_lineages",
    "responsible_organisations",
    "responsible_organisations_of",
    "responsible_q",
]

Level = Literal["deadline", "action", "objective"]
Names = tuple[str, str, Text]
NAMELESS: Names = ("", "", Text("", DEFAULT_LANGUAGE))
# In the order of the fields of a body, behind what it is named for.
COLUMNS = (
    "deadline_id",
    "action_id",
    "objective_id",
    "organisation_id",
    "role",
    "named_as",
    "words",
    "place",
    "basis",
    "contact",
)
ORGANISATION = "organisation_id"
ORGANISATION_COLUMNS = ("slug", "abbreviation", "name", "language", "translations")
ROLE_ORDER = {role.value: place for place, role in enumerate(ResponsibilityRole)}


class Body(NamedTuple):
    """A body in a role. ``organisation`` is a database id, None where the document gives words alone (``named_as``).

    ``inherited_from``: the level that names it; "deadline" is not inherited at all.
    """

    role: str
    organisation: int | None
    slug: str
    abbreviation: str
    name: Text
    named_as: str
    words: str
    place: str
    basis: str
    contact: str
    inherited_from: Level

    @property
    def short_name(self) -> str:
        """The abbreviation, else the name, else the document's words."""
        return self.abbreviation or self.name or self.named_as


class InRole(Protocol):
    """Anything that stands for a body in a role."""

    @property
    def role(self) -> str: ...


class Holder(NamedTuple):
    """A role and the organisation that has it, by database id; None where the document gives words alone."""

    role: str
    organisation: int | None


Each = TypeVar("Each", bound=InRole)
Place = tuple[Level, int]


def bodies_of(deadlines: Collection[int], moment: Moment, language: str | None = None) -> dict[int, list[Body]]:
    """Return the bodies of each deadline, by its database id: lead, host, partner and so on, in order of entry.

    For each role the nearest level that names anybody counts: the deadline, its action, the action's objective, the
    objective above. Responsibilities are those valid on the judged day and known at the moment. The number of queries
    does not grow with the number of deadlines. ``language`` is the reader's; None is the active one.
    """
    return bodies_of_lineages(lineages_of(deadlines, moment).values(), moment, language)


def bodies_of_lineages(
    lineages: Collection[Lineage], moment: Moment, language: str | None = None
) -> dict[int, list[Body]]:
    """Return the same for deadlines whose lineage has been read already."""
    named = _named_at_each_level(lineages, moment, language)
    return {lineage.deadline: sorted(_nearest(lineage, named), key=_place_of_role) for lineage in lineages}


def organisations_of_lineages(lineages: Collection[Lineage], moment: Moment) -> dict[int, list[Holder]]:
    """Return who has which role in each deadline, by its database id: the same bodies without their names.

    For counting over many deadlines. One query.
    """
    named: dict[Place, list[Holder]] = defaultdict(list)
    for row in _responsibilities(lineages, moment, "deadline_id", "action_id", "objective_id", "role", ORGANISATION):
        named[_place_of(*row[:3])].append(Holder(row[3], row[4]))
    return {lineage.deadline: _nearest(lineage, named) for lineage in lineages}


def responsible_organisations(deadline_id: int, on: date) -> frozenset[int]:
    """Return the ids of the organisations that lead, host or help with a deadline on the day ``on``, by today's record.

    These are the bodies that decide what their people may record on it.
    """
    return responsible_organisations_of([deadline_id], on)[deadline_id]


def responsible_organisations_of(deadlines: Collection[int], on: date) -> dict[int, frozenset[int]]:
    """Return the same for each of several deadlines, by database id, in a constant number of queries."""
    found = bodies_of(deadlines, Moment(as_of=on, known=end_of_day(on), is_live=True))
    return {
        key: frozenset(
            body.organisation
            for body in found.get(key, ())
            if body.role in RESPONSIBLE_ROLES and body.organisation is not None
        )
        for key in deadlines
    }


def _place_of_role(body: Body) -> int:
    return ROLE_ORDER[body.role]


def _named_at_each_level(lineages: Iterable[Lineage], moment: Moment, language: str | None) -> dict[Place, list[Body]]:
    """Return who is named for each deadline, action and objective, in order of entry."""
    rows = list(_responsibilities(lineages, moment, *COLUMNS))
    organisations = {row[COLUMNS.index(ORGANISATION)] for row in rows} - {None}
    names = _names_of(organisations, moment, language)
    named: dict[Place, list[Body]] = defaultdict(list)
    for deadline, action, objective, organisation, role, named_as, words, place, basis, contact in rows:
        level, key = _place_of(deadline, action, objective)
        slug, abbreviation, name = names.get(organisation, NAMELESS)
        body = Body(role, organisation, slug, abbreviation, name, named_as, words, place, basis, contact, level)
        named[level, key].append(body)
    return named


def _responsibilities(lineages: Iterable[Lineage], moment: Moment, *columns: str) -> Any:
    """Return the named columns of what is said of these deadlines and of what is above them, in order of entry."""
    deadlines, actions = set(), set()
    objectives: set[int] = set()
    for lineage in lineages:
        deadlines.add(lineage.deadline)
        actions.add(lineage.action)
        objectives.update(key for key in (lineage.objective, lineage.parent) if key is not None)
    concerned = as_known(Responsibility, moment).filter(
        Q(Among("deadline_id", deadlines)) | Q(Among("action_id", actions)) | Q(Among("objective_id", objectives))
    )
    return concerned.filter(valid_on_q(moment.as_of)).order_by("id").values_list(*columns)


def _place_of(deadline: int | None, action: int | None, objective: int | None) -> Place:
    """Return what a responsibility is for, which is exactly one thing."""
    level: Level = "deadline" if deadline is not None else "action" if action is not None else "objective"
    return level, deadline or action or objective or 0


def _names_of(organisations: Collection[int], moment: Moment, language: str | None) -> dict[int, Names]:
    rows = rows_by_id(Organisation, organisations, moment, *ORGANISATION_COLUMNS)
    return {
        key: (
            row["slug"],
            row["abbreviation"],
            choose(row["name"], row["language"], row["translations"], "name", language),
        )
        for key, row in rows.items()
    }


def _nearest(lineage: Lineage, named: Mapping[Place, list[Each]]) -> list[Each]:
    """Return those named in each role at the nearest level that names anybody in it."""
    found: list[Each] = []
    settled: set[str] = set()
    for place in (
        ("deadline", lineage.deadline),
        ("action", lineage.action),
        ("objective", lineage.objective),
        ("objective", lineage.parent),
    ):
        if bodies := named.get(place):  # type: ignore[arg-type] # an id may be missing, and then names nobody
            found += [body for body in bodies if body.role not in settled]
            settled |= {body.role for body in bodies}
    return found
