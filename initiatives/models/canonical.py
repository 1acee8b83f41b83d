"""The one text form of a row that is hashed, made from the row's columns in whichever way they were read."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime
from json.encoder import encode_basestring
from types import NoneType
from typing import Any
from uuid import UUID

from django.db import models

# Made once: json.dumps would make one for every value.
_as_json = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


class CanonicalForm:
    """The canonical form of one model's rows: JSON with sorted names, the table's among them, and no blanks.

    ``columns`` names what the form holds, in its order, as queries name it: a relation stands as the public id of the
    other row, since database ids may differ after a restore.
    """

    def __init__(self, model: type[models.Model], left_out: Collection[str]) -> None:
        self.fields = sorted(
            (field for field in model._meta.concrete_fields if field.name not in left_out),
            key=lambda field: field.name,
        )
        self.columns = tuple(
            f"{field.name}__public_id" if isinstance(field, models.ForeignKey) else field.attname
            for field in self.fields
        )
        entries = {field.name: "%s" for field in self.fields}
        entries["table"] = encode_basestring(model._meta.model_name or "")
        self._template = "{" + ",".join(f'"{name}":{entries[name]}' for name in sorted(entries)) + "}"

    def text(self, values: Iterable[Any]) -> str:
        """Return the form of a row from the values of ``columns``."""
        return self._template % tuple([ENCODERS.get(type(value), _encode)(value) for value in values])

    def text_of(self, row: models.Model) -> str:
        """Return the form of a row from the object."""
        return self.text(_value(row, field) for field in self.fields)


def _value(row: models.Model, field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.ForeignKey):
        related = getattr(row, field.name)
        return related.public_id if related is not None else None
    return getattr(row, field.attname)


def _encode(value: Any) -> str:
    """Encode what is of none of the plain types, such as the choice that a text was set to: as its text."""
    for kind in (datetime, date, bool, int, dict, list):
        if isinstance(value, kind):
            return ENCODERS[kind](value)
    return encode_basestring(str(value))


ENCODERS: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    NoneType: lambda _value: "null",
    bool: lambda value: "true" if value else "false",
    int: int.__repr__,
    datetime: lambda value: f'"{value.astimezone(UTC).isoformat(timespec="microseconds")}"',
    date: lambda value: f'"{value.isoformat()}"',
    UUID: lambda value: f'"{value}"',
    dict: _as_json,
    list: _as_json,
}
