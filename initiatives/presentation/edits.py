"""What an edit changed, in words: each field by its name, from what to what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Field, ForeignKey
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from initiatives.periods import Period
from initiatives.presentation import display
from initiatives.queries.edits import FieldChange, Names


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that an edit changed. An empty text stands for nothing. ``code`` is the field's name in addresses."""

    field: str
    before: str
    after: str
    code: str = ""


def differences(changes: Iterable[FieldChange], names: Names) -> list[Difference]:
    """Return the changes in words; one whose words are the same on both sides is none."""
    told = (_difference(change, names) for change in changes)
    return [difference for difference in told if difference.before != difference.after]


def _difference(change: FieldChange, names: Names) -> Difference:
    label = capfirst(str(change.field.verbose_name))
    if change.language:
        before, after = _translation(change.before), _translation(change.after)
        return Difference(f"{label} [{change.language}]", before, after, change.code)
    before, after = (_words(change.field, value, names) for value in (change.before, change.after))
    return Difference(label, before, after, change.code)


def _translation(entry: dict[str, Any]) -> str:
    if not entry:
        return ""
    mark = "" if entry.get("official", True) else _("our wording")
    return " ".join(part for part in (entry.get("text", ""), f"({mark})" if mark else "") if part)


def _words(field: Field[Any, Any], value: Any, names: Names) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(field, ForeignKey):
        return names.name(field, value) or _("(removed)")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.name.endswith("_edtf"):
        return display.period(Period.parse(value))
    if isinstance(value, date):
        return display.day(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
