"""The log of deadline changes: what is read of a row, and what a change must say."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from initiatives.api.fields import CodeInput, DayInput, DeadlineReference, FlagInput, PeriodInput
from initiatives.api.moments import Standpoint
from initiatives.api.serializers.base import StoredPeriod, WriteSerializer, context_of, text_of
from initiatives.api.serializers.log_row import LogRowSerializer
from initiatives.choices import ChangeKind, ReasonCode
from initiatives.models import DeadlineChange


class DeadlineChangeSerializer(LogRowSerializer):
    """One change of what a deadline is. ``after_passing``: it was made when the deadline had passed."""

    resource = "deadline-change"

    kind = serializers.ChoiceField(choices=ChangeKind.choices)
    old = StoredPeriod()
    new = StoredPeriod()
    old_original = StoredPeriod()
    new_original = StoredPeriod()
    reason = serializers.ChoiceField(choices=ReasonCode.choices)
    explanation = serializers.CharField()
    decision_reference = serializers.CharField()
    after_passing = serializers.BooleanField()


def deadline_changes_of(keys: Collection[int], standpoint: Standpoint, request: Request) -> list[dict[str, Any]]:
    """Return what is read of the rows with these database ids, in their order. One query."""
    rows = DeadlineChange.objects.filter(pk__in=keys).select_related("deadline__action__plan").in_bulk()
    found = [rows[key] for key in keys if key in rows]
    return list(DeadlineChangeSerializer(found, many=True, context=context_of(request, standpoint)).data)


class DeadlineChangeCreateSerializer(WriteSerializer):
    """A change of a deadline: ``move``, ``reading``, ``first_date``, or ``removal``, which alone has no ``period``.

    ``past_confirmed``: a period that has passed is meant so.
    """

    deadline = DeadlineReference()
    kind = CodeInput(choices=ChangeKind.choices)
    period = PeriodInput(required=False, allow_null=True)
    reason = CodeInput(choices=ReasonCode.choices)
    explanation = text_of(DeadlineChange, "explanation")
    decision_reference = text_of(DeadlineChange, "decision_reference")
    effective_on = DayInput(required=False, allow_null=True)
    past_confirmed = FlagInput(required=False)
