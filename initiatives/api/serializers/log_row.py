"""What the rows of both logs have in common when they are read."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from initiatives.api.serializers.base import ReadSerializer, address
from initiatives.choices import RecordOrigin, UpdateKind


class NamedDeadlineSerializer(ReadSerializer):
    """A deadline as rows of the log name it."""

    id = serializers.UUIDField(source="public_id")
    ref = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, row: Any) -> str:
        """Return its address."""
        return address(self.request, "deadline", row.public_id)


class NamedUpdateSerializer(ReadSerializer):
    """A row of the log of status as other rows name it."""

    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=UpdateKind.choices)
    url = serializers.SerializerMethodField()

    def get_url(self, row: Any) -> str:
        """Return its address."""
        return address(self.request, "status-update", row.public_id)


class LogRowSerializer(ReadSerializer):
    """What the rows of both logs have: who recorded what, when, and since when it counts as known."""

    resource: ClassVar[str]

    id = serializers.UUIDField(source="public_id")
    url = serializers.SerializerMethodField()
    deadline = NamedDeadlineSerializer()
    seq = serializers.IntegerField()
    effective_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    recorded_by = serializers.CharField(source="who_name")
    known_at = serializers.DateTimeField()
    origin = serializers.ChoiceField(choices=RecordOrigin.choices)

    def get_url(self, row: Any) -> str:
        """Return its address."""
        return address(self.request, self.resource, row.public_id)
