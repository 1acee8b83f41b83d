"""Plans: what is read of them, and what coordinators write."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from initiatives.api.fields import CodeInput, CountInput, DayInput, FlagInput, OrganisationReference, PeriodInput
from initiatives.api.moments import Standpoint
from initiatives.api.serializers.base import (
    LanguageInput,
    ReaderText,
    ReadSerializer,
    StoredPeriod,
    WriteSerializer,
    address,
    context_of,
    text_of,
)
from initiatives.api.serializers.organisation import OrganisationBriefSerializer, briefs_of
from initiatives.choices import PlanKind, PlanState
from initiatives.models import Plan
from initiatives.queries.known_rows import rows_by_id

COLUMNS = (
    "public_id",
    "slug",
    "reference",
    "title",
    "summary",
    "kind",
    "issuer_id",
    "adopted_edtf",
    "adopted_is_inferred",
    "source_link",
    "state",
    "published_on",
    "archived_on",
    "due_soon_days",
    "ageing_after_days",
    "stale_after_days",
    "is_demonstration",
    "language",
    "translations",
    "version",
)
NEXT_STATES = [choice for choice in PlanState.choices if choice[0] != PlanState.DRAFT]


class PlanSerializer(ReadSerializer):
    """An official action plan or strategy."""

    id = serializers.UUIDField(source="public_id")
    url = serializers.SerializerMethodField()
    slug = serializers.CharField()
    reference = serializers.CharField()
    title = ReaderText()
    summary = ReaderText()
    kind = serializers.ChoiceField(choices=PlanKind.choices)
    issuer = OrganisationBriefSerializer(allow_null=True)
    adopted = StoredPeriod()
    adopted_is_inferred = serializers.BooleanField()
    source_link = serializers.CharField()
    state = serializers.ChoiceField(choices=PlanState.choices)
    published_on = serializers.DateField(allow_null=True)
    archived_on = serializers.DateField(allow_null=True)
    due_soon_days = serializers.IntegerField()
    ageing_after_days = serializers.IntegerField()
    stale_after_days = serializers.IntegerField()
    is_demonstration = serializers.BooleanField()
    language = serializers.CharField()
    translations = serializers.JSONField()
    version = serializers.IntegerField()

    def get_url(self, row: dict[str, Any]) -> str:
        """Return its address."""
        return address(self.request, "plan", row["slug"])


def plans_of(keys: Collection[int], standpoint: Standpoint, request: Request) -> list[dict[str, Any]]:
    """Return what is read of the plans with these database ids, in their order. Two queries."""
    rows = rows_by_id(Plan, keys, standpoint.moment, *COLUMNS)
    issuers = briefs_of({row["issuer_id"] for row in rows.values()}, standpoint)
    found = [{**rows[key], "issuer": issuers.get(rows[key]["issuer_id"])} for key in keys if key in rows]
    return list(PlanSerializer(found, many=True, context=context_of(request, standpoint)).data)


class PlanFieldsSerializer(WriteSerializer):
    """What a plan says of itself."""

    slug = text_of(Plan, "slug")
    reference = text_of(Plan, "reference")
    title = text_of(Plan, "title")
    summary = text_of(Plan, "summary")
    kind = CodeInput(choices=PlanKind.choices, required=False)
    issuer = OrganisationReference(required=False, allow_null=True)
    adopted = PeriodInput(required=False, allow_null=True)
    adopted_is_inferred = FlagInput(required=False)
    source_link = text_of(Plan, "source_link")
    due_soon_days = CountInput(required=False)
    ageing_after_days = CountInput(required=False)
    stale_after_days = CountInput(required=False)
    translations = serializers.DictField(required=False)


class PlanCreateSerializer(PlanFieldsSerializer):
    """A new plan, which is a draft."""

    language = LanguageInput(required=False)


class PlanChangeSerializer(PlanFieldsSerializer):
    """A change of a plan; its state goes from draft to published, and from there to archived, on a day."""

    state = CodeInput(choices=NEXT_STATES, required=False)
    published_on = DayInput(required=False)
    archived_on = DayInput(required=False)
