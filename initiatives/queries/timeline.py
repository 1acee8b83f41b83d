"""The deadlines of one plan in the order of its timeline, in groups and pages, with the days for its axis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from initiatives.clocks import Moment
from initiatives.exceptions import FilterError
from initiatives.models import Action, Objective
from initiatives.periods import Period
from initiatives.policies import Actor
from initiatives.queries.bodies import LEAD_ROLES, Body, bodies_of_lineages
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.facts import JUDGED_COLUMNS, period_of, with_values
from initiatives.queries.judged import judged_deadlines
from initiatives.queries.known_rows import rows_by_id
from initiatives.queries.lineage import Lineage, lineages_of
from initiatives.queries.rows import rows_of
from initiatives.queries.visible import visible_q
from initiatives.texts import DEFAULT_LANGUAGE, Text, choose, sort_key

BY_OBJECTIVE, BY_ORGANISATION = "objective", "organisation"
GROUPINGS = (BY_OBJECTIVE, BY_ORGANISATION)
ROWS_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and its rows on this page. ``name`` is the objective's number or the organisation's slug or words.

    ``slug`` is the organisation's, empty for an objective and for words alone.
    ``title`` is None where nobody is named. ``is_continued``: its first rows stand on the page before.
    """

    name: str
    number: str
    slug: str
    title: Text | None
    rows: tuple[DeadlineRow, ...]
    is_continued: bool


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """One page of a plan's timeline.

    ``first`` and ``last`` count lines from 1 to ``lines``, which may exceed ``deadlines``: a deadline with two lead
    bodies has a line under each. ``days`` are all days of the whole plan's periods, so that every page has one axis.
    ``preceding`` is the place of the page before, empty for the first one, None where there is none.
    """

    groups: tuple[Group, ...]
    days: tuple[date, ...]
    deadlines: int
    undated: int
    lines: int
    first: int
    last: int
    following: str | None
    preceding: str | None


class Heading(NamedTuple):
    """What the lines of one group share."""

    name: str
    number: str = ""
    slug: str = ""
    title: Text | None = None


class _Line(NamedTuple):
    """One line before its row has been read: where it stands, and the name of that place."""

    order: tuple[Any, ...]
    heading: Heading
    pk: int
    place: str


def timeline_page(
    plan: int,
    moment: Moment,
    actor: Actor,
    grouping: str = BY_OBJECTIVE,
    after: str = "",
    *,
    most: int = ROWS_ON_A_PAGE,
) -> TimelinePage:
    """Return the page of the timeline of a plan (a database id) that begins behind the place ``after``.

    Groups are kept together where they fit on a page of ``most`` lines. Raises FilterError for a grouping or a place
    that does not exist. The number of queries depends on neither deadlines nor groups.
    """
    if grouping not in GROUPINGS:
        raise FilterError({"group": [_("Choose one of: %s.") % ", ".join(GROUPINGS)]})
    deadlines = judged_deadlines(moment).filter(visible_q(actor, moment), action__plan_id=plan).order_by()
    facts = list(with_values(deadlines.alias(name_of=F("public_id")), *JUDGED_COLUMNS, "first_edtf", "name_of"))
    lines = _lines(facts, moment, grouping)
    starts = _page_starts(lines, most)
    start = _start(lines, after)
    end = min((other for other in starts if other > start), default=len(lines))
    shown = lines[start : min(end, start + most)]
    end = start + len(shown)
    before = max((other for other in starts if other < start), default=None)
    return TimelinePage(
        groups=tuple(_groups(shown, moment, lines[start - 1] if start else None)),
        days=tuple(_days(facts)),
        deadlines=len(facts),
        undated=sum(not row["due_edtf"] for row in facts),
        lines=len(lines),
        first=start + 1 if lines else 0,
        last=end,
        following=lines[end - 1].place if end < len(lines) else None,
        preceding=None if before is None else lines[before - 1].place if before else "",
    )


def _days(facts: Iterable[dict[str, Any]]) -> Iterator[date]:
    columns = ("due_edtf", "first_edtf", "state_completed_edtf", "state_forecast_edtf")
    for row in facts:
        periods: list[Period] = [period_of(row[column] or "") for column in columns]
        bounds = [bound for period in periods for bound in (period.earliest, period.latest)]
        yield from (day for day in (*bounds, row["state_started_on"]) if day is not None)


def _lines(facts: Sequence[dict[str, Any]], moment: Moment, grouping: str) -> list[_Line]:
    lineages = lineages_of([row["pk"] for row in facts], moment)
    actions = rows_by_id(Action, {lineage.action for lineage in lineages.values()}, moment, "number_key")

    def line(row: dict[str, Any], order: tuple[Any, ...], heading: Heading) -> _Line:
        own = (actions[row["action_id"]]["number_key"], row["pk"])
        return _Line((*order, *own), heading, row["pk"], f"{heading.name}/{row['name_of']}")

    found = (
        _under_objectives(facts, lineages, moment)
        if grouping == BY_OBJECTIVE
        else _under_organisations(facts, lineages, moment)
    )
    return sorted((line(*parts) for parts in found), key=lambda one: one.order)


Placed = Iterator[tuple[dict[str, Any], tuple[Any, ...], Heading]]


def _under_objectives(facts: Sequence[dict[str, Any]], lineages: dict[int, Lineage], moment: Moment) -> Placed:
    """Place each deadline under the topmost objective that it belongs to."""
    named = {key for lineage in lineages.values() for key in (lineage.objective, lineage.parent) if key is not None}
    columns = ("number", "number_key", "title", "language", "translations")
    objectives = rows_by_id(Objective, named, moment, *columns)
    for row in facts:
        lineage = lineages[row["pk"]]
        own, top = lineage.objective, lineage.parent or lineage.objective
        if own is None or top is None:
            yield row, ("", ""), Heading("")
            continue
        above = objectives[top]
        title = choose(above["title"], above["language"], above["translations"], "title")
        order = (above["number_key"], objectives[own]["number_key"])
        yield row, order, Heading(above["number"], number=above["number"], title=title)


def _under_organisations(facts: Sequence[dict[str, Any]], lineages: dict[int, Lineage], moment: Moment) -> Placed:
    """Place each deadline under every body that leads it; those without one come last."""
    bodies = bodies_of_lineages(lineages.values(), moment)
    for row in facts:
        leads = {_body_name(body): body for body in bodies[row["pk"]] if body.role in LEAD_ROLES}
        for name, body in leads.items():
            title = body.name or Text(body.named_as, get_language() or DEFAULT_LANGUAGE)
            yield row, (False, sort_key(title), name), Heading(name, slug=body.slug, title=title)
        if not leads:
            yield row, (True, "", ""), Heading("")


def _body_name(body: Body) -> str:
    return body.slug or body.named_as


def _page_starts(lines: Sequence[_Line], most: int) -> list[int]:
    """Return where pages begin: at a new group where that keeps a group together, else in the midst of one."""
    starts, reached = [0], 0
    for _group, found in groupby(lines, key=lambda line: line.heading.name):
        size = len(list(found))
        if reached > starts[-1] and reached + size - starts[-1] > most:
            starts.append(reached)
        reached += size
        while reached - starts[-1] > most:
            starts.append(starts[-1] + most)
    return starts


def _start(lines: Sequence[_Line], after: str) -> int:
    if not after:
        return 0
    for index, line in enumerate(lines):
        if line.place == after:
            return index + 1
    raise FilterError({"after": [_("There is no such place in this timeline. Begin again from the first page.")]})


def _groups(shown: Sequence[_Line], moment: Moment, before: _Line | None) -> Iterator[Group]:
    rows = {row.pk: row for row in rows_of([line.pk for line in shown], moment)}
    for heading, found in groupby(shown, key=lambda line: line.heading):
        yield Group(
            name=heading.name,
            number=heading.number,
            slug=heading.slug,
            title=heading.title,
            rows=tuple(rows[line.pk] for line in found if line.pk in rows),
            is_continued=before is not None and before.heading.name == heading.name,
        )
        before = None
