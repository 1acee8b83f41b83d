"""What a body may hold, taken strictly: a text is a text, a day is a day, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from initiatives.api import finding
from initiatives.api.authors import author_of
from initiatives.clocks import FIRST_YEAR, LAST_YEAR
from initiatives.filters.fields import Days
from initiatives.models.period_columns import EDTF_LENGTH
from initiatives.periods import Period, PeriodError
from initiatives.services.authorship import Author

LONGEST_NAME = 200
LARGEST_COUNT = 32_767


class TextInput(serializers.CharField):
    """A text, word for word: blanks around it stay, since it may be somebody's wording."""

    def __init__(self, **options: Any) -> None:
        # An empty text is refused in any case; the description of the interface says so by the least length alone.
        least = {} if options.get("allow_blank") else {"min_length": 1}
        super().__init__(**{"trim_whitespace": False, **least, **options})

    def to_internal_value(self, data: Any) -> str:
        """Return the text. A number is none: 2.10 would come out as "2.1"."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class CodeInput(serializers.ChoiceField):
    """A code of a closed list."""

    default_error_messages = {"invalid_choice": _("This is not one of: {codes}.")}

    def to_internal_value(self, data: Any) -> Any:
        """Return the code. Raises ValidationError that names the codes which there are."""
        if data == "" and self.allow_blank:
            return ""
        if not isinstance(data, str) or data not in self.choices:
            self.fail("invalid_choice", codes=", ".join(str(code) for code in self.choices))
        return data


class FlagInput(serializers.BooleanField):
    """True or false, and no word for it."""

    def to_internal_value(self, data: Any) -> bool:
        """Return the boolean."""
        if not isinstance(data, bool):
            self.fail("invalid", input=str(data)[:LONGEST_NAME])
        return data


class CountInput(serializers.IntegerField):
    """A whole number from 0 on, as small as the record keeps them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": LARGEST_COUNT, **options})

    def to_internal_value(self, data: Any) -> int:
        """Return the number; neither a text nor a fraction is one."""
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return data


@extend_schema_field({"type": "string", "format": "date", "example": "2018-12-20"})
class DayInput(serializers.Field[date, Any, str, Any]):
    """A day, written as 2018-12-31."""

    default_error_messages = {
        "invalid": _("This is no day: write it as 2018-12-31."),
        "range": _("Days lie between the years {first} and {last}."),
    }

    def to_internal_value(self, data: Any) -> date:
        """Return the day. Raises ValidationError for other ways to write one, and for years far away."""
        if not isinstance(data, str):
            self.fail("invalid")
        try:
            (day,) = Days().clean([data])
        except ValidationError:
            self.fail("invalid")
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail("range", first=FIRST_YEAR, last=LAST_YEAR)
        return day  # type: ignore[no-any-return]

    def to_representation(self, value: date) -> str:
        """Return the day as it is written."""
        return value.isoformat()


@extend_schema_field(
    {
        "oneOf": [
            {"type": "string", "maxLength": EDTF_LENGTH, "description": "EDTF: 2018-12-31, 2018-12, 2018-36, ../2018"},
            {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "edtf": {"type": "string", "maxLength": EDTF_LENGTH},
                    "earliest": {"type": "string", "format": "date", "nullable": True},
                    "latest": {"type": "string", "format": "date", "nullable": True},
                    "precision": {"type": "string"},
                },
            },
        ],
        "example": "2018-36",
    }
)
class PeriodInput(serializers.Field[Period, Any, str, Any]):
    """A period: its EDTF text, or its first and last day, either of which may be open."""

    default_error_messages = {
        "invalid": _("Give an EDTF text such as 2018-36, or an object with earliest and latest."),
        "contradiction": _("“edtf” and the days beside it say different things."),
    }

    def to_internal_value(self, data: Any) -> Period:
        """Return the period. An object that was read here, with all its parts, may be sent back as it is."""
        try:
            if isinstance(data, str) and data:
                return Period.parse(data)
            if isinstance(data, Mapping) and data.keys() <= {"edtf", "earliest", "latest", "precision"}:
                return self._from_parts(data)
        except PeriodError as error:
            raise serializers.ValidationError(str(error)) from error
        self.fail("invalid")

    def _from_parts(self, parts: Mapping[str, Any]) -> Period:
        days = {name: DayInput().run_validation(parts[name]) for name in ("earliest", "latest") if parts.get(name)}
        if "edtf" not in parts:
            if not days:
                self.fail("invalid")
            return Period.from_bounds(days.get("earliest"), days.get("latest"))
        if not isinstance(parts["edtf"], str) or not parts["edtf"]:
            self.fail("invalid")
        period = Period.parse(parts["edtf"])
        if any(getattr(period, name) != day for name, day in days.items()):
            self.fail("contradiction")
        return period

    def to_representation(self, value: Period) -> str:
        """Return the text of the period."""
        return value.edtf


class Reference(serializers.Field[Any, Any, str, Any]):
    """Another thing, by its name; one that the person may not see does not exist."""

    seen: Callable[[Author], QuerySet[Any]]
    condition: Callable[[str], Q] = staticmethod(finding.named_q)
    default_error_messages = {"invalid": _("Give the name of a thing."), "unknown": _("There is no such thing.")}

    def to_internal_value(self, data: Any) -> Model:
        """Return the thing. The object that was read here, with its ``id``, stands for it too."""
        name = data.get("id") if isinstance(data, Mapping) else data
        if not isinstance(name, str) or len(name) > LONGEST_NAME:
            self.fail("invalid")
        found: Model | None = self.seen(author_of(self.context["request"])).filter(self.condition(name)).first()
        if found is None:
            self.fail("unknown")
        return found

    def to_representation(self, value: Any) -> str:
        """Return the id."""
        return str(value.public_id)


@extend_schema_field({"type": "string", "description": "The slug of a plan.", "example": "com-2017-612"})
class PlanReference(Reference):
    """A plan by its slug."""

    seen = staticmethod(finding.plans)
    condition = staticmethod(finding.plan_q)


@extend_schema_field({"type": "string", "format": "uuid"})
class ObjectiveReference(Reference):
    """An objective by its id."""

    seen = staticmethod(finding.objectives)


@extend_schema_field({"type": "string", "format": "uuid"})
class ActionReference(Reference):
    """An action by its id."""

    seen = staticmethod(finding.actions)


@extend_schema_field(
    {"type": "string", "description": "The id of a deadline, or its ref.", "example": "com-2017-612/III-2/start"}
)
class DeadlineReference(Reference):
    """A deadline by its id or its ref."""

    seen = staticmethod(finding.deadlines)
    condition = staticmethod(finding.deadline_q)


@extend_schema_field({"type": "string", "format": "uuid"})
class StatusUpdateReference(Reference):
    """A status update by its id."""

    seen = staticmethod(finding.status_updates)


@extend_schema_field({"type": "string", "format": "uuid"})
class OrganisationReference(Reference):
    """An organisation by its id."""

    seen = staticmethod(finding.organisations)
