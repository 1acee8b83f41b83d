"""Appending to a deadline's log: the lock, the chain, and the pointers that today's lists read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from initiatives import positions
from initiatives.choices import PlanState, Status
from initiatives.exceptions import PlanClosed, Stale
from initiatives.models import Deadline, DeadlineChange, StatusUpdate
from initiatives.services.authorship import Author


def lock(deadline: Deadline, expected_version: int | None = None) -> Deadline:
    """Return the deadline as it stands, locked until the transaction ends.

    Raises Stale when ``expected_version`` is not the one that stands, PlanClosed when the plan is archived.
    """
    locked: Deadline = (
        Deadline.objects.select_for_update(of=("self",))
        .select_related("action__plan", "latest_update")
        .get(pk=deadline.pk)
    )
    if expected_version is not None and locked.version != expected_version:
        raise Stale(
            _("Somebody else has recorded on “%(deadline)s” since you opened it. Read what is new, then save again.")
            % {"deadline": locked}
        )
    if locked.action.plan.state == PlanState.ARCHIVED:
        raise PlanClosed(_("The plan is archived: nothing more is recorded on it."))
    return locked


def seal(row: StatusUpdate | DeadlineChange, deadline: Deadline, by: Author) -> None:
    """Give a new row its author, its instants, its place in the chain and its hash; nothing is saved yet."""
    row.deadline = deadline
    row.who = by.actor.user
    row.who_name = by.actor.name
    row.origin = by.origin
    row.recorded_at = by.now
    row.known_at = by.known_at
    row.known_on = by.today
    row.seq = deadline.log_seq + 1
    row.previous_hash = deadline.log_head


def insert(row: StatusUpdate | DeadlineChange, deadline: Deadline) -> None:
    """Check and insert a sealed row as the new head of its deadline's chain.

    Raises ValidationError when the row breaks a rule that the database holds.
    """
    row.full_clean(exclude=["who", "deadline", "row_hash"])
    row.seal_texts()
    row.row_hash = row.computed_hash()
    row.save()
    deadline.log_seq, deadline.log_head = row.seq, row.row_hash


def write_pointers(deadline: Deadline) -> None:
    """Write what today's lists read: the row in force, whether the deadline is open, and the head of the chain.

    Every row is effective on the day it is known at the latest, so the last standing row is in force today and stays
    so until another is recorded: nothing here depends on today.
    """
    latest = in_force(deadline)
    deadline.latest_update = latest
    deadline.is_open = positions.is_open(
        deadline.kind, latest.status if latest else Status.NONE, latest.started_on if latest else None
    )
    deadline.version += 1
    pointers: dict[str, Any] = {
        "latest_update": latest,
        "is_open": deadline.is_open,
        "moves": deadline.moves,
        "log_seq": deadline.log_seq,
        "log_head": deadline.log_head,
        "version": deadline.version,
    }
    Deadline.objects.filter(pk=deadline.pk).update_pointers(**pointers)


def in_force(deadline: Deadline) -> StatusUpdate | None:
    """Return the last row of the log that is neither corrected nor withdrawn."""
    standing = StatusUpdate.objects.filter(deadline=deadline).standing()
    last: StatusUpdate | None = standing.order_by("-log_place", "-seq").first()
    return last
