"""What shows that reports are true, for many reports at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from initiatives.models import Evidence
from initiatives.models.among import Among

Pieces = tuple[tuple[str, str], ...]


def evidence_of(status_updates: Collection[int]) -> dict[int, Pieces]:
    """Return the pieces of each status update that has any, by its database id: title, and link or case number."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Evidence.objects.filter(Among("status_update_id", status_updates)).order_by("status_update_id", "id")
    for key, title, link, case_number in rows.values_list("status_update_id", "title", "link", "case_number"):
        found[key].append((title, link or case_number))
    return {key: tuple(pieces) for key, pieces in found.items()}
