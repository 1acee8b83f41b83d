"""What stood on a deadline before each of some status updates: what a reader compares them with."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Subquery

from initiatives.choices import UpdateKind
from initiatives.models import StatusUpdate
from initiatives.models.status_update import LAST_FIRST


def statements_before(updates: Sequence[StatusUpdate]) -> dict[int, StatusUpdate]:
    """Return the statement before each update that has one, by the update's database id. Two queries.

    For a correction or a withdrawal it is the row that it strikes; otherwise the statement in force when the update
    was written, whatever was struck since.
    """
    if not updates:
        return {}
    before = {row.pk: row.target_id for row in updates if row.target_id is not None}
    written_by_then = StatusUpdate.objects.filter(target=OuterRef("pk"), seq__lt=OuterRef(OuterRef("seq")))
    stood = (
        StatusUpdate.objects.filter(~Exists(written_by_then), deadline=OuterRef("deadline"), seq__lt=OuterRef("seq"))
        .exclude(kind=UpdateKind.WITHDRAWAL)
        .order_by(*LAST_FIRST)
    )
    others = StatusUpdate.objects.filter(pk__in=[row.pk for row in updates if row.target_id is None]).order_by()
    pairs = others.annotate(stood=Subquery(stood.values("pk")[:1])).values_list("pk", "stood")
    before |= {key: found for key, found in pairs if found is not None}
    rows = StatusUpdate.objects.select_related("superseded_by__action__plan").in_bulk(set(before.values()))
    return {key: rows[found] for key, found in before.items() if found in rows}
