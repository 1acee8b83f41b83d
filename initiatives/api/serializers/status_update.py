"""The log of status as it is read: each row with what it corrects, and what has struck it since."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from initiatives import policies
from initiatives.api.authors import author_of, present
from initiatives.api.moments import Standpoint
from initiatives.api.serializers.base import StoredPeriod, context_of
from initiatives.api.serializers.log_row import LogRowSerializer, NamedDeadlineSerializer, NamedUpdateSerializer
from initiatives.choices import Confidence, PersonEventKind, ReasonCode, Status, UpdateKind
from initiatives.models import StatusUpdate
from initiatives.presentation.noting import noting_of
from initiatives.queries.bodies import RESPONSIBLE_ROLES, bodies_of


class EvidenceSerializer(serializers.Serializer[Any]):
    """What shows that a report is true: a title, with a link or the number of a case."""

    title = serializers.CharField()
    link = serializers.CharField()
    case_number = serializers.CharField()


class StatusUpdateSerializer(LogRowSerializer):
    """One statement about a deadline. ``struck_by``: the row that corrects or withdraws it; it stays visible.

    ``internal_note`` is null for whoever may not read it.
    """

    resource = "status-update"

    kind = serializers.ChoiceField(choices=UpdateKind.choices)
    status = serializers.ChoiceField(choices=Status.choices)
    started_on = serializers.DateField(allow_null=True)
    completed = StoredPeriod()
    forecast = StoredPeriod()
    confidence = serializers.ChoiceField(choices=Confidence.choices, allow_blank=True)
    confidence_reason = serializers.CharField()
    delay_reason = serializers.ChoiceField(choices=ReasonCode.choices, allow_blank=True)
    note = serializers.CharField()
    internal_note = serializers.SerializerMethodField()
    evidence = EvidenceSerializer(many=True)
    superseded_by = NamedDeadlineSerializer(allow_null=True)
    corrects = NamedUpdateSerializer(source="target", allow_null=True)
    struck_by = NamedUpdateSerializer(source="striking", allow_null=True)

    def get_internal_note(self, row: StatusUpdate) -> str | None:
        """Return the note for those concerned, if the reader is one of them."""
        if row.deadline_id not in self.context["concerned"]:
            return None
        if row.internal_note:
            noting_of(self.context["request"]).note(PersonEventKind.NOTE_READ)
        return row.internal_note


def status_updates_of(keys: Collection[int], standpoint: Standpoint, request: Request) -> list[dict[str, Any]]:
    """Return what is read of the rows with these database ids, in their order, as known at the moment.

    The number of queries does not grow with theirs.
    """
    rows = (
        StatusUpdate.objects.filter(pk__in=keys)
        .select_related("deadline__action__plan", "superseded_by__action__plan", "target")
        .prefetch_related("evidence")
        .in_bulk()
    )
    striking = StatusUpdate.objects.filter(target__in=keys, known_at__lte=standpoint.moment.known)
    struck_by = {row.target_id: row for row in striking}
    found = [rows[key] for key in keys if key in rows]
    for row in found:
        row.striking = struck_by.get(row.pk)
    context = context_of(request, standpoint, concerned=_concerned(found, request))
    return list(StatusUpdateSerializer(found, many=True, context=context).data)


def _concerned(rows: list[StatusUpdate], request: Request) -> set[int]:
    """Return the database ids of the deadlines whose internal notes the reader may see, by today's record."""
    author = author_of(request)
    plans = {row.deadline_id: row.deadline.action.plan_id for row in rows}
    concerned = {key for key, plan in plans.items() if policies.may_read_internal_notes(author.actor, plan, ())}
    if others := plans.keys() - concerned:
        for key, bodies in bodies_of(others, present(author)).items():
            named = {body.organisation for body in bodies if body.role in RESPONSIBLE_ROLES and body.organisation}
            if policies.may_read_internal_notes(author.actor, plans[key], named):
                concerned.add(key)
    return concerned
