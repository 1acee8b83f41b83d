"""Things as rows of a table: the columns follow from what is read of them as JSON, so the two cannot drift apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from initiatives.reports.table import Column, Kind

# What a table does without: addresses, which the ids stand for, and texts in the languages that were not asked for.
LEFT_OUT = (serializers.JSONField,)
LEFT_OUT_NAMES = frozenset({"url"})
PART_SEPARATOR = ", "
WIDTHS = {Kind.TEXT: 30, Kind.LIST: 40, Kind.INSTANT: 20}
KINDS: tuple[tuple[type[serializers.Field[Any, Any, Any, Any]], Kind], ...] = (
    (serializers.BooleanField, Kind.BOOLEAN),
    (serializers.IntegerField, Kind.INTEGER),
    (serializers.DateTimeField, Kind.INSTANT),
    (serializers.DateField, Kind.DATE),
    (serializers.ChoiceField, Kind.CHOICE),
    (serializers.ListField, Kind.LIST),
)
Getter = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Choices:
    """The codes of a column with their labels, as the choices of a model give them."""

    choices: list[tuple[str, Any]]


def columns_of(serializer: type[serializers.Serializer[Any]]) -> tuple[Column, ...]:
    """Return the columns for the dictionaries that a serializer gives.

    A thing within the thing is spread out ("issuer_slug"), several things are one cell, each with its parts behind
    one another.
    """
    return tuple(_columns(serializer().fields, "", lambda thing: thing))


def _columns(fields: Mapping[str, Any], prefix: str, within: Getter) -> Iterable[Column]:
    for name, field in fields.items():
        if name in LEFT_OUT_NAMES or isinstance(field, LEFT_OUT):
            continue
        inner = _inside(within, name)
        if isinstance(field, serializers.Serializer):
            yield from _columns(field.fields, f"{prefix}{name}_", inner)
        else:
            yield _column(f"{prefix}{name}", field, inner)


def _column(code: str, field: Any, value: Getter) -> Column:
    kind = next((kind for kind_of_field, kind in KINDS if isinstance(field, kind_of_field)), Kind.TEXT)
    if isinstance(field, serializers.ListSerializer):
        kind = Kind.LIST
    return Column(
        code=code,
        label=_(code.replace("_", " ")),
        explanation=field.help_text or "",
        kind=kind,
        value=_typed(kind, value),
        width=WIDTHS.get(kind, 14),
        choices=_Choices(list(field.choices.items())) if kind is Kind.CHOICE else None,
    )


def _inside(within: Getter, name: str) -> Getter:
    part = itemgetter(name)

    def value(thing: Any) -> Any:
        whole = within(thing)
        return None if whole is None else part(whole)

    return value


def _typed(kind: Kind, value: Getter) -> Getter:
    """Return the getter of a value as tables take it: JSON has neither days nor instants."""
    if kind is Kind.DATE:
        return lambda thing: _from(date, value(thing))
    if kind is Kind.INSTANT:
        return lambda thing: _from(datetime, value(thing))
    if kind is Kind.LIST:
        return lambda thing: [_in_one(item) for item in value(thing) or ()]
    if kind is Kind.TEXT:
        return lambda thing: None if (text := value(thing)) is None else str(text)
    return value


def _from(kind: Any, value: Any) -> Any:
    return kind.fromisoformat(value) if isinstance(value, str) else value


def _in_one(item: Any) -> str:
    if not isinstance(item, Mapping):
        return str(item)
    return PART_SEPARATOR.join(str(part) for name, part in item.items() if part and name not in {"id", "url"})
