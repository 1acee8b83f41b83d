"""What a visitor may do on deadlines: on one, for all buttons of its pages, and on the many rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from initiatives import policies
from initiatives.choices import FINAL_STATUSES, MET_POSITIONS, ChangeKind, DeadlineKind, PlanState, UpdateKind
from initiatives.models import Deadline, Plan, StatusUpdate
from initiatives.presentation.visits import Visit
from initiatives.queries.bodies import RESPONSIBLE_ROLES, responsible_organisations, responsible_organisations_of
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.services.confirmable import Stands, refusal_of_unchanged


@dataclass(frozen=True, slots=True)
class Rights:
    """The answers for one visitor and one deadline. The services ask the policies again when something is written."""

    visit: Visit
    deadline: Deadline
    may_record: bool
    coordinates: bool
    may_read_internal_notes: bool

    @classmethod
    def on(cls, visit: Visit, deadline: Deadline) -> Rights:
        """Ask the policies about a deadline. Nothing is recorded in an archived plan."""
        return cls._by_bodies(visit, deadline, responsible_organisations(deadline.pk, visit.today))

    @classmethod
    def on_each(cls, visit: Visit, deadlines: Sequence[Deadline]) -> dict[int, Rights]:
        """Ask the policies about several deadlines, read with their plans: a constant number of queries."""
        bodies = responsible_organisations_of([deadline.pk for deadline in deadlines], visit.today)
        return {deadline.pk: cls._by_bodies(visit, deadline, bodies[deadline.pk]) for deadline in deadlines}

    @classmethod
    def _by_bodies(cls, visit: Visit, deadline: Deadline, bodies: frozenset[int]) -> Rights:
        plan, actor = deadline.action.plan, visit.actor
        is_open = plan.state != PlanState.ARCHIVED
        return cls(
            visit=visit,
            deadline=deadline,
            may_record=is_open and policies.may_record(actor, plan.pk, bodies),
            coordinates=is_open and policies.may_change_deadline(actor, plan.pk, bodies),
            may_read_internal_notes=policies.may_read_internal_notes(actor, plan.pk, bodies),
        )

    @property
    def is_final(self) -> bool:
        """Whether the deadline is completed or closed: it takes no further report, only a correction or a reopening."""
        last = self.deadline.latest_update
        return last is not None and last.status in FINAL_STATUSES

    @property
    def may_report(self) -> bool:
        """Whether a further report may be recorded."""
        return self.may_record and not self.is_final

    @property
    def may_reopen(self) -> bool:
        """Whether the deadline may be reopened."""
        return self.coordinates and self.is_final

    @property
    def may_confirm(self) -> bool:
        """Whether there is a report that could be confirmed."""
        return self.may_record and self.deadline.is_open and self.deadline.latest_update is not None

    @property
    def refusal_of_unchanged(self) -> str:
        """Why the last report cannot be confirmed unchanged today; empty where it can be."""
        return refusal_of_unchanged(Stands(self.deadline), self.visit.today)

    @property
    def changes(self) -> list[ChangeKind]:
        """The changes that the deadline can undergo by this visitor."""
        if not self.coordinates:
            return []
        deadline = self.deadline
        had_date = bool(deadline.original or deadline.current or deadline.baseline)
        possible = {
            ChangeKind.MOVE: deadline.is_open and bool(deadline.original or deadline.baseline),
            ChangeKind.FIRST_DATE: deadline.is_open and not had_date,
            ChangeKind.READING: True,
            ChangeKind.REMOVAL: deadline.is_open and bool(deadline.current),
        }
        return [kind for kind, is_possible in possible.items() if is_possible]

    def may_add_next(self, position: str) -> bool:
        """Whether the next of a series is offered: to coordinators, once this one is met."""
        in_series = self.deadline.kind in (DeadlineKind.RECURRING, DeadlineKind.EVENT)
        return self.coordinates and in_series and position in MET_POSITIONS

    def may_strike(self, row: StatusUpdate) -> bool:
        """Whether a row that nothing has struck yet may be corrected or withdrawn: one's own, or by a coordinator."""
        own = self.visit.actor.user is not None and row.who_id == self.visit.actor.user.pk
        return row.kind != UpdateKind.WITHDRAWAL and (self.coordinates or (own and self.may_record))


@dataclass(frozen=True, slots=True)
class RowRights:
    """What a visitor may do on the row of a list.

    ``may_record``: whether a further report may be recorded; what is completed or closed takes none. ``refusal``: why
    the last report cannot be confirmed unchanged; empty where it can be, and where nothing may be recorded at all.
    ``is_own``: the last report is the visitor's own, and may be corrected and taken back. ``coordinates``: the visitor
    may change the deadline itself.
    """

    may_record: bool
    may_confirm: bool
    refusal: str
    is_own: bool = False
    coordinates: bool = False


READ_ONLY = RowRights(may_record=False, may_confirm=False, refusal="")


def rights_on_rows(rows: Sequence[DeadlineRow], visit: Visit) -> dict[int, RowRights]:
    """Return the rights on each row by its ``pk``, with two queries. Rows of another day can only be read.

    The bodies and the last report are taken from the rows; the services read both again when something is written.
    """
    slugs = {row.plan for row in rows}
    plans = {plan.slug: plan for plan in Plan.objects.filter(slug__in=slugs).only("slug", "state")} if slugs else {}
    own = _own_reports(rows, visit)
    return {row.pk: _on_row(row, visit, plans.get(row.plan), is_own=row.last_update_id in own) for row in rows}


def _own_reports(rows: Sequence[DeadlineRow], visit: Visit) -> set[UUID]:
    last = [row.last_update_id for row in rows if row.last_update_id is not None]
    if not last or visit.actor.user is None:
        return set()
    mine = StatusUpdate.objects.filter(public_id__in=last, who=visit.actor.user)
    return set(mine.order_by().values_list("public_id", flat=True))


def _on_row(row: DeadlineRow, visit: Visit, plan: Plan | None, *, is_own: bool) -> RowRights:
    is_present = row.as_of == visit.today and row.known >= visit.now
    if plan is None or plan.state == PlanState.ARCHIVED or not is_present:
        return READ_ONLY
    bodies = {body.organisation for body in row.bodies if body.role in RESPONSIBLE_ROLES and body.organisation}
    if not policies.may_record(visit.actor, plan.pk, bodies):
        return READ_ONLY
    coordinates = policies.may_change_deadline(visit.actor, plan.pk, bodies)
    if row.status in FINAL_STATUSES:
        return replace(READ_ONLY, is_own=is_own, coordinates=coordinates)
    refusal = refusal_of_unchanged(row, visit.today)
    return RowRights(may_record=True, may_confirm=not refusal, refusal=refusal, is_own=is_own, coordinates=coordinates)
