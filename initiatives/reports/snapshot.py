"""One unchanging view of the database for as long as a report reads it, at nobody's expense."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction


@contextmanager
def snapshot(alias: str) -> Iterator[None]:
    """Read one state of the database within the block, whatever others write meanwhile; writing is refused.

    On SQLite the block takes no part in the writers' queue. Inside a transaction that is open already, that
    transaction decides what is seen.
    """
    connection: Any = connections[alias]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _read_only_on_sqlite(connection), transaction.atomic(using=alias):
            yield
    else:
        with transaction.atomic(using=alias):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                # A report reads to the end: the first rows need not come soon at the cost of all.
                cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
            yield


@contextmanager
def _read_only_on_sqlite(connection: Any) -> Iterator[None]:
    """Let a transaction begin without the lock that only writers need, and refuse to write."""
    connection.ensure_connection()
    usual_mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = ON")
        yield
    finally:
        connection.transaction_mode = usual_mode
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")
