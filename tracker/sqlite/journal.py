"""Which journal mode is safe with this SQLite library, and the options every connection gets."""

from __future__ import annotations

import sqlite3
from typing import Any, Literal

# Below these versions several processes that write through a write-ahead log can corrupt the database.
MENDED_RELEASE = (3, 51, 3)
MENDED_BRANCHES = {(3, 50): 7, (3, 44): 6}
# Whoever asks is told within five seconds that the record is out of reach, whatever holds it.
SECONDS_TO_WAIT_FOR_A_LOCK = 4


def is_write_ahead_log_safe(version: tuple[int, int, int]) -> bool:
    """Tell whether the SQLite library of this ``version`` carries the fix for write-ahead logs."""
    mended_patch = MENDED_BRANCHES.get(version[:2])
    return version >= MENDED_RELEASE or (mended_patch is not None and version[2] >= mended_patch)


def journal_mode(version: tuple[int, int, int]) -> Literal["WAL", "DELETE"]:
    """Return the journal mode for a library: WAL, under which readers never wait, wherever that is safe."""
    return "WAL" if is_write_ahead_log_safe(version) else "DELETE"


def connection_options() -> dict[str, Any]:
    """Return Django's OPTIONS for an SQLite database that several processes write to.

    A transaction takes the write lock when it begins, so it never fails half-way because another one wrote first.
    ``recursive_triggers`` lets triggers see the rows that INSERT OR REPLACE removes.
    """
    pragmas = {
        "journal_mode": journal_mode(sqlite3.sqlite_version_info[:3]),
        "synchronous": "FULL",
        "recursive_triggers": "ON",
    }
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": SECONDS_TO_WAIT_FOR_A_LOCK,
        "init_command": "; ".join(f"PRAGMA {name} = {value}" for name, value in pragmas.items()),
    }
