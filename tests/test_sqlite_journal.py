"""The journal mode follows the version of the SQLite library, and every connection gets the safe options."""

from __future__ import annotations

import sqlite3

import pytest
from django.db.utils import ConnectionHandler

from tracker.sqlite.journal import connection_options, journal_mode


@pytest.mark.parametrize("version", [(3, 44, 6), (3, 44, 9), (3, 50, 7), (3, 51, 3), (3, 52, 0), (4, 0, 0)])
def test_a_mended_library_keeps_a_write_ahead_log(version):
    assert journal_mode(version) == "WAL"


@pytest.mark.parametrize(
    "version", [(3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 49, 9), (3, 50, 6), (3, 51, 0), (3, 51, 2), (2, 99, 99)]
)
def test_a_library_that_can_corrupt_a_write_ahead_log_keeps_a_rollback_journal(version):
    assert journal_mode(version) == "DELETE"


def test_a_connection_is_durable_and_checks_keys_and_triggers(tmp_path, django_db_blocker):
    database = {"ENGINE": "tracker.sqlite", "NAME": tmp_path / "database", "OPTIONS": connection_options()}
    connection = ConnectionHandler({"default": database})["default"]
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        values = {
            pragma: cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
            for pragma in ("journal_mode", "synchronous", "recursive_triggers", "foreign_keys", "busy_timeout")
        }
        connection.close()
    full = 2
    assert values == {
        "journal_mode": journal_mode(sqlite3.sqlite_version_info).lower(),
        "synchronous": full,
        "recursive_triggers": 1,
        "foreign_keys": 1,
        "busy_timeout": 4_000,
    }
