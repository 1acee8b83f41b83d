"""The writers of plans: create, change, publish, archive, delete."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.choices import PlanState
from initiatives.clocks import local_day
from initiatives.exceptions import HasHistory, PlanClosed
from initiatives.models import Action, Deadline, Funding, Membership, Objective, Plan, Responsibility
from initiatives.services import editing
from initiatives.services.authorship import Author

EDITABLE = (
    "slug",
    "reference",
    "title",
    "summary",
    "translations",
    "kind",
    "issuer",
    "adopted",
    "adopted_is_inferred",
    "source_link",
    "due_soon_days",
    "ageing_after_days",
    "stale_after_days",
)


def open_for_editing(by: Author, plan: Plan) -> Plan:
    """Return the plan as it stands, locked until the transaction ends, for an edit of it or of anything in it.

    Every edit within a plan locks the plan first, so that none slips past its publication or archiving. Raises
    NotAllowed unless the author edits this plan, PlanClosed when it is archived.
    """
    row = editing.locked(plan)
    editing.require(policies.may_edit_plan(by.actor, row.pk), _("Only a coordinator of the plan edits it."))
    if row.state == PlanState.ARCHIVED:
        raise PlanClosed(_("The plan is archived: nothing in it is changed any more."))
    return row


def refuse_change_of_identifier(plan: Plan, row: Any, name: str, changes: dict[str, Any]) -> None:
    """Raise ValidationError when an identifier of a plan that was ever published would change."""
    if plan.was_published and name in changes and editing.differs(row, name, changes[name]):
        raise ValidationError({name: _("The plan has been published: addresses and reports name this for ever.")})


def refuse_deletion_once_published(plan: Plan) -> None:
    """Raise HasHistory when the plan was ever published."""
    if plan.was_published:
        raise HasHistory(_("The plan has been published: what is in it stays. It can be changed, never removed."))


@transaction.atomic
def create_plan(*, by: Author, slug: str, title: str, **fields: Any) -> Plan:
    """Create a draft and return it. ``fields``: any that can be edited, ``language``, and ``is_demonstration``.

    Raises NotAllowed, or ValidationError by field.
    """
    editing.require(policies.may_create_plan(by.actor), _("Only a coordinator of everything creates plans."))
    return editing.insert(Plan(slug=slug, title=title, **fields), by)


@transaction.atomic
def update_plan(*, by: Author, plan: Plan, expected_version: int | None = None, **changes: Any) -> Plan:
    """Change fields of a plan and return it as it stands then; the slug is fixed once the plan is published.

    Raises NotAllowed, PlanClosed, Stale, or ValidationError by field.
    """
    row = open_for_editing(by, plan)
    editing.refuse_stale(row, expected_version)
    refuse_change_of_identifier(row, row, "slug", changes)
    return editing.apply(row, changes, by, EDITABLE)


@transaction.atomic
def publish_plan(*, by: Author, plan: Plan, on: date, expected_version: int | None = None) -> Plan:
    """Publish a draft as of the day ``on``, today at the latest. From then on slugs, numbers and keys are fixed.

    Raises NotAllowed, PlanClosed, Stale, or ValidationError.
    """
    row = open_for_editing(by, plan)
    editing.refuse_stale(row, expected_version)
    if row.was_published:
        raise ValidationError({"state": _("The plan has been published already.")})
    _refuse_future(on, by, "published_on")
    return editing.apply(row, {"state": PlanState.PUBLISHED, "published_on": on}, by, ("state", "published_on"))


@transaction.atomic
def archive_plan(*, by: Author, plan: Plan, on: date, expected_version: int | None = None) -> Plan:
    """Archive a published plan as of the day ``on``, today at the latest: its clock stops on that day.

    Raises NotAllowed, PlanClosed when it is archived already, Stale, or ValidationError.
    """
    row = open_for_editing(by, plan)
    editing.refuse_stale(row, expected_version)
    if row.published_on is None:
        raise ValidationError({"state": _("A draft is not archived: publish it, or delete it.")})
    _refuse_future(on, by, "archived_on")
    if on < row.published_on:
        raise ValidationError({"archived_on": _("A plan is not archived before it was published.")})
    return editing.apply(row, {"state": PlanState.ARCHIVED, "archived_on": on}, by, ("state", "archived_on"))


@transaction.atomic
def delete_plan(*, by: Author, plan: Plan, expected_version: int | None = None) -> None:
    """Delete a draft on which nothing was recorded, with all that is in it; the versions of it all stay.

    Raises NotAllowed, PlanClosed, Stale, or HasHistory.
    """
    row = open_for_editing(by, plan)
    editing.refuse_stale(row, expected_version)
    refuse_deletion_once_published(row)
    if Membership.objects.filter(plan=row).exists():
        raise HasHistory(_("People have a role in this plan: end their memberships in it first, and keep the plan."))
    # From the leaves up: what hangs on deadlines, actions and objectives, then they themselves.
    responsible = Responsibility.objects
    for row_below in (
        *responsible.filter(deadline__action__plan=row),
        *responsible.filter(action__plan=row),
        *responsible.filter(objective__plan=row),
        *Funding.objects.filter(action__plan=row),
        *Deadline.objects.filter(action__plan=row),
        *Action.objects.filter(plan=row),
        *Objective.objects.filter(plan=row, parent__isnull=False),
        *Objective.objects.filter(plan=row, parent__isnull=True),
        row,
    ):
        editing.remove(row_below, by)


def _refuse_future(day: date, by: Author, field: str) -> None:
    if day > local_day(by.now):
        raise ValidationError({field: _("This day lies in the future.")})
