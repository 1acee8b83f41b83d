"""The writers of deadlines: what a deadline is. What becomes of it is recorded in the logs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import positions
from initiatives.choices import DeadlineKind, Firmness, RecordOrigin, Status
from initiatives.exceptions import HasHistory
from initiatives.models import Action, Deadline, DeadlineChange, Plan, StatusUpdate
from initiatives.periods import Period
from initiatives.services import editing
from initiatives.services.authorship import Author
from initiatives.services.plans import open_for_editing, refuse_deletion_once_published

EDITABLE = (
    "label",
    "interpretation_note",
    "translations",
    "kind",
    "firmness",
    "wording",
    "wording_language",
    "place",
    "is_confirmed",
    "review_after_months",
)


@dataclass(frozen=True, slots=True)
class NewDeadline:
    """A deadline that is to be created; ``period`` is what the plan gives, none where it gives no date.

    Texts are in the action's language; ``translations`` as in the model.
    """

    key: str
    label: str
    kind: str = DeadlineKind.COMPLETE_BY
    period: Period = Period.none()
    firmness: str = Firmness.COMMITTED
    wording: str = ""
    wording_language: str = ""
    place: str = ""
    interpretation_note: str = ""
    is_confirmed: bool = True
    review_after_months: int | None = None
    translations: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def create_deadline(*, by: Author, action: Action, new: NewDeadline) -> Deadline:
    """Create a deadline of the action and return it. Raises NotAllowed, PlanClosed, or ValidationError by field."""
    open_for_editing(by, action.plan)
    return insert_deadline(by, editing.locked(action), new)


def insert_deadline(by: Author, action: Action, new: NewDeadline) -> Deadline:
    """Check and save a deadline of an action whose plan is open for editing. Raises ValidationError by field."""
    deadline = Deadline(
        action=action,
        language=action.language,
        key=new.key,
        label=new.label,
        kind=new.kind,
        firmness=new.firmness,
        wording=new.wording,
        wording_language=new.wording_language,
        place=new.place,
        interpretation_note=new.interpretation_note,
        is_confirmed=new.is_confirmed,
        review_after_months=new.review_after_months,
        translations=dict(new.translations),
    )
    deadline.original = deadline.current = new.period
    deadline.baseline = new.period.latest
    return editing.insert(deadline, by)


@transaction.atomic
def update_deadline(
    *,
    by: Author,
    deadline: Deadline,
    expected_version: int | None = None,
    period: Period | None = None,
    **changes: Any,
) -> Deadline:
    """Change fields of a deadline and return it as it stands then. The key never changes.

    A ``period`` is given here only in a draft and before anything changed it: later the deadline is moved, or its
    reading settled, with a reason. Raises NotAllowed, PlanClosed, Stale, or ValidationError by field.
    """
    plan = open_for_editing(by, deadline.action.plan)
    row = editing.locked(deadline)
    logged = StatusUpdate.objects.filter(deadline=row), DeadlineChange.objects.filter(deadline=row)
    editing.refuse_stale(row, expected_version, *logged)
    _refuse_silent_confirmation(by, plan, row, changes)
    dates: dict[str, Any] = {}
    if period is not None and period != row.original:
        _refuse_silent_move(plan, row)
        dates = {"original": period, "current": period, "baseline": period.latest}
    edited = editing.apply(row, {**changes, **dates}, by, (*EDITABLE, *dates))
    _refresh_is_open(edited)
    return edited


@transaction.atomic
def delete_deadline(*, by: Author, deadline: Deadline, expected_version: int | None = None) -> None:
    """Delete a deadline of a draft on which nothing was recorded, unless it is the last one of its action.

    Raises NotAllowed, PlanClosed, Stale, or HasHistory.
    """
    plan = open_for_editing(by, deadline.action.plan)
    row = editing.locked(deadline)
    editing.refuse_stale(row, expected_version)
    refuse_deletion_once_published(plan)
    if not Deadline.objects.filter(action=row.action_id).exclude(pk=row.pk).exists():
        raise HasHistory(_("This is the action's only deadline, and every action has at least one."))
    editing.remove(row, by)


def _refuse_silent_move(plan: Plan, row: Deadline) -> None:
    if plan.was_published or DeadlineChange.objects.filter(deadline=row).exists():
        message = _("The plan's own date stays. Move the deadline or settle its reading, with a reason.")
        raise ValidationError({"period": message})


def _refuse_silent_confirmation(by: Author, plan: Plan, row: Deadline, changes: Mapping[str, Any]) -> None:
    """A person settles the reading of a published plan with a reason; a document that is loaded carries its own."""
    changed = "is_confirmed" in changes and editing.differs(row, "is_confirmed", changes["is_confirmed"])
    if changed and plan.was_published and by.origin == RecordOrigin.PERSON:
        raise ValidationError({"is_confirmed": _("Settle the reading, with a reason, to confirm it.")})


def _refresh_is_open(row: Deadline) -> None:
    """Write anew what is stored about the last report: work that has started meets a deadline of another kind too."""
    last = row.latest_update
    is_open = positions.is_open(row.kind, last.status if last else Status.NONE, last.started_on if last else None)
    if is_open != row.is_open:
        row.is_open = is_open
        Deadline.objects.filter(pk=row.pk).update_pointers(is_open=is_open)
