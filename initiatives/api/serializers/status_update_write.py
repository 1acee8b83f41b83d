"""What a report, a confirmation, a correction, a withdrawal or a reopening may say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from initiatives.api.fields import (
    CodeInput,
    DayInput,
    DeadlineReference,
    FlagInput,
    PeriodInput,
    StatusUpdateReference,
    TextInput,
)
from initiatives.api.serializers.base import WriteSerializer, text_of
from initiatives.choices import Confidence, ReasonCode, Status, UpdateKind
from initiatives.models import Evidence, StatusUpdate
from initiatives.services.statements import EvidenceItem, Report

MOST_EVIDENCE = 50
NAMES = ("deadline", "kind", "corrects")
REPORTABLE = [choice for choice in Status.choices if choice[0] != Status.NONE]


class EvidenceItemSerializer(WriteSerializer):
    """A piece of evidence: a title, with a link or the number of a case."""

    title = text_of(Evidence, "title")
    link = text_of(Evidence, "link")
    case_number = text_of(Evidence, "case_number")


class StatusUpdateCreateSerializer(WriteSerializer):
    """A row of the log of status. A statement is whole: what it leaves out is empty.

    ``report`` (the usual kind) and ``reopening`` name the ``deadline`` and make a statement; ``correction`` names the
    row that it corrects and makes one; ``unchanged`` names the deadline alone; ``withdrawal`` names the row and says
    why in ``note``. ``completion_unknown``: the day of completion is not known, and the note explains it.
    """

    deadline = DeadlineReference(required=False)
    kind = CodeInput(choices=UpdateKind.choices, required=False)
    corrects = StatusUpdateReference(required=False, allow_null=True)
    status = CodeInput(choices=REPORTABLE, required=False)
    effective_on = DayInput(required=False, allow_null=True)
    started_on = DayInput(required=False, allow_null=True)
    completed = PeriodInput(required=False, allow_null=True)
    completion_unknown = FlagInput(required=False)
    forecast = PeriodInput(required=False, allow_null=True)
    confidence = CodeInput(choices=Confidence.choices, required=False, allow_blank=True, allow_null=True)
    confidence_reason = text_of(StatusUpdate, "confidence_reason")
    delay_reason = CodeInput(choices=ReasonCode.choices, required=False, allow_blank=True, allow_null=True)
    note = text_of(StatusUpdate, "note")
    internal_note = TextInput(required=False, allow_blank=True, allow_null=True)
    evidence = serializers.ListField(child=EvidenceItemSerializer(), required=False, max_length=MOST_EVIDENCE)
    superseded_by = DeadlineReference(required=False, allow_null=True)


def report_of(content: Mapping[str, Any]) -> Report:
    """Return the statement that a body makes. Raises ValidationError when it has no status."""
    if not content.get("status"):
        raise serializers.ValidationError({"status": [serializers.Field.default_error_messages["required"]]})
    said = {name: value for name, value in content.items() if name not in NAMES and value is not None}
    said["evidence"] = tuple(EvidenceItem(**item) for item in content.get("evidence", ()))
    return Report(**said)
