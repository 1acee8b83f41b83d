"""Actions and their deadlines as coordinators of the plan write them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from initiatives.api.fields import (
    ActionReference,
    CodeInput,
    CountInput,
    FlagInput,
    ObjectiveReference,
    PeriodInput,
    PlanReference,
)
from initiatives.api.serializers.base import LanguageInput, WriteSerializer, text_of
from initiatives.choices import ActionOrigin, DeadlineKind, Firmness
from initiatives.models import Action, Deadline
from initiatives.periods import Period
from initiatives.services.deadlines import NewDeadline

MOST_DEADLINES = 100


class DeadlineChangeableSerializer(WriteSerializer):
    """What can be changed of a deadline itself. Its dates change by a deadline change, with a reason."""

    label = text_of(Deadline, "label")  # type: ignore[assignment]
    kind = CodeInput(choices=DeadlineKind.choices, required=False)
    firmness = CodeInput(choices=Firmness.choices, required=False)
    wording = text_of(Deadline, "wording")
    wording_language = text_of(Deadline, "wording_language")
    place = text_of(Deadline, "place")
    interpretation_note = text_of(Deadline, "interpretation_note")
    is_confirmed = FlagInput(required=False)
    review_after_months = CountInput(required=False, allow_null=True)
    translations = serializers.DictField(required=False)


class NewDeadlineSerializer(DeadlineChangeableSerializer):
    """A deadline of an action that is created with it. ``original``: the period that the plan gives, if any."""

    key = text_of(Deadline, "key")
    original = PeriodInput(required=False, allow_null=True)


class DeadlineCreateSerializer(NewDeadlineSerializer):
    """A new deadline of an action."""

    action = ActionReference()


class ActionChangeSerializer(WriteSerializer):
    """What can be changed of an action; its number only in a draft."""

    objective = ObjectiveReference()
    number = text_of(Action, "number")
    title = text_of(Action, "title")
    alternative_title = text_of(Action, "alternative_title")
    wording = text_of(Action, "wording")
    deadline_wording = text_of(Action, "deadline_wording")
    summary = text_of(Action, "summary")
    place = text_of(Action, "place")
    origin = CodeInput(choices=ActionOrigin.choices, required=False)
    translations = serializers.DictField(required=False)


class ActionCreateSerializer(ActionChangeSerializer):
    """A new action of a plan, with its deadlines: at least one, and one without a date will do."""

    plan = PlanReference()
    language = LanguageInput(required=False)
    deadlines = serializers.ListField(child=NewDeadlineSerializer(), min_length=1, max_length=MOST_DEADLINES)


def new_deadline(content: dict[str, Any]) -> NewDeadline:
    """Return the deadline that a body describes."""
    fields = {name: value for name, value in content.items() if name not in ("action", "original")}
    return NewDeadline(period=content.get("original") or Period.none(), **fields)
