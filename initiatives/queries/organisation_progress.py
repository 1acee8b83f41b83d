"""How far each organisation is with what it leads, those below it included: the numbers of its list of deadlines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from initiatives.choices import ResponsibilityRole
from initiatives.clocks import Moment
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.models.organisation_tree import OrganisationTree
from initiatives.queries.bodies import LEAD_ROLES, organisations_of_lineages
from initiatives.queries.facts import with_values
from initiatives.queries.lineage import lineages_of
from initiatives.queries.progress import Positions
from initiatives.queries.punctuality import COLUMNS, Outcome, Punctuality, Share, outcome_of

# Deadlines whose bodies are looked up together.
CHUNK = 5000


@dataclass(frozen=True, slots=True)
class OrganisationProgress:
    """What one organisation, and those below it, lead or host (``led``) and help with (``partnered``)."""

    led: Positions
    partnered: int
    punctuality: Punctuality


NOTHING = OrganisationProgress(Positions.of_numbers({}), 0, Punctuality(Share(0, 0), Share(0, 0)))


class _Tally:
    """The numbers of one organisation while they are counted."""

    def __init__(self) -> None:
        self.led: Counter[str] = Counter()
        self.partnered = 0
        self.outcomes: Counter[str] = Counter()

    def add_led(self, position: str, outcome: Outcome) -> None:
        self.led[position] += 1
        self.outcomes.update(name for name, holds in outcome._asdict().items() if holds)

    def result(self) -> OrganisationProgress:
        outcomes = self.outcomes
        return OrganisationProgress(
            led=Positions.of_numbers(dict(self.led)),
            partnered=self.partnered,
            punctuality=Punctuality(
                current=Share(outcomes["on_time"], outcomes["passed"]),
                original=Share(outcomes["on_time_first"], outcomes["passed_first"]),
            ),
        )


def progress_by_organisation(
    deadlines: DeadlineQuerySet, moment: Moment, tree: OrganisationTree
) -> dict[int | None, OrganisationProgress]:
    """Return the progress of each organisation that leads, hosts or helps, or is above one that does, by database id.

    ``deadlines`` comes from ``Deadline.objects.at(moment)``, ``tree`` is that of the moment. A deadline counts once
    for an organisation, however many below it share it; None stands for those without a lead body, where nobody is
    named or words alone. A constant number of queries for each 5,000 deadlines.
    """
    above = _Above(tree.parents())
    tallies: dict[int | None, _Tally] = defaultdict(_Tally)
    rows = with_values(deadlines.order_by(), *COLUMNS)
    for chunk in _chunks(rows.iterator(chunk_size=CHUNK)):
        holders = organisations_of_lineages(lineages_of([row["pk"] for row in chunk], moment).values(), moment)
        for row in chunk:
            leads: set[int] = set()
            partners: set[int] = set()
            for holder in holders[row["pk"]]:
                if holder.organisation is not None:
                    if holder.role in LEAD_ROLES:
                        leads |= above[holder.organisation]
                    elif holder.role == ResponsibilityRole.PARTNER:
                        partners |= above[holder.organisation]
            outcome = outcome_of(row)
            led_by: set[int | None] = {*leads} or {None}
            for key in led_by:
                tallies[key].add_led(row["position"], outcome)
            for key in partners:
                tallies[key].partnered += 1
    return {key: tally.result() for key, tally in tallies.items()}


class _Above(dict[int, frozenset[int]]):
    """Each organisation with all above it, looked up once; a loop in the data ends the walk."""

    def __init__(self, parents: Mapping[int, int]) -> None:
        super().__init__()
        self.parents = parents

    def __missing__(self, key: int) -> frozenset[int]:
        found: set[int] = set()
        step: int | None = key
        while step is not None and step not in found:
            found.add(step)
            step = self.parents.get(step)
        self[key] = frozenset(found)
        return self[key]


def _chunks(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
