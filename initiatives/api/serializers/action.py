"""Actions: what is read of them, with the status that follows from their deadlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from initiatives.api.moments import Standpoint
from initiatives.api.serializers.base import ReaderText, ReadSerializer, address, context_of
from initiatives.api.serializers.objective import ObjectiveBriefSerializer, objective_briefs_of, slugs_of
from initiatives.choices import ActionOrigin, AmountQualifier, Status
from initiatives.models import Action, Deadline, Funding
from initiatives.models.as_known import as_known
from initiatives.queries.action_status import ActionProgress
from initiatives.queries.known_rows import rows_by_id
from initiatives.queries.progress import progress_by_action

COLUMNS = (
    "public_id",
    "plan_id",
    "objective_id",
    "number",
    "title",
    "alternative_title",
    "wording",
    "deadline_wording",
    "summary",
    "place",
    "origin",
    "language",
    "translations",
    "version",
)
DEADLINE_COLUMNS = ("public_id", "action_id", "key", "label", "language", "translations")
FUNDING_COLUMNS = ("action_id", "amount", "currency", "qualifier", "words")
WITHOUT_DEADLINES = ActionProgress(status=Status.NONE, met=0, active=0, overdue=0)


class FundingSerializer(serializers.Serializer[Any]):
    """An amount of money that the plan promises."""

    amount = serializers.DecimalField(max_digits=16, decimal_places=2)
    currency = serializers.CharField()
    qualifier = serializers.ChoiceField(choices=AmountQualifier.choices)
    words = serializers.CharField()


class DeadlineBriefSerializer(ReadSerializer):
    """A deadline as its action names it."""

    id = serializers.UUIDField(source="public_id")
    ref = serializers.CharField()
    url = serializers.SerializerMethodField()
    key = serializers.CharField()
    label = ReaderText()  # type: ignore[assignment]

    def get_url(self, row: dict[str, Any]) -> str:
        """Return its address."""
        return address(self.request, "deadline", row["public_id"])


class ActionSerializer(ReadSerializer):
    """One promise of a plan. Its status follows from its deadlines: so many of the active ones are met, overdue."""

    id = serializers.UUIDField(source="public_id")
    url = serializers.SerializerMethodField()
    plan = serializers.CharField()
    objective = ObjectiveBriefSerializer(allow_null=True)
    number = serializers.CharField()
    title = ReaderText()
    alternative_title = ReaderText()
    wording = serializers.CharField()
    deadline_wording = serializers.CharField()
    summary = ReaderText()
    place = serializers.CharField()
    origin = serializers.ChoiceField(choices=ActionOrigin.choices)
    status = serializers.ChoiceField(choices=Status.choices)
    deadlines_met = serializers.IntegerField()
    deadlines_active = serializers.IntegerField()
    deadlines_overdue = serializers.IntegerField()
    completed_on = serializers.DateField(allow_null=True)
    deadlines = DeadlineBriefSerializer(many=True)
    funding = FundingSerializer(many=True)
    language = serializers.CharField()
    translations = serializers.JSONField()
    version = serializers.IntegerField()

    def get_url(self, row: dict[str, Any]) -> str:
        """Return its address."""
        return address(self.request, "action", row["public_id"])


def actions_of(keys: Collection[int], standpoint: Standpoint, request: Request) -> list[dict[str, Any]]:
    """Return what is read of the actions with these database ids, in their order. Six queries, however many."""
    moment = standpoint.moment
    rows = rows_by_id(Action, keys, moment, *COLUMNS)
    slugs = slugs_of({row["plan_id"] for row in rows.values()})
    objectives = objective_briefs_of({row["objective_id"] for row in rows.values()}, standpoint)
    progress = progress_by_action(Deadline.objects.at(moment).filter(action__in=keys))
    deadlines = _grouped(as_known(Deadline, moment), keys, DEADLINE_COLUMNS)
    funding = _grouped(as_known(Funding, moment), keys, FUNDING_COLUMNS)
    found = []
    for key in (key for key in keys if key in rows):
        row, stands = rows[key], progress.get(key, WITHOUT_DEADLINES)
        slug = slugs[row["plan_id"]]
        found.append(
            {
                **row,
                "plan": slug,
                "objective": objectives.get(row["objective_id"]),
                "status": stands.status,
                "deadlines_met": stands.met,
                "deadlines_active": stands.active,
                "deadlines_overdue": stands.overdue,
                "completed_on": stands.completed_on,
                "deadlines": [{**each, "ref": f"{slug}/{row['number']}/{each['key']}"} for each in deadlines[key]],
                "funding": funding[key],
            }
        )
    return list(ActionSerializer(found, many=True, context=context_of(request, standpoint)).data)


def _grouped(rows: Any, actions: Collection[int], columns: Collection[str]) -> dict[int, list[dict[str, Any]]]:
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.filter(action_id__in=actions).order_by("action_id", "id").values(*columns):
        groups[row["action_id"]].append(row)
    return groups
