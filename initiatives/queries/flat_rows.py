"""What an export says of a deadline, and no more: read by the hundred thousand from one narrow join."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from django.utils.translation import get_language

from initiatives.choices import ResponsibilityRole, Status
from initiatives.clocks import Moment
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.periods import Period
from initiatives.queries import live_rows
from initiatives.queries.bodies import LEAD_ROLES, Body, bodies_of_lineages
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.evidence import Pieces, evidence_of
from initiatives.queries.facts import period_of
from initiatives.queries.live_rows import judgement_of, lineage_of, text_of
from initiatives.queries.rows import deadline_rows

FETCHED = 500
# Rows whose bodies and evidence are looked up together. PostgreSQL reads a table through for either: not too often.
CHUNK = 3000
# What no export shows; public ids and instants take longer to read than all the rest.
LEFT_OUT = {
    *("public_id", "action_public_id", "update_public_id", "recorded_at", "moved_late", "version", "update_kind"),
    *("plan_title", "plan_language", "plan_translations", "interpretation_note", "wording_language"),
    *("confidence_reason", "who_name"),
}
COLUMNS = {name: column for name, column in live_rows.COLUMNS.items() if name not in LEFT_OUT}
named: Any = namedtuple
Found = named("Found", COLUMNS)


class FlatRow(NamedTuple):
    """The fields of a DeadlineRow that the columns of exports are made of, under the same names."""

    ref: str
    plan: str
    objective_number: str
    objective: str
    action_number: str
    action: str
    label: str
    kind: str
    firmness: str
    wording: str
    leads: list[str]
    partners: list[str]
    original: Period
    current: Period
    is_confirmed: bool
    moves: int
    status: str
    effective_on: date | None
    confidence: str
    position: str
    days_overdue: int | None
    days_late: int | None
    days_slipped: int | None
    light: str
    freshness: str
    forecast: Period
    started_on: date | None
    completed: Period
    delay_reason: str
    note: str
    evidence: Pieces
    last_update_on: date | None
    as_of: date
    known: datetime


def flat_rows(
    deadlines: DeadlineQuerySet, moment: Moment, language: str | None = None
) -> Iterator[FlatRow | DeadlineRow]:
    """Yield the row of each deadline for an export, in the order of ``deadlines``, in bounded memory.

    The arguments are those of ``deadline_rows``, which serves past days; today's rows are read with less around them.
    """
    if not moment.is_live:
        yield from deadline_rows(deadlines, moment, language)
        return
    language = language or get_language()
    found = map(Found._make, deadlines.values_list(*COLUMNS.values()).iterator(chunk_size=FETCHED))
    while few := list(islice(found, CHUNK)):
        bodies = bodies_of_lineages([lineage_of(row) for row in few], moment, language)
        evidence = evidence_of({row.update for row in few} - {None})
        for row in few:
            yield _row(row, moment, language, bodies[row.pk], evidence.get(row.update, ()))


def _row(row: Any, moment: Moment, language: str | None, bodies: list[Body], evidence: Pieces) -> FlatRow:
    judgement = judgement_of(row, moment)
    return FlatRow(
        f"{row.plan_slug}/{row.action_number}/{row.key}",
        row.plan_slug,
        row.objective_number,
        _text(row.objective_title, row.objective_language, row.objective_translations, "title", language),
        row.action_number,
        _text(row.action_title, row.action_language, row.action_translations, "title", language),
        _text(row.label, row.language, row.translations, "label", language),
        row.kind,
        row.firmness,
        row.wording,
        [body.short_name for body in bodies if body.role in LEAD_ROLES],
        [body.short_name for body in bodies if body.role == ResponsibilityRole.PARTNER],
        period_of(row.original),
        period_of(row.current),
        row.is_confirmed,
        row.moves,
        row.status or Status.NONE.value,
        row.effective_on,
        row.confidence or "",
        judgement.position,
        judgement.days_overdue,
        judgement.days_late,
        judgement.days_slipped,
        judgement.light,
        judgement.freshness,
        period_of(row.forecast or ""),
        row.started_on,
        period_of(row.completed or ""),
        row.delay_reason or "",
        row.note or "",
        evidence,
        row.known_on,
        moment.as_of,
        moment.known,
    )


def _text(source: str, source_language: str, translations: str, field: str, language: str | None) -> str:
    return source if language == source_language else text_of(source, source_language, translations, field, language)
