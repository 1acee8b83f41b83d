"""The flat row of a deadline: all that lists and exports say about it, as known at a moment."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from initiatives.choices import ResponsibilityRole
from initiatives.periods import Period
from initiatives.queries.bodies import LEAD_ROLES, Body
from initiatives.texts import Text


class DeadlineRow(NamedTuple):
    """One deadline with its plan, its bodies, its last report and its judgement.

    ``pk`` is for joining inside the product; what leaves it is named by ``deadline_id``, ``action_id`` and ``ref``.
    Texts are in the reader's language and know their own. Day counts are whole days, None where the question does not
    arise. Internal notes are left out. A tuple, since exports make them by the hundred thousand.
    """

    pk: int
    deadline_id: UUID
    action_id: UUID
    ref: str
    plan: str
    plan_title: Text
    objective_number: str
    objective: Text
    action_number: str
    action: Text
    key: str
    label: Text
    kind: str
    firmness: str
    wording: str
    wording_language: str
    bodies: tuple[Body, ...]
    original: Period
    current: Period
    is_confirmed: bool
    interpretation_note: Text
    moves: int
    moved_late: bool
    status: str
    effective_on: date | None
    confidence: str
    confidence_reason: str
    position: str
    days_overdue: int | None
    days_late: int | None
    days_left: int | None
    days_slipped: int | None
    light: str
    freshness: str
    forecast: Period
    started_on: date | None
    completed: Period
    delay_reason: str
    note: str
    evidence: tuple[tuple[str, str], ...]
    last_update_id: UUID | None
    last_update_kind: str
    last_update_on: date | None
    last_update_at: datetime | None
    last_update_by: str
    version: int
    as_of: date
    known: datetime

    @property
    def leads(self) -> list[str]:
        """Who leads or hosts, each by abbreviation, else name, else the document's words."""
        return [body.short_name for body in self.bodies if body.role in LEAD_ROLES]

    @property
    def partners(self) -> list[str]:
        """Who helps, named in the same way."""
        return [body.short_name for body in self.bodies if body.role == ResponsibilityRole.PARTNER]

    @property
    def contacts(self) -> list[str]:
        """The function mailboxes of those who lead or host: whom to chase."""
        return [body.contact for body in self.bodies if body.role in LEAD_ROLES and body.contact]
