"""Who may do what: pure answers about an actor whose memberships have been read before. No query hides here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from initiatives.choices import MembershipRole, PlanState
from initiatives.models import Plan, User


@dataclass(frozen=True, slots=True)
class Reach:
    """Where one role holds: everywhere, in some plans, or for some organisations (those below them included)."""

    everything: bool = False
    plans: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()

    def covers(self, plan: int, bodies: Collection[int] = ()) -> bool:
        """Return whether the reach covers a thing of this plan for which these organisations are responsible."""
        return self.everything or plan in self.plans or not self.organisations.isdisjoint(bodies)


NOWHERE = Reach()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, with the reach of each role that holds today. ``system`` is one of our own commands."""

    user: User | None = None
    name: str = ""
    system: bool = False
    reaches: Mapping[str, Reach] = field(default_factory=dict)

    def reach(self, role: MembershipRole) -> Reach:
        """Return where the actor has this role."""
        return self.reaches.get(role, NOWHERE)


CONTENT_ROLES = (
    MembershipRole.READER,
    MembershipRole.CONTRIBUTOR,
    MembershipRole.COORDINATOR,
    MembershipRole.AUDITOR,
)


def may_read(actor: Actor) -> bool:
    """Whoever has a role in the content, anywhere, reads all published plans."""
    return actor.system or any(role in actor.reaches for role in CONTENT_ROLES)


def may_see_plan(actor: Actor, plan: Plan) -> bool:
    """Published plans are seen by every reader; drafts by auditors and by those who coordinate them."""
    if plan.state != PlanState.DRAFT:
        return may_read(actor)
    return actor.system or MembershipRole.AUDITOR in actor.reaches or may_edit_plan(actor, plan.pk)


def may_record(actor: Actor, plan: int, bodies: Collection[int]) -> bool:
    """Contributors record on what their organisations lead or help with; coordinators within their reach."""
    roles = (MembershipRole.CONTRIBUTOR, MembershipRole.COORDINATOR)
    return actor.system or any(actor.reach(role).covers(plan, bodies) for role in roles)


def may_change_deadline(actor: Actor, plan: int, bodies: Collection[int]) -> bool:
    """Only coordinators move deadlines, settle readings, close and reopen, within their reach."""
    return actor.system or actor.reach(MembershipRole.COORDINATOR).covers(plan, bodies)


def may_edit_plan(actor: Actor, plan: int) -> bool:
    """Coordinators of the plan, or of everything, edit it."""
    return actor.system or actor.reach(MembershipRole.COORDINATOR).covers(plan)


def may_create_plan(actor: Actor) -> bool:
    """A new plan is nobody's yet: coordinators of everything make it."""
    return actor.system or actor.reach(MembershipRole.COORDINATOR).everything


def may_edit_organisations(actor: Actor) -> bool:
    """Organisations are shared by all plans: coordinators of everything edit them."""
    return actor.system or actor.reach(MembershipRole.COORDINATOR).everything


def may_read_internal_notes(actor: Actor, plan: int, bodies: Collection[int]) -> bool:
    """Internal notes are for those who record here, for coordinators within their reach, and for auditors."""
    return MembershipRole.AUDITOR in actor.reaches or may_record(actor, plan, bodies)


def may_administer(actor: Actor) -> bool:
    """Accounts and settings; no say over content."""
    return MembershipRole.ADMINISTRATOR in actor.reaches


def may_read_memberships(actor: Actor) -> bool:
    """Who was given which role, and when, is for auditors and for administrators."""
    return actor.system or MembershipRole.AUDITOR in actor.reaches or may_administer(actor)


def may_read_removals(actor: Actor) -> bool:
    """Whether there may be requests for the removal of a text that this person reads: coordinators, auditors."""
    reach = actor.reach(MembershipRole.COORDINATOR)
    return actor.system or MembershipRole.AUDITOR in actor.reaches or reach.everything or bool(reach.plans)


def may_read_person_log(actor: Actor) -> bool:
    """What accounts did and read is for auditors; of oneself everybody reads it."""
    return actor.system or MembershipRole.AUDITOR in actor.reaches
