"""What serializers share: rows to read, addresses of other resources, and strictness about what is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.reverse import reverse

from initiatives.api.fields import CodeInput, TextInput
from initiatives.api.moments import Standpoint
from initiatives.periods import Period, Precision
from initiatives.queries.facts import period_of
from initiatives.texts import choose

LANGUAGES = [(code, code) for code in settings.CONTENT_LANGUAGES]
# A client may send back what it has read: these are left as they are, whatever it says.
IGNORED = ("id", "url", "version")


class ReadSerializer(serializers.Serializer[Any]):
    """Reads a dictionary of columns, as a query gives it; the context has the request and the standpoint."""

    @property
    def request(self) -> Request:
        """The request that is answered."""
        request: Request = self.context["request"]
        return request

    @property
    def standpoint(self) -> Standpoint:
        """From where the reader looks."""
        standpoint: Standpoint = self.context["standpoint"]
        return standpoint


def context_of(request: Request, standpoint: Standpoint, **related: Any) -> dict[str, Any]:
    """Return the context of a read serializer."""
    return {"request": request, "standpoint": standpoint, **related}


def address(request: Request, resource: str, name: object) -> str:
    """Return the whole address of one thing, such as ``address(request, "plan", "com-2017-612")``."""
    return reverse(f"initiatives-api:{resource}-detail", args=[name], request=request)


class ReaderText(serializers.CharField):
    """A text in the reader's language, else in a fall-back, else in the source's."""

    def get_attribute(self, instance: dict[str, Any]) -> str:
        """Return the text of the column that has the field's name."""
        name = str(self.source)
        language = self.context["standpoint"].language
        return choose(instance[name], instance["language"], instance["translations"], name, language)


class PeriodSerializer(serializers.Serializer[Period]):
    """A period: its EDTF text, its first and last day (null where that end is open), and how finely it is stated."""

    edtf = serializers.CharField()
    earliest = serializers.DateField(allow_null=True)
    latest = serializers.DateField(allow_null=True)
    precision = serializers.ChoiceField(choices=Precision.choices)

    def to_representation(self, instance: Period) -> dict[str, Any]:
        """Return the parts of the period."""
        return {
            "edtf": instance.edtf,
            "earliest": instance.earliest,
            "latest": instance.latest,
            "precision": instance.precision,
        }


class StoredPeriod(PeriodSerializer):
    """The period that is stored under the field's name; null where there is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_null": True, "read_only": True, **options})

    def get_attribute(self, instance: Any) -> Period | None:
        """Return the period of a dictionary of columns, or of a row of a model."""
        if isinstance(instance, dict):
            return period_of(instance[f"{self.source}_edtf"]) or None
        return getattr(instance, str(self.source)) or None


class WriteSerializer(serializers.Serializer[Any]):
    """Takes the fields that it names and no others: a misspelt one is an error, not a wish that is lost."""

    def to_internal_value(self, data: Any) -> Any:
        """Return what was written. Raises ValidationError for each field that is wrong or does not exist."""
        strangers: dict[str, Any] = {}
        if isinstance(data, Mapping):
            allowed = {*self.fields, *IGNORED}
            strangers = {str(name): [_("This cannot be written here.")] for name in data if name not in allowed}
        try:
            content = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**_by_name(error.detail), **strangers}) from error
        if strangers:
            raise serializers.ValidationError(strangers)
        return content


class LanguageInput(CodeInput):
    """The language of the texts in the fields themselves; the others stand in ``translations``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"choices": LANGUAGES, **options})


def text_of(model: type[models.Model], name: str, **options: Any) -> TextInput:
    """Return the field for a text column of a model: as long as the column, and required where it may not be empty."""
    column: Any = model._meta.get_field(name)
    usual: dict[str, Any] = {"max_length": column.max_length, "allow_blank": column.blank, "required": not column.blank}
    return TextInput(**{**usual, "help_text": column.help_text or None, **options})


def _by_name(detail: Any) -> dict[str, Any]:
    return detail if isinstance(detail, dict) else {"non_field_errors": detail}
