"""How a deadline reads: the same shape in lists, alone, and as the answer to a write."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from initiatives.api.moments import Standpoint
from initiatives.api.serializers.base import PeriodSerializer
from initiatives.choices import (
    Confidence,
    DeadlineKind,
    Firmness,
    Freshness,
    Light,
    Position,
    ResponsibilityRole,
    Status,
    UpdateKind,
)
from initiatives.periods import Period
from initiatives.queries.bodies import LEAD_ROLES, Body
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.rows import rows_of


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where deadlines and actions are found: an id and a slash make it the address of one."""

    deadlines: str
    actions: str

    @classmethod
    def of(cls, request: Request) -> Addresses:
        """Return the addresses as this client reaches them."""
        return cls(
            deadlines=request.build_absolute_uri(reverse("initiatives-api:deadline-list")),
            actions=request.build_absolute_uri(reverse("initiatives-api:action-list")),
        )


def deadlines_of(keys: list[int], standpoint: Standpoint, request: Request) -> list[dict[str, Any]]:
    """Return deadlines by their database ids, in their order, as they are read from the standpoint.

    What was not yet known then is left out. The number of queries does not grow with theirs.
    """
    addresses = Addresses.of(request)
    return [deadline_shape(row, addresses) for row in rows_of(keys, standpoint.moment, standpoint.language)]


def deadline_of(pk: int, standpoint: Standpoint, request: Request) -> dict[str, Any] | None:
    """Return one deadline in the same way; None where it was not yet known."""
    return next(iter(deadlines_of([pk], standpoint, request)), None)


def deadline_shape(row: DeadlineRow, addresses: Addresses) -> dict[str, Any]:
    """Return a deadline as clients read it."""
    return {
        "id": row.deadline_id,
        "ref": row.ref,
        "url": f"{addresses.deadlines}{row.deadline_id}/",
        "plan": row.plan,
        "objective": row.objective_number,
        "action": {
            "id": row.action_id,
            "number": row.action_number,
            "title": row.action,
            "url": f"{addresses.actions}{row.action_id}/",
        },
        "key": row.key,
        "label": row.label,
        "kind": row.kind,
        "firmness": row.firmness,
        "wording": row.wording,
        "wording_language": row.wording_language,
        "original": _period(row.original),
        "current": _period(row.current),
        "is_confirmed": row.is_confirmed,
        "interpretation_note": row.interpretation_note,
        "moves": row.moves,
        "status": row.status,
        "effective_on": row.effective_on,
        "confidence": row.confidence,
        "position": row.position,
        "days_overdue": row.days_overdue,
        "days_late": row.days_late,
        "days_left": row.days_left,
        "days_slipped": row.days_slipped,
        "light": row.light,
        "freshness": row.freshness,
        "forecast": _period(row.forecast),
        "started_on": row.started_on,
        "completed": _period(row.completed),
        "last_update": _last_update(row),
        "leads": [_body(body) for body in row.bodies if body.role in LEAD_ROLES],
        "partners": [_body(body) for body in row.bodies if body.role == ResponsibilityRole.PARTNER],
        "version": row.version,
    }


@lru_cache(maxsize=4096)
def _period(period: Period) -> dict[str, Any] | None:
    """Return a period as clients read it; the same few come back on thousands of rows."""
    return dict(PeriodSerializer(period).data) if period else None


def _last_update(row: DeadlineRow) -> dict[str, Any] | None:
    if row.last_update_id is None:
        return None
    return {
        "id": row.last_update_id,
        "kind": row.last_update_kind,
        "recorded_at": row.last_update_at,
        "recorded_by": row.last_update_by,
        "note": row.note,
    }


def _body(body: Body) -> dict[str, str]:
    return {"abbreviation": body.abbreviation, "name": body.name or body.named_as}


class BodySerializer(serializers.Serializer[Any]):
    """Who answers for a deadline."""

    abbreviation = serializers.CharField(help_text=_("Empty where there is none."))
    name = serializers.CharField(help_text=_("The name, or the document's own words where it names no body."))


class ActionOfDeadlineSerializer(serializers.Serializer[Any]):
    """The action that a deadline belongs to."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    title = serializers.CharField()
    url = serializers.URLField()


class LastUpdateSerializer(serializers.Serializer[Any]):
    """The report in force."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(UpdateKind.choices)
    recorded_at = serializers.DateTimeField()
    recorded_by = serializers.CharField()
    note = serializers.CharField()


class DeadlineSerializer(serializers.Serializer[Any]):
    """A deadline and where it stands on the judged day."""

    id = serializers.UUIDField(help_text=_("A random public id, which never changes."))
    ref = serializers.CharField(help_text=_("Plan, number of the action and key, such as com-2017-612/III-2/start."))
    url = serializers.URLField()
    plan = serializers.CharField(help_text=_("The plan's slug."))
    objective = serializers.CharField(help_text=_("The objective's number."))
    action = ActionOfDeadlineSerializer()
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    kind = serializers.ChoiceField(DeadlineKind.choices)
    firmness = serializers.ChoiceField(Firmness.choices)
    wording = serializers.CharField(help_text=_("The document's own words, word for word."))
    wording_language = serializers.CharField()
    original = PeriodSerializer(allow_null=True)
    current = PeriodSerializer(allow_null=True)
    is_confirmed = serializers.BooleanField(help_text=_("Whether it is settled how the words are read as dates."))
    interpretation_note = serializers.CharField()
    moves = serializers.IntegerField(help_text=_("How many times it has been moved."))
    status = serializers.ChoiceField(Status.choices, help_text=_("none: no report received."))
    effective_on = serializers.DateField(allow_null=True)
    confidence = serializers.ChoiceField(Confidence.choices, allow_blank=True)
    position = serializers.ChoiceField(Position.choices, help_text=_("Where it stands in time; computed."))
    days_overdue = serializers.IntegerField(allow_null=True)
    days_late = serializers.IntegerField(allow_null=True)
    days_left = serializers.IntegerField(allow_null=True)
    days_slipped = serializers.IntegerField(allow_null=True)
    light = serializers.ChoiceField(Light.choices)
    freshness = serializers.ChoiceField(Freshness.choices)
    forecast = PeriodSerializer(allow_null=True)
    started_on = serializers.DateField(allow_null=True)
    completed = PeriodSerializer(allow_null=True)
    last_update = LastUpdateSerializer(allow_null=True)
    leads = BodySerializer(many=True)
    partners = BodySerializer(many=True)
    version = serializers.IntegerField(help_text=_("What If-Match compares."))
