"""The versions of a thing as a page shows them: what each edit changed, from what to what, who made it and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Field, ForeignKey, Model
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from initiatives.clocks import local_day
from initiatives.models.versions import NEWEST_FIRST
from initiatives.periods import Period
from initiatives.presentation import display

VERSIONS_A_PAGE = 50
UNTOLD = {"id", "public_id", "version", "number_key", "log_seq"}
DERIVED = ("_earliest", "_latest", "_precision")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that an edit changed. An empty text stands for nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One edit. ``known_from`` is given where a command took it from an earlier document."""

    kind: str
    recorded: str
    known_from: str
    who: str
    origin: str
    reason: str
    differences: Sequence[Difference]


def versions_page(thing: Any, number: str | None) -> tuple[Page[Any], list[VersionShown]]:
    """Return one page of the versions of a thing, newest first, and how each is shown."""
    versions = type(thing).history.filter(id=thing.pk).order_by(*NEWEST_FIRST)
    page = Paginator(versions, VERSIONS_A_PAGE).get_page(number)
    # One more than is shown: the oldest on the page is told apart from the one before it.
    rows = list(versions[page.start_index() - 1 if page.paginator.count else 0 : page.end_index() + 1])
    names = _Names()
    shown = [
        _shown(row, rows[index + 1] if index + 1 < len(rows) else None, names)
        for index, row in enumerate(rows[: len(page.object_list)])
    ]
    return page, shown


def _shown(row: Any, before: Any | None, names: _Names) -> VersionShown:
    return VersionShown(
        kind=str({"+": _("added"), "~": _("changed"), "-": _("removed")}[row.history_type]),
        recorded=display.instant(row.recorded_at),
        known_from=display.day(known_on)
        if (known_on := local_day(row.history_date)) != local_day(row.recorded_at)
        else "",
        who=row.history_author,
        origin=row.get_history_origin_display(),
        reason=row.history_change_reason or "",
        differences=[] if row.history_type == "-" else list(_differences(row, before, names)),
    )


def _differences(row: Any, before: Any | None, names: _Names) -> Iterator[Difference]:
    for field in type(row).tracked_fields:
        if field.name in UNTOLD or field.name.endswith(DERIVED):
            continue
        old = getattr(before, field.attname) if before is not None else None
        new = getattr(row, field.attname)
        if old == new:
            continue
        if field.name == "translations":
            yield from _translated(row, old or {}, new or {})
        elif (was := names.text(field, old)) != (becomes := names.text(field, new)):
            yield Difference(capfirst(str(field.verbose_name)), was, becomes)


def _translated(row: Any, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    for language in sorted({*old, *new}):
        for name in sorted({*old.get(language, {}), *new.get(language, {})}):
            was, becomes = (_entry(entries.get(language, {}).get(name, {})) for entries in (old, new))
            if was != becomes:
                label = row._meta.get_field(name).verbose_name
                yield Difference(f"{capfirst(str(label))} [{language}]", was, becomes)


def _entry(entry: dict[str, Any]) -> str:
    if not entry:
        return ""
    mark = "" if entry.get("official", True) else _("our wording")
    return " ".join(part for part in (entry.get("text", ""), f"({mark})" if mark else "") if part)


class _Names:
    """Values in words; each thing that they refer to is looked up once."""

    def __init__(self) -> None:
        self.found: dict[tuple[type[Model], Any], str] = {}

    def text(self, field: Field[Any, Any], value: Any) -> str:
        if value is None or value in ("", [], {}):
            return ""
        if isinstance(field, ForeignKey):
            return self._related(field.related_model, value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if field.name.endswith("_edtf"):
            return Period.parse(value).label(get_language() or "da")
        if isinstance(value, date):
            return display.day(value)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)

    def _related(self, model: type[Model], key: Any) -> str:
        if (model, key) not in self.found:
            thing = model._default_manager.filter(pk=key).first()
            self.found[model, key] = str(thing) if thing is not None else _("(removed)")
        return self.found[model, key]
