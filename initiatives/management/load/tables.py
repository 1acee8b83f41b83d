"""Finished rows straight into a table: as one prepared statement on SQLite, as a copy stream on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models

from initiatives.models import Stamp

Adapter = Callable[[Any], Any]


def insert(model: Any, rows: Iterable[models.Model]) -> None:
    """Insert instances that have every column set, the id included. Nothing is checked but by the database."""
    fields = model._meta.concrete_fields
    attributes = [field.attname for field in fields]
    _insert(model, fields, ([getattr(row, name) for name in attributes] for row in rows))


def insert_versions(model: Any, rows: Iterable[tuple[Any, Stamp, str]]) -> None:
    """Insert a version of each instance as it is now, with its stamp and what was done: "+" made, "~" changed."""
    versions = model.history.model
    tracked = versions.tracked_fields
    own = ["history_type", "history_date", "history_author", "history_origin"]
    own += ["history_change_reason", "history_request", "recorded_at"]
    related = ["history_relation"] if hasattr(versions, "history_relation") else []
    names = [*(field.name for field in tracked), *own, *related]
    fields = [versions._meta.get_field(name) for name in names]
    attributes = [field.attname for field in tracked]
    _insert(
        versions,
        fields,
        (
            [
                *(getattr(row, name) for name in attributes),
                *(done, stamp.known_at, stamp.name, stamp.origin, stamp.reason, stamp.request, stamp.known_at),
                *(row.pk for _ in related),
            ]
            for row, stamp, done in rows
        ),
    )


def next_id(model: Any) -> int:
    """Return an id that is free, as are all after it."""
    return (model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def reset_sequences(*tables: Any) -> None:
    """Let the database count on from the ids that were given here."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _insert(model: Any, fields: Iterable[Any], rows: Iterable[list[Any]]) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    columns = [connection.ops.quote_name(field.column) for field in fields]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([_adapted(value, COPIED) for value in row])
        else:
            # Past Django's own cursor: it would translate the placeholders and log each of the million.
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 (our own names)
            connection.connection.executemany(statement, ([_adapted(value, STORED) for value in row] for row in rows))


def _adapted(value: Any, adapters: dict[type, Adapter]) -> Any:
    kind = type(value)
    if kind in PLAIN:
        return value
    adapt = adapters.get(kind)
    if adapt is not None:
        return adapt(value)
    return str(value) if isinstance(value, str) else value  # a code of a choice


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


PLAIN = frozenset({str, int, bool, type(None)})
COPIED: dict[type, Adapter] = {dict: _json, list: _json}
# SQLite has neither days nor instants nor public ids of its own: Django stores them as these texts.
STORED: dict[type, Adapter] = {
    **COPIED,
    UUID: lambda value: value.hex,
    date: date.isoformat,
    datetime: lambda value: value.astimezone(UTC).replace(tzinfo=None).isoformat(" "),
}
