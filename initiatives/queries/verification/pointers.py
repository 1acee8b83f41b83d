"""What a deadline stores of its log, so that today's lists need not read it, compared with the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from initiatives import positions
from initiatives.choices import ChangeKind, Status, UpdateKind
from initiatives.models.log_row import GENESIS
from initiatives.queries.verification.logged_rows import PERIOD, LoggedRow

STORED = (
    *("log_seq", "log_head", "latest_update_id", "is_open", "moves"),
    *(f"{which}_{part}" for which in ("current", "original") for part in PERIOD),
    "baseline",
)


def pointer_problems(deadline: dict[str, Any], rows: Sequence[LoggedRow]) -> Iterator[str]:
    """Yield what a deadline stores wrongly: its kind and the columns of ``STORED``, beside the rows of its log."""
    updates = [row for row in rows if row.is_update]
    changes = [row for row in rows if not row.is_update]
    latest = _last_standing(updates)
    status, started_on = (latest["status"], latest["started_on"]) if latest else (Status.NONE, None)
    expected: dict[str, Any] = {
        "log_seq": rows[-1]["seq"] if rows else 0,
        "log_head": rows[-1]["row_hash"] if rows else GENESIS,
        "latest_update_id": latest["pk"] if latest else None,
        "is_open": positions.is_open(deadline["kind"], status, started_on),
        "moves": sum(row["kind"] == ChangeKind.MOVE for row in changes),
    }
    if changes:
        last = changes[-1]
        for part in PERIOD:
            expected[f"current_{part}"] = last[f"new_{part}"]
            expected[f"original_{part}"] = last[f"new_original_{part}"]
        expected["baseline"] = last["new_baseline"]
    for column, value in expected.items():
        if (stored := deadline[column]) != value:
            message = _("%(column)s is %(stored)r and should be %(value)r")
            yield message % {"column": column, "stored": stored, "value": value}


def _last_standing(updates: Sequence[LoggedRow]) -> LoggedRow | None:
    struck = {row["target_id"] for row in updates}
    standing = [row for row in updates if row["kind"] != UpdateKind.WITHDRAWAL and row["pk"] not in struck]
    return max(standing, key=lambda row: (row["log_place"], row["seq"]), default=None)
