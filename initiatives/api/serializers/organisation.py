"""Organisations: what is read of them, and what coordinators of everything write."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from initiatives.api.fields import CodeInput, OrganisationReference, TextInput
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
from initiatives.choices import OrganisationKind
from initiatives.models import Organisation
from initiatives.queries.known_rows import KnownRows, rows_by_id

BRIEF_COLUMNS = ("public_id", "slug", "abbreviation", "name", "language", "translations")
COLUMNS = (*BRIEF_COLUMNS, "kind", "parent_id", "aliases", "place", "version")
MOST_ALIASES = 50


class OrganisationBriefSerializer(ReadSerializer):
    """An organisation as other things name it."""

    id = serializers.UUIDField(source="public_id")
    url = serializers.SerializerMethodField()
    slug = serializers.CharField()
    abbreviation = serializers.CharField()
    name = ReaderText()

    def get_url(self, row: dict[str, Any]) -> str:
        """Return its address."""
        return address(self.request, "organisation", row["public_id"])


class OrganisationSerializer(OrganisationBriefSerializer):
    """A ministry, agency, union institution, network or other body."""

    kind = serializers.ChoiceField(choices=OrganisationKind.choices)
    parent = OrganisationBriefSerializer(allow_null=True)
    aliases = serializers.ListField(child=serializers.CharField())
    place = serializers.CharField()
    language = serializers.CharField()
    translations = serializers.JSONField()
    version = serializers.IntegerField()


def organisations_of(keys: Collection[int], standpoint: Standpoint, request: Request) -> list[dict[str, Any]]:
    """Return what is read of the organisations with these database ids, in their order. Two queries."""
    rows = rows_by_id(Organisation, keys, standpoint.moment, *COLUMNS)
    above = briefs_of({row["parent_id"] for row in rows.values()}, standpoint)
    found = [{**rows[key], "parent": above.get(rows[key]["parent_id"])} for key in keys if key in rows]
    return list(OrganisationSerializer(found, many=True, context=context_of(request, standpoint)).data)


def briefs_of(keys: Collection[int | None], standpoint: Standpoint) -> KnownRows:
    """Return the rows that name organisations in other things, by database id. One query at most."""
    return rows_by_id(Organisation, {key for key in keys if key is not None}, standpoint.moment, *BRIEF_COLUMNS)


class OrganisationChangeSerializer(WriteSerializer):
    """What can be changed of an organisation."""

    name = text_of(Organisation, "name")
    abbreviation = text_of(Organisation, "abbreviation")
    kind = CodeInput(choices=OrganisationKind.choices, required=False)
    parent = OrganisationReference(required=False, allow_null=True)  # type: ignore[assignment]
    aliases = serializers.ListField(child=TextInput(max_length=300), max_length=MOST_ALIASES, required=False)
    place = text_of(Organisation, "place")
    translations = serializers.DictField(required=False)


class OrganisationCreateSerializer(OrganisationChangeSerializer):
    """A new organisation. Its slug never changes."""

    slug = text_of(Organisation, "slug")
    language = LanguageInput(required=False)
