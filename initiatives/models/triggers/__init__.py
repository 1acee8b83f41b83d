"""The triggers that hold what a constraint cannot: append-only tables and a plan's tree, on both engines.

They are put in place after every migrate, because SQLite drops a table's triggers silently when a migration rebuilds
the table, and they are checked before the product starts.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction

from initiatives.models.triggers.append_only import append_only_triggers
from initiatives.models.triggers.definition import FUNCTIONS, Trigger
from initiatives.models.triggers.tree import tree_triggers


def wanted(vendor: str) -> list[Trigger]:
    """Return every trigger that a database of this vendor (``sqlite`` or ``postgresql``) must have."""
    return [*append_only_triggers(vendor), *tree_triggers(vendor)]


def installed(using: str = "default") -> set[str]:
    """Return the names of the triggers that are in the database, on PostgreSQL those that fire in every session."""
    connection = connections[using]
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'A' AND NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query, None)
        return {name for (name,) in cursor.fetchall()}


def missing(using: str = "default") -> list[str]:
    """Return the names of the triggers that should be there and are not."""
    present = installed(using)
    return [trigger.name for trigger in wanted(connections[using].vendor) if trigger.name not in present]


def install(using: str = "default", **_signal: Any) -> None:
    """Put every trigger in place whose table exists, replacing an older form; harmless to repeat."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            for function in FUNCTIONS:
                cursor.execute(function, None)
        for trigger in wanted(connection.vendor):
            if trigger.table in tables:
                for statement in trigger.statements:
                    cursor.execute(statement, None)


def remove(using: str = "default") -> None:
    """Take the triggers away. Only the tests do this, around the emptying of the test database."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for trigger in wanted(connection.vendor):
            on_table = f' ON "{trigger.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}"{on_table}', None)
