"""What an edit changed: two versions of a thing compared, and the names of what they refer to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Field, ForeignKey, Model, OuterRef, Q, Subquery

from initiatives.models import Deadline
from initiatives.models.versions import NEWEST_FIRST

REMOVED = "-"
UNTOLD = {"id", "public_id", "version", "number_key", "log_seq"}
DERIVED = ("_earliest", "_latest", "_precision")


class FieldChange(NamedTuple):
    """One field that differs. ``language`` is that of a translation, empty for the field itself.

    A translation's values are its entry in the stored JSON: ``{"text": …, "official": …}``, or empty.
    """

    field: Field[Any, Any]
    language: str
    before: Any
    after: Any

    @property
    def code(self) -> str:
        """The name of the field in addresses: "title", or "title.en" for a translation."""
        return f"{self.field.name}.{self.language}" if self.language else str(self.field.name)


def field_changes(row: Any, before: Any | None) -> Iterator[FieldChange]:
    """Yield what differs between a version and the one before it; None compares with an empty thing.

    What merely follows from another field is left out.
    """
    for field in type(row).tracked_fields:
        if field.name in UNTOLD or field.name.endswith(DERIVED):
            continue
        old = getattr(before, field.attname) if before is not None else None
        new = getattr(row, field.attname)
        if old == new:
            continue
        if field.name == "translations":
            yield from _translations(row, old or {}, new or {})
        else:
            yield FieldChange(field, "", old, new)


def _translations(row: Any, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    for language in sorted({*old, *new}):
        for name in sorted({*old.get(language, {}), *new.get(language, {})}):
            was, becomes = (entries.get(language, {}).get(name, {}) for entries in (old, new))
            if was != becomes:
                yield FieldChange(row._meta.get_field(name), language, was, becomes)


def versions_before(model: Any, rows: Iterable[Any]) -> dict[int, Any]:
    """Return the version before each of these versions of a model's things, by history id; one query.

    The first version of a thing has none before it.
    """
    chosen = {row.history_id: row for row in rows}
    earlier = model.history.filter(
        Q(history_date__lt=OuterRef("history_date"))
        | Q(history_date=OuterRef("history_date"), history_id__lt=OuterRef("history_id")),
        id=OuterRef("id"),
    ).order_by(*NEWEST_FIRST)
    of_chosen = model.history.filter(history_id__in=chosen).order_by()
    keys = of_chosen.annotate(before=Subquery(earlier.values("history_id")[:1])).values("before")
    by_thing: dict[int, list[Any]] = defaultdict(list)
    for version in model.history.filter(history_id__in=keys):
        by_thing[version.id].append(version)
    found = {}
    for key, row in chosen.items():
        older = [each for each in by_thing[row.id] if _place(each) < _place(row)]
        if older:
            found[key] = max(older, key=_place)
    return found


def _place(version: Any) -> Any:
    return version.history_date, version.history_id


class Names:
    """The names of what fields refer to, as they are today, read together: one query for each model."""

    def __init__(self, changes: Iterable[FieldChange]) -> None:
        wanted: dict[type[Model], set[Any]] = defaultdict(set)
        for change in changes:
            if isinstance(change.field, ForeignKey):
                wanted[change.field.related_model] |= {change.before, change.after} - {None}
        self.found: dict[tuple[type[Model], Any], str] = {}
        for model, keys in wanted.items():
            # A deadline is named with its action.
            things = Deadline.objects.select_related("action") if model is Deadline else model._default_manager.all()
            for key, thing in things.in_bulk(keys).items():
                self.found[model, key] = str(thing)

    def name(self, field: Field[Any, Any], key: Any) -> str | None:
        """Return the name of a thing that a field refers to; None where it has been removed."""
        return self.found.get((field.related_model, key))  # type: ignore[arg-type]
