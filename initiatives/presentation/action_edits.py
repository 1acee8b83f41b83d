"""The edits of an action in words: who changed which text, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from initiatives.choices import RecordOrigin
from initiatives.clocks import local_day
from initiatives.presentation import display
from initiatives.presentation.addresses import address_of
from initiatives.presentation.edits import Difference, differences
from initiatives.queries.action_edits import ADDED, ActionEdits, Edit
from initiatives.queries.edits import REMOVED, Names, field_changes


@dataclass(frozen=True, slots=True)
class EditShown:
    """One edit. ``known_from`` and ``origin`` are given where a command took it from an earlier document.

    ``address`` leads to all edits of what was edited.
    """

    said: str
    who: str
    recorded: str
    known_from: str
    origin: str
    reason: str
    is_removal: bool
    differences: Sequence[Difference]
    address: str


def edits_shown(found: ActionEdits) -> list[EditShown]:
    """Return the edits in words, without those of which nothing can be told. A query for each model referred to."""
    changes = [
        [] if edit.row.history_type == REMOVED else list(field_changes(edit.row, edit.before)) for edit in found.edits
    ]
    names = Names(change for each in changes for change in each)
    shown = [edit_shown(edit, differences(each, names)) for edit, each in zip(found.edits, changes, strict=True)]
    return [each for each in shown if each.differences or each.is_removal]


def edit_shown(edit: Edit, told: Sequence[Difference]) -> EditShown:
    """Return an edit in words, with what it changed."""
    row = edit.row
    known_on = local_day(row.history_date)
    return EditShown(
        said=_words(edit),
        who=row.history_author,
        recorded=display.instant(row.recorded_at),
        known_from=display.day(known_on) if known_on != local_day(row.recorded_at) else "",
        origin=row.get_history_origin_display() if row.history_origin != RecordOrigin.PERSON else "",
        reason=row.history_change_reason or "",
        is_removal=row.history_type == REMOVED,
        differences=told,
        address=address_of("edits", edit.thing, row.public_id),
    )


def _words(edit: Edit) -> str:
    thing = capfirst(str(edit.row.instance_type._meta.verbose_name))
    name = str(getattr(edit.row, "label", "") or "")
    words = {ADDED: _("%(thing)s added"), REMOVED: _("%(thing)s removed")}.get(
        edit.row.history_type, _("%(thing)s edited")
    )
    said = words % {"thing": thing}
    return f"{said}: {name}" if name else said
