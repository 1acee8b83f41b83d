"""Deadline rows in a stream: chunk by chunk, each with a number of queries that does not depend on its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from initiatives.clocks import Moment
from initiatives.models import Action, Deadline, Evidence, Objective, Plan
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.queries.bodies import Body, bodies_of_lineages
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.facts import JUDGED_COLUMNS, judgement_of, period_of, with_values
from initiatives.queries.known_rows import KnownRows, rows_by_id
from initiatives.queries.lineage import Lineage, lineages_of
from initiatives.texts import DEFAULT_LANGUAGE, Text, choose

TEXT_COLUMNS = ("language", "translations")
STATE_COLUMNS = (
    "state_id",
    "state_public_id",
    "state_effective_on",
    "state_confidence",
    "state_confidence_reason",
    "state_delay_reason",
    "state_note",
    "state_known_on",
    "state_who_name",
)


def deadline_rows(
    deadlines: DeadlineQuerySet, moment: Moment, language: str | None = None, *, chunk_size: int = 500
) -> Iterator[DeadlineRow]:
    """Yield the row of each deadline, in the order of ``deadlines``; memory does not grow with their number.

    ``deadlines`` comes from ``Deadline.objects.at(moment)`` with the same moment. Titles, bodies and periods are those
    known at the moment. ``language`` is the reader's; None is the active one. ``chunk_size`` (1 or more) is the number
    of rows that are read together.
    """
    names = (*JUDGED_COLUMNS, *STATE_COLUMNS, "first_edtf", "moves_made", "moved_late")
    facts = iter(with_values(deadlines, *names).iterator(chunk_size=chunk_size))
    while chunk := list(islice(facts, chunk_size)):
        context = _Context.of(chunk, moment, language)
        yield from (context.row(values) for values in chunk)


@dataclass(frozen=True, slots=True)
class _Context:
    """All that the rows of one chunk need beside their facts."""

    moment: Moment
    language: str | None
    lineages: dict[int, Lineage]
    plans: KnownRows
    objectives: KnownRows
    actions: KnownRows
    deadlines: KnownRows
    bodies: dict[int, list[Body]]
    evidence: dict[int, tuple[tuple[str, str], ...]]

    @classmethod
    def of(cls, chunk: list[dict[str, Any]], moment: Moment, language: str | None) -> _Context:
        keys = [values["pk"] for values in chunk]
        lineages = lineages_of(keys, moment)
        above = lineages.values()

        def known(model: Any, ids: Iterable[int | None], *columns: str) -> KnownRows:
            return rows_by_id(model, {key for key in ids if key is not None}, moment, *columns, *TEXT_COLUMNS)

        return cls(
            moment=moment,
            language=language,
            lineages=lineages,
            plans=known(Plan, (lineage.plan for lineage in above), "slug", "title"),
            objectives=known(Objective, (lineage.objective for lineage in above), "number", "title"),
            actions=known(Action, (lineage.action for lineage in above), "public_id", "number", "title"),
            deadlines=known(
                Deadline, keys, "public_id", "key", "label", "firmness", "wording", "wording_language", "is_confirmed"
            ),
            bodies=bodies_of_lineages(above, moment, language),
            evidence=_evidence_of({values["state_id"] for values in chunk} - {None}),
        )

    def row(self, values: dict[str, Any]) -> DeadlineRow:
        lineage = self.lineages[values["pk"]]
        plan, action, deadline = self.plans[lineage.plan], self.actions[lineage.action], self.deadlines[values["pk"]]
        objective = self.objectives.get(lineage.objective, {}) if lineage.objective is not None else {}
        return DeadlineRow(
            pk=values["pk"],
            deadline_id=deadline["public_id"],
            action_id=action["public_id"],
            ref=f"{plan['slug']}/{action['number']}/{deadline['key']}",
            plan=plan["slug"],
            plan_title=self._text(plan, "title"),
            objective_number=objective.get("number", ""),
            objective=self._text(objective, "title"),
            action_number=action["number"],
            action=self._text(action, "title"),
            key=deadline["key"],
            label=self._text(deadline, "label"),
            kind=values["judged_kind"],
            firmness=deadline["firmness"],
            wording=deadline["wording"],
            wording_language=deadline["wording_language"],
            bodies=tuple(self.bodies[values["pk"]]),
            original=period_of(values["first_edtf"]),
            current=period_of(values["due_edtf"]),
            is_confirmed=deadline["is_confirmed"],
            moves=values["moves_made"],
            moved_late=values["moved_late"],
            status=values["state_status"],
            effective_on=values["state_effective_on"],
            confidence=values["state_confidence"] or "",
            confidence_reason=values["state_confidence_reason"] or "",
            forecast=period_of(values["state_forecast_edtf"] or ""),
            started_on=values["state_started_on"],
            completed=period_of(values["state_completed_edtf"] or ""),
            delay_reason=values["state_delay_reason"] or "",
            note=values["state_note"] or "",
            evidence=self.evidence.get(values["state_id"], ()),
            last_update_id=values["state_public_id"],
            last_update_on=values["state_known_on"],
            last_update_by=values["state_who_name"] or "",
            as_of=self.moment.as_of,
            known=self.moment.known,
            **asdict(judgement_of(values)),
        )

    def _text(self, row: dict[str, Any], field: str) -> Text:
        if not row:
            return Text("", DEFAULT_LANGUAGE)
        return choose(row[field], row["language"], row["translations"], field, self.language)


def _evidence_of(status_updates: Collection[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Evidence.objects.filter(status_update__in=status_updates).order_by("status_update_id", "id")
    for key, title, link, case_number in rows.values_list("status_update_id", "title", "link", "case_number"):
        found[key].append((title, link or case_number))
    return {key: tuple(pieces) for key, pieces in found.items()}
