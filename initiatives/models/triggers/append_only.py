"""Append-only tables: no change, no removal, no replacement; a text may be redacted, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from initiatives.models.append_only import AppendOnly
from initiatives.models.log_row import REDACTED_PREFIX, LogRow, Redactable
from initiatives.models.triggers.definition import PREFIX, Trigger, postgresql, sqlite
from initiatives.models.versions import Version


def append_only_models() -> list[type[models.Model]]:
    """Return the models whose rows are never changed: the logs, and the versions of everything editable."""
    found = [model for model in apps.get_models() if issubclass(model, AppendOnly | Version)]
    return sorted(found, key=lambda model: model._meta.db_table)


def append_only_triggers(vendor: str) -> Iterator[Trigger]:
    """Yield the triggers of every append-only table."""
    for model in append_only_models():
        table = model._meta.db_table
        if vendor == "postgresql":
            changed = f"NOT ({_unchanged(model, 'IS NOT DISTINCT FROM')})"
            yield postgresql(f"{PREFIX}_{table}_update", table, "UPDATE", "keep_refuse", condition=changed)
            yield postgresql(f"{PREFIX}_{table}_delete", table, "DELETE", "keep_refuse", condition=_kept(model, vendor))
            yield postgresql(f"{PREFIX}_{table}_truncate", table, "TRUNCATE", "keep_refuse", row=False)
        else:
            message = f"{table} is append-only"
            key = model._meta.pk.column
            # INSERT OR REPLACE removes the old row without firing its delete trigger.
            replaced = f'NEW."{key}" IS NOT NULL AND EXISTS (SELECT 1 FROM "{table}" WHERE "{key}" = NEW."{key}")'
            changed = f"NOT ({_unchanged(model, 'IS')})"
            yield sqlite(f"{PREFIX}_{table}_update", table, "UPDATE", message, condition=changed)
            yield sqlite(f"{PREFIX}_{table}_delete", table, "DELETE", message, condition=_kept(model, vendor))
            yield sqlite(f"{PREFIX}_{table}_replace", table, "INSERT", message, condition=replaced)


def _kept(model: type[models.Model], vendor: str) -> str:
    """Return the condition under which a row may not be removed; empty where that is always so."""
    removable = getattr(model, "REMOVABLE", None)
    if removable is None:
        return ""
    column, days = removable
    if vendor == "postgresql":
        return f"OLD.\"{column}\" > CURRENT_TIMESTAMP - INTERVAL '{days} days'"
    return f"julianday(OLD.\"{column}\") > julianday('now') - {days}"


def _unchanged(model: type[models.Model], same: str) -> str:
    """Return the condition under which an update is a redaction; it never holds for a table without such texts.

    The columns come from the model, so that a column added later is guarded without anybody thinking of it.
    """
    if not issubclass(model, Redactable):
        return "1 = 0"
    texts = {str(field.column) for field in model._meta.concrete_fields if field.name in model.REDACTABLE}
    loosened = texts | {"salts"} | ({"who_id"} if issubclass(model, LogRow) else set())
    guarded = [str(field.column) for field in model._meta.concrete_fields if field.column not in loosened]
    conditions = [f'NEW."{column}" {same} OLD."{column}"' for column in guarded]
    removed = f"LIKE '{REDACTED_PREFIX}%'"
    kept = [f'NEW."{column}" {same} OLD."{column}"' for column in sorted(texts)]
    conditions.extend(
        f'({keeps} OR (NEW."{column}" {removed} AND OLD."{column}" NOT {removed}))'
        for keeps, column in zip(kept, sorted(texts), strict=True)
    )
    conditions.append(f'(NEW."salts" {same} OLD."salts" OR NOT ({" AND ".join(kept)}))')
    if "who_id" in loosened:
        conditions.append(f'(NEW."who_id" {same} OLD."who_id" OR (NEW."who_id" IS NULL AND NEW."who_name" {removed}))')
    return " AND ".join(conditions)
