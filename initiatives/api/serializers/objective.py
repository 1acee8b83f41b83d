"""Objectives: what is read of them, and what coordinators of the plan write."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from initiatives.api.fields import ObjectiveReference, PlanReference
from initiatives.api.moments import Standpoint
from initiatives.api.serializers.base import (
    LanguageInput,
    ReaderText,
    ReadSerializer,
    WriteSerializer,
    address,
    context_of,
    text_of,
)
from initiatives.models import Objective, Plan
from initiatives.queries.known_rows import KnownRows, rows_by_id

BRIEF_COLUMNS = ("public_id", "number", "title", "language", "translations")
COLUMNS = (*BRIEF_COLUMNS, "plan_id", "parent_id", "summary", "place", "version")


class ObjectiveBriefSerializer(ReadSerializer):
    """An objective as other things name it."""

    id = serializers.UUIDField(source="public_id")
    url = serializers.SerializerMethodField()
    number = serializers.CharField()
    title = ReaderText()

    def get_url(self, row: dict[str, Any]) -> str:
        """Return its address."""
        return address(self.request, "objective", row["public_id"])


class ObjectiveSerializer(ObjectiveBriefSerializer):
    """An objective or priority area; there are two levels of them at most."""

    plan = serializers.CharField()
    parent = ObjectiveBriefSerializer(allow_null=True)
    summary = ReaderText()
    place = serializers.CharField()
    language = serializers.CharField()
    translations = serializers.JSONField()
    version = serializers.IntegerField()


def objectives_of(keys: Collection[int], standpoint: Standpoint, request: Request) -> list[dict[str, Any]]:
    """Return what is read of the objectives with these database ids, in their order. Three queries."""
    rows = rows_by_id(Objective, keys, standpoint.moment, *COLUMNS)
    slugs = slugs_of({row["plan_id"] for row in rows.values()})
    above = objective_briefs_of({row["parent_id"] for row in rows.values()}, standpoint)
    found = [
        {**rows[key], "plan": slugs[rows[key]["plan_id"]], "parent": above.get(rows[key]["parent_id"])}
        for key in keys
        if key in rows
    ]
    return list(ObjectiveSerializer(found, many=True, context=context_of(request, standpoint)).data)


def objective_briefs_of(keys: Collection[int | None], standpoint: Standpoint) -> KnownRows:
    """Return the rows that name objectives in other things, by database id. One query at most."""
    return rows_by_id(Objective, {key for key in keys if key is not None}, standpoint.moment, *BRIEF_COLUMNS)


def slugs_of(plans: Collection[int]) -> dict[int, str]:
    """Return the slugs of plans by database id. One query."""
    return dict(Plan.objects.filter(pk__in=plans).order_by().values_list("pk", "slug"))


class ObjectiveChangeSerializer(WriteSerializer):
    """What can be changed of an objective; its number only in a draft."""

    number = text_of(Objective, "number")
    parent = ObjectiveReference(required=False, allow_null=True)  # type: ignore[assignment]
    title = text_of(Objective, "title")
    summary = text_of(Objective, "summary")
    place = text_of(Objective, "place")
    translations = serializers.DictField(required=False)


class ObjectiveCreateSerializer(ObjectiveChangeSerializer):
    """A new objective of a plan."""

    plan = PlanReference()
    language = LanguageInput(required=False)
