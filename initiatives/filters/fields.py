"""Form fields of filters: each takes its parameter as often as it is given, and several values mean any of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

MOST_VALUES = 100
LONGEST_VALUE = 200
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class EveryValue(forms.TextInput):
    """Reads all values of a parameter from a query string, or a list or single value from a mapping."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        """Return the values that are not blank: an empty box of a form asks for nothing."""
        if hasattr(data, "getlist"):
            values = data.getlist(name)
        else:
            value = data.get(name, [])
            values = value if isinstance(value, list | tuple) else [value]
        return [text for value in values if (text := str(value).strip())]

    def format_value(self, value: Any) -> str | None:
        """Return the first value, which is all that one box can show."""
        return str(value[0]) if value else None


class Words(forms.Field):
    """Any texts, such as slugs or numbers: a list of strings."""

    widget = EveryValue

    def to_python(self, value: list[str] | None) -> list[Any]:
        """Return the values; raise ValidationError for text that no database takes and for unreasonable lengths."""
        values = value or []
        if len(values) > MOST_VALUES or any(len(text) > LONGEST_VALUE for text in values):
            raise ValidationError(
                _("At most %(values)s values of %(letters)s letters can be given."),
                params={"values": MOST_VALUES, "letters": LONGEST_VALUE},
            )
        for text in values:
            ProhibitNullCharactersValidator()(text)
        return values


class AnyOf(Words):
    """Some of a closed list of codes."""

    def __init__(self, *, choices: Any, **options: Any) -> None:
        self.choices = list(choices)
        super().__init__(**options)

    def to_python(self, value: list[str] | None) -> list[str]:
        """Return the codes; raise ValidationError that names the first one which does not exist."""
        codes = [code for code, _label in self.choices]
        values = super().to_python(value)
        for text in values:
            if text not in codes:
                raise ValidationError(
                    _("“%(value)s” is not one of: %(choices)s."),
                    params={"value": text, "choices": ", ".join(str(code) for code in codes)},
                )
        return values


class OneOf(AnyOf):
    """One of a closed list of codes: given twice it has no meaning."""

    def to_python(self, value: list[str] | None) -> list[str]:
        """Return a list of at most one code; raise ValidationError for more, or for an unknown one."""
        values = super().to_python(value)
        if len(values) > 1:
            raise ValidationError(_("This can be given only once."))
        return values


class Days(Words):
    """Days, written as 2018-12-31."""

    def to_python(self, value: list[str] | None) -> list[date]:
        """Return the days; raise ValidationError that names the first value which is none."""
        return [self._day(text) for text in super().to_python(value)]

    def _day(self, text: str) -> date:
        try:
            if ISO_DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise ValidationError(_("“%(value)s” is no day: write it as 2018-12-31."), params={"value": text})
