"""Deadline rows of today: one query that joins all that has a pointer, and a constant few for bodies and evidence."""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.utils.translation import get_language

from initiatives.choices import Status
from initiatives.clocks import Moment
from initiatives.models import Deadline, DeadlineChange
from initiatives.models.among import Among
from initiatives.positions import Facts, Judgement, Limits, judge
from initiatives.queries.bodies import Body, bodies_of_lineages
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.evidence import Pieces, evidence_of
from initiatives.queries.facts import period_of
from initiatives.queries.lineage import Lineage
from initiatives.texts import Text, choose

UPDATE = "latest_update"
ACTION = "action"
PLAN = "action__plan"
OBJECTIVE = "action__objective"
# What is read of each row, by the name that it has below. Texts in other languages come as the JSON that is stored:
# the same few recur on many rows, and are parsed once.
COLUMNS: dict[str, Any] = {
    "pk": "pk",
    "public_id": "public_id",
    "key": "key",
    "label": "label",
    "interpretation_note": "interpretation_note",
    "language": "language",
    "translations": Cast("translations", TextField()),
    "kind": "kind",
    "firmness": "firmness",
    "wording": "wording",
    "wording_language": "wording_language",
    "original": "original_edtf",
    "current": "current_edtf",
    "baseline": "baseline",
    "is_confirmed": "is_confirmed",
    "moves": "moves",
    "moved_late": Case(
        When(moves__gt=0, then=Exists(DeadlineChange.objects.filter(deadline=OuterRef("pk"), after_passing=True))),
        default=Value(False),  # noqa: FBT003 (an SQL value)
    ),
    "version": "version",
    "action": "action_id",
    "action_public_id": f"{ACTION}__public_id",
    "action_number": f"{ACTION}__number",
    "action_title": f"{ACTION}__title",
    "action_language": f"{ACTION}__language",
    "action_translations": Cast(f"{ACTION}__translations", TextField()),
    "objective": f"{ACTION}__objective_id",
    "objective_parent": f"{OBJECTIVE}__parent_id",
    "objective_number": f"{OBJECTIVE}__number",
    "objective_title": f"{OBJECTIVE}__title",
    "objective_language": f"{OBJECTIVE}__language",
    "objective_translations": Cast(f"{OBJECTIVE}__translations", TextField()),
    "plan": f"{ACTION}__plan_id",
    "plan_slug": f"{PLAN}__slug",
    "plan_title": f"{PLAN}__title",
    "plan_language": f"{PLAN}__language",
    "plan_translations": Cast(f"{PLAN}__translations", TextField()),
    "archived_on": f"{PLAN}__archived_on",
    "due_soon_days": f"{PLAN}__due_soon_days",
    "ageing_after_days": f"{PLAN}__ageing_after_days",
    "stale_after_days": f"{PLAN}__stale_after_days",
    "update": f"{UPDATE}_id",
    "update_public_id": f"{UPDATE}__public_id",
    "update_kind": f"{UPDATE}__kind",
    "status": f"{UPDATE}__status",
    "effective_on": f"{UPDATE}__effective_on",
    "started_on": f"{UPDATE}__started_on",
    "completed": f"{UPDATE}__completed_edtf",
    "forecast": f"{UPDATE}__forecast_edtf",
    "confidence": f"{UPDATE}__confidence",
    "confidence_reason": f"{UPDATE}__confidence_reason",
    "delay_reason": f"{UPDATE}__delay_reason",
    "note": f"{UPDATE}__note",
    "known_on": f"{UPDATE}__known_on",
    "recorded_at": f"{UPDATE}__recorded_at",
    "who_name": f"{UPDATE}__who_name",
}
# The columns are listed once, above; a class written out would list them again.
named: Any = namedtuple
Found = named("Found", list(COLUMNS))


def live_rows(
    keys: Sequence[int], moment: Moment, language: str | None = None, *, with_evidence: bool = True
) -> list[DeadlineRow]:
    """Return the rows of the deadlines with these database ids, in that order, from what is recorded now.

    ``moment``: today or a later day (``is_live``). ``language`` is the reader's; None is the active one. Evidence is
    left out where it is not wanted. Four queries, however many deadlines there are.
    """
    language = language or get_language()
    found = {row[0]: Found._make(row) for row in _joined().filter(Among("id", keys))}
    ordered = [found[key] for key in keys if key in found]
    bodies = bodies_of_lineages([lineage_of(row) for row in ordered], moment, language)
    evidence = evidence_of({row.update for row in ordered} - {None}) if with_evidence else {}
    return [_row(row, moment, language, bodies[row.pk], evidence.get(row.update, ())) for row in ordered]


@cache
def _joined() -> QuerySet[Any]:
    """Return the query without its condition: making it anew each time would cost more than running it."""
    return Deadline.objects.order_by().values_list(*COLUMNS.values())


def _row(row: Any, moment: Moment, language: str | None, bodies: Collection[Body], evidence: Pieces) -> DeadlineRow:
    judgement = judgement_of(row, moment)
    return DeadlineRow(
        pk=row.pk,
        deadline_id=row.public_id,
        action_id=row.action_public_id,
        ref=f"{row.plan_slug}/{row.action_number}/{row.key}",
        plan=row.plan_slug,
        plan_title=text_of(row.plan_title, row.plan_language, row.plan_translations, "title", language),
        objective_number=row.objective_number,
        objective=text_of(row.objective_title, row.objective_language, row.objective_translations, "title", language),
        action_number=row.action_number,
        action=text_of(row.action_title, row.action_language, row.action_translations, "title", language),
        key=row.key,
        label=text_of(row.label, row.language, row.translations, "label", language),
        kind=row.kind,
        firmness=row.firmness,
        wording=row.wording,
        wording_language=row.wording_language,
        bodies=tuple(bodies),
        original=period_of(row.original),
        current=period_of(row.current),
        is_confirmed=row.is_confirmed,
        interpretation_note=text_of(
            row.interpretation_note, row.language, row.translations, "interpretation_note", language
        ),
        moves=row.moves,
        moved_late=row.moved_late,
        status=row.status or Status.NONE.value,
        effective_on=row.effective_on,
        confidence=row.confidence or "",
        confidence_reason=row.confidence_reason or "",
        forecast=period_of(row.forecast or ""),
        started_on=row.started_on,
        completed=period_of(row.completed or ""),
        position=judgement.position,
        days_overdue=judgement.days_overdue,
        days_late=judgement.days_late,
        days_left=judgement.days_left,
        days_slipped=judgement.days_slipped,
        light=judgement.light,
        freshness=judgement.freshness,
        delay_reason=row.delay_reason or "",
        note=row.note or "",
        evidence=evidence,
        last_update_id=row.update_public_id,
        last_update_kind=row.update_kind or "",
        last_update_on=row.known_on,
        last_update_at=row.recorded_at,
        last_update_by=row.who_name or "",
        version=row.version,
        as_of=moment.as_of,
        known=moment.known,
    )


def judgement_of(row: Any, moment: Moment) -> Judgement:
    """Judge a row that has these columns."""
    return judge(
        Facts(
            kind=row.kind,
            status=row.status or Status.NONE.value,
            started_on=row.started_on,
            completed=period_of(row.completed or ""),
            forecast=period_of(row.forecast or ""),
            current=period_of(row.current),
            baseline=row.baseline,
            reported_on=row.known_on,
        ),
        as_of=moment.as_of,
        limits=_limits(row.due_soon_days, row.ageing_after_days, row.stale_after_days, row.archived_on),
    )


def lineage_of(row: Any) -> Lineage:
    """Return where a row with these columns belongs."""
    return Lineage(row.pk, row.action, row.plan, row.objective, row.objective_parent)


_limits = lru_cache(maxsize=1024)(Limits)


@lru_cache(maxsize=4096)
def text_of(source: str, source_language: str, translations: str, field: str, language: str | None) -> Text:
    """Return a text for the reader, from the stored JSON of its other languages."""
    return choose(source, source_language, json.loads(translations), field, language)
