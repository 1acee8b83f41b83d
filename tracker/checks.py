"""Checks of the database before a start: made by this version, guarded by its triggers, writable, its journal safe.

They count as checks of a deployment, so that `migrate`, which mends what some of them find, is not stopped by them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from initiatives.models import triggers
from tracker.sqlite.journal import is_write_ahead_log_safe


@register(Tags.database, deploy=True)
def check_databases(*, databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """Return the problems of the databases that are to be checked."""
    problems: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        problems += check_version(connection) or check_triggers(connection)
        if connection.vendor == "sqlite":
            problems += check_sqlite_is_writable(connection)
            problems += check_sqlite_journal(connection)
        else:
            problems += check_postgresql_is_writable(connection)
    return problems


def check_version(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """Return a problem when an older or a newer version of Tiltag made the tables."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    applied = {migration for migration in loader.applied_migrations if migration[0] in loader.migrated_apps}
    if newer := sorted(applied - set(loader.disk_migrations)):
        return [
            Error(
                f"The database was used by a newer version of Tiltag, which applied {'.'.join(newer[-1])}.",
                hint="Install that version, or restore a backup from before it.",
                id="tracker.E001",
            )
        ]
    if pending := executor.migration_plan(loader.graph.leaf_nodes()):
        first = pending[0][0]
        return [
            Error(
                f"The database lacks {len(pending)} migrations, from {first.app_label}.{first.name} on.",
                hint="Run: python manage.py migrate",
                id="tracker.E002",
            )
        ]
    return []


def check_triggers(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """Return a problem when a trigger is gone that keeps the log append-only or a plan's tree in order."""
    missing = triggers.missing(connection.alias)
    if not missing:
        return []
    return [
        Error(
            f"The database lacks triggers that guard the record: {', '.join(missing)}.",
            hint="Find out who removed them; then run: python manage.py migrate",
            id="tracker.E005",
        )
    ]


def check_sqlite_is_writable(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """Return a problem when the file cannot be written, or its folder, where SQLite keeps its journal."""
    file = Path(connection.settings_dict["NAME"])
    return [
        Error(
            f"The database is read-only: {place} cannot be written.",
            hint=f"Give the account that runs Tiltag the right to write it: chown or chmod {place}",
            id="tracker.E003",
        )
        for place in (file, file.parent)
        if place.exists() and not os.access(place, os.W_OK, effective_ids=True)
    ]


def check_postgresql_is_writable(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """Return a problem when the server is a standby, or when account or database are set to read only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_read_only')")
        (read_only,) = cursor.fetchone()
    if read_only == "off":
        return []
    return [
        Error(
            "The database is read-only.",
            hint="Let DATABASE_URL name the primary server, and an account whose transactions may write.",
            id="tracker.E003",
        )
    ]


def check_sqlite_journal(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """Return a problem when the database keeps a write-ahead log that this library may corrupt."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        (version,) = cursor.fetchone()
        cursor.execute("PRAGMA journal_mode")
        (mode,) = cursor.fetchone()
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    if mode.lower() != "wal" or is_write_ahead_log_safe((major, minor, patch)):
        return []
    return [
        Error(
            f"SQLite {version} can corrupt this database, since it keeps a write-ahead log.",
            hint=(
                "Stop every program that uses the database, then run: "
                f"sqlite3 {connection.settings_dict['NAME']} 'PRAGMA journal_mode = DELETE'"
            ),
            id="tracker.E004",
        )
    ]
