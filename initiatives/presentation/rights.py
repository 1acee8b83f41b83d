"""What a visitor may do on one deadline, answered once for all buttons of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from initiatives import policies
from initiatives.choices import FINAL_STATUSES, ChangeKind, PlanState, UpdateKind
from initiatives.models import Deadline, StatusUpdate
from initiatives.presentation.visits import Visit
from initiatives.queries.bodies import responsible_organisations


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
        plan, actor = deadline.action.plan, visit.actor
        bodies = responsible_organisations(deadline.pk, visit.today)
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

    def may_strike(self, row: StatusUpdate) -> bool:
        """Whether a row that nothing has struck yet may be corrected or withdrawn: one's own, or by a coordinator."""
        own = self.visit.actor.user is not None and row.who_id == self.visit.actor.user.pk
        return row.kind != UpdateKind.WITHDRAWAL and (self.coordinates or (own and self.may_record))
