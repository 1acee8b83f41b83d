"""The second look: what was just saved, as the database has it, lies within the reach of whoever saved it.

Each service asks the policies before it writes. This asks again afterwards, before the transaction ends, of the row
that came of it: what a service forgot to ask, or a field that moved the row elsewhere, is then taken back.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.choices import ChangeKind
from initiatives.exceptions import NotAllowed
from initiatives.models import DeadlineChange, Membership, Organisation, Plan, StatusUpdate
from initiatives.models.versions import Versioned
from initiatives.queries.bodies import responsible_organisations
from initiatives.queries.told import PATHS
from initiatives.services.authorship import Author


def require_within_reach(row: Versioned, by: Author) -> None:
    """Raise NotAllowed unless the author may edit where the saved row stands. One query, none for our own commands.

    Raises TypeError for a model about which nothing is said here.
    """
    if not by.actor.system and not may_edit(row, by):
        raise NotAllowed(_refusal())


def require_recorded_within_reach(row: StatusUpdate | DeadlineChange, by: Author) -> None:
    """Raise NotAllowed unless the author may record on the deadline whose log the saved row stands in."""
    if by.actor.system:
        return
    may = policies.may_change_deadline if row.kind in ChangeKind.values else policies.may_record
    log = type(row)._base_manager.filter(pk=row.pk).values_list("deadline_id", "deadline__action__plan_id")
    deadline, plan = log.get()
    if not may(by.actor, plan, ()) and not may(by.actor, plan, responsible_organisations(deadline, by.today)):
        raise NotAllowed(_refusal())


def may_edit(row: Any, by: Author) -> bool:
    """Return whether the author may edit a row where it stands. One query at most."""
    if isinstance(row, Organisation):
        return policies.may_edit_organisations(by.actor)
    if isinstance(row, Membership):
        own = by.actor.user is not None and row.user_id == by.actor.user.pk
        return policies.may_administer(by.actor) and not own
    if type(row) not in PATHS:
        raise TypeError(f"Nobody has said who may edit a {type(row).__name__}")
    if isinstance(row, Plan):
        return policies.may_edit_plan(by.actor, row.pk)
    (found,) = type(row)._base_manager.filter(pk=row.pk).values_list(*PATHS[type(row)])
    return all(policies.may_edit_plan(by.actor, plan) for plan in found if plan is not None)


def _refusal() -> str:
    return _("This lies outside your reach: nothing has been saved.")
