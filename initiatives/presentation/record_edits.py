"""The edits of one record in words, each field with whether it can be restored, and where the record is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from initiatives.models import Action, Deadline, Funding, Objective, Organisation, Plan, Responsibility
from initiatives.presentation.action_edits import EditShown, edit_shown
from initiatives.presentation.addresses import address_of
from initiatives.presentation.edits import differences
from initiatives.queries.action_edits import ADDED, Edit
from initiatives.queries.edits import REMOVED, FieldChange, Names, field_changes
from initiatives.queries.record_edits import MODELS, NumberedEdit
from initiatives.services.restoring import can_be_restored


@dataclass(frozen=True, slots=True)
class NumberedEditShown:
    """One edit. ``restorable``: the codes of its fields whose earlier content can stand again, if anything can."""

    number: int
    shown: EditShown
    request: str
    restorable: frozenset[str]


def edits_in_words(edits: Sequence[NumberedEdit]) -> list[NumberedEditShown]:
    """Return the edits in words. A query for each model that their fields refer to, however many edits."""
    changes = [changes_of(each.edit) for each in edits]
    names = Names(change for found in changes for change in found)
    return [
        NumberedEditShown(
            number=each.number,
            shown=edit_shown(each.edit, differences(found, names)),
            request=each.edit.row.history_request,
            restorable=frozenset(_restorable(each.edit, found)),
        )
        for each, found in zip(edits, changes, strict=True)
    ]


def changes_of(edit: Edit) -> list[FieldChange]:
    """Return the fields that an edit changed; none of a removal."""
    return [] if edit.row.history_type == REMOVED else list(field_changes(edit.row, edit.before))


def _restorable(edit: Edit, changes: Sequence[FieldChange]) -> list[str]:
    if edit.before is None or edit.row.history_type in (ADDED, REMOVED):
        return []
    model = MODELS[edit.thing]
    return [change.code for change in changes if can_be_restored(model, change)]


def kind_in_words(kind: str) -> str:
    """Return what sort of record it is: "Action"."""
    return capfirst(str(MODELS[kind]._meta.verbose_name))


def page_of(row: Any) -> str:
    """Return the address of the page that shows a record; empty where none does."""
    if isinstance(row, Plan):
        return address_of("plan", row.slug)
    if isinstance(row, Organisation):
        return address_of("organisation", row.slug)
    if isinstance(row, Objective):
        return address_of("plan", row.plan.slug)
    action = _action_of(row)
    if action is not None:
        key = f"#{row.key}" if isinstance(row, Deadline) else ""
        return address_of("action", action.plan.slug, action.number) + key
    if isinstance(row, Responsibility) and row.objective is not None:
        return address_of("plan", row.objective.plan.slug)
    return ""


def _action_of(row: Any) -> Action | None:
    if isinstance(row, Action):
        return row
    if isinstance(row, Deadline | Funding):
        return row.action
    if isinstance(row, Responsibility):
        return row.deadline.action if row.deadline is not None else row.action
    return None
