"""Deadline rows: of a few deadlines, or in a stream, with a number of queries that does not depend on their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from django.db.models import F

from initiatives.clocks import Moment
from initiatives.models import Action, Deadline, Objective, Plan
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.queries.bodies import Body, bodies_of_lineages
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.evidence import Pieces, evidence_of
from initiatives.queries.facts import JUDGED_COLUMNS, judgement_of, period_of, with_values
from initiatives.queries.known_rows import KnownRows, rows_by_id
from initiatives.queries.lineage import Lineage, lineages_of
from initiatives.queries.live_rows import live_rows
from initiatives.texts import DEFAULT_LANGUAGE, Text, choose

TEXT_COLUMNS = ("language", "translations")
STATE_COLUMNS = (
    "state_id",
    "state_public_id",
    "state_kind",
    "state_effective_on",
    "state_confidence",
    "state_confidence_reason",
    "state_delay_reason",
    "state_note",
    "state_known_on",
    "state_recorded_at",
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
    if moment.is_live:
        # Sorting and narrowing read the ids alone; the wide rows are fetched by them.
        keys = iter(deadlines.values_list("pk", flat=True).iterator(chunk_size=chunk_size))
        while few := list(islice(keys, chunk_size)):
            yield from live_rows(few, moment, language)
        return
    facts = iter(_facts_of(deadlines).iterator(chunk_size=chunk_size))
    while chunk := list(islice(facts, chunk_size)):
        context = _Context.of(chunk, moment, language)
        yield from (context.row(values) for values in chunk)


def rows_of(keys: Sequence[int], moment: Moment, language: str | None = None) -> list[DeadlineRow]:
    """Return the rows of the deadlines with these database ids, in that order, without their evidence.

    For a page of a list: some hundreds at most. What was not yet known at the moment is left out.
    """
    if moment.is_live:
        return live_rows(keys, moment, language, with_evidence=False)
    facts = list(_facts_of(Deadline.objects.at(moment).filter(pk__in=keys)))
    context = _Context.of(facts, moment, language, with_evidence=False)
    rows = {values["pk"]: context.row(values) for values in facts}
    return [rows[key] for key in keys if key in rows]


def _facts_of(deadlines: DeadlineQuerySet) -> Any:
    names = (*JUDGED_COLUMNS, *STATE_COLUMNS, "first_edtf", "moves_made", "moved_late", "version_now")
    return with_values(deadlines.alias(version_now=F("version")), *names)


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
    evidence: dict[int, Pieces]

    @classmethod
    def of(
        cls, chunk: list[dict[str, Any]], moment: Moment, language: str | None, *, with_evidence: bool = True
    ) -> _Context:
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
                Deadline,
                keys,
                "public_id",
                "key",
                "label",
                "firmness",
                "wording",
                "wording_language",
                "is_confirmed",
                "interpretation_note",
            ),
            bodies=bodies_of_lineages(above, moment, language),
            evidence=evidence_of({values["state_id"] for values in chunk} - {None}) if with_evidence else {},
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
            interpretation_note=self._text(deadline, "interpretation_note"),
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
            last_update_kind=values["state_kind"] or "",
            last_update_on=values["state_known_on"],
            last_update_at=values["state_recorded_at"],
            last_update_by=values["state_who_name"] or "",
            version=values["version_now"],
            as_of=self.moment.as_of,
            known=self.moment.known,
            **asdict(judgement_of(values)),
        )

    def _text(self, row: dict[str, Any], field: str) -> Text:
        if not row:
            return Text("", DEFAULT_LANGUAGE)
        return choose(row[field], row["language"], row["translations"], field, self.language)
