"""Columns of things by their ids, as known at a moment: the join that reads of a past day make in Python."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from initiatives.clocks import Moment
from initiatives.models.as_known import as_known

KnownRows = dict[int, dict[str, Any]]


def rows_by_id(model: Any, ids: Collection[int], moment: Moment, *columns: str) -> KnownRows:
    """Return the named columns of each thing, by database id. One query; a second where something is missing.

    What was not yet entered at that instant, although something known names it, is shown as it stands today: a name
    that came later is better than none.
    """
    known = as_known(model, moment).filter(id__in=ids).values("id", *columns)
    rows = {row["id"]: row for row in known.order_by()}
    if missing := set(ids) - set(rows):
        today = model._base_manager.filter(id__in=missing).values("id", *columns)
        rows |= {row["id"]: row for row in today}
    return rows
