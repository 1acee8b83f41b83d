"""The versions of a thing as a page shows them: what each edit changed, from what to what, who made it and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from initiatives.clocks import local_day
from initiatives.models.versions import NEWEST_FIRST
from initiatives.policies import Actor
from initiatives.presentation import display
from initiatives.presentation.edits import Difference, differences
from initiatives.queries.edits import REMOVED, Names, field_changes, versions_before
from initiatives.queries.told import told_q

VERSIONS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One edit. ``known_from`` is given where a command took it from an earlier document."""

    kind: str
    recorded: str
    known_from: str
    who: str
    origin: str
    reason: str
    differences: Sequence[Difference]


def versions_page(thing: Any, number: str | None, actor: Actor) -> tuple[Page[Any], list[VersionShown]]:
    """Return one page of the versions of a thing of which the actor is told, newest first, and how each is shown."""
    model = type(thing)
    versions = model.history.filter(told_q(model, actor), id=thing.pk).order_by(*NEWEST_FIRST)
    page = Paginator(versions, VERSIONS_A_PAGE).get_page(number)
    shown = list(page.object_list)
    before = versions_before(model, shown)
    changes = [
        [] if row.history_type == REMOVED else list(field_changes(row, before.get(row.history_id))) for row in shown
    ]
    names = Names(change for found in changes for change in found)
    return page, [_shown(row, differences(found, names)) for row, found in zip(shown, changes, strict=True)]


def _shown(row: Any, told: Sequence[Difference]) -> VersionShown:
    return VersionShown(
        kind=str({"+": _("added"), "~": _("changed"), "-": _("removed")}[row.history_type]),
        recorded=display.instant(row.recorded_at),
        known_from=display.day(known_on)
        if (known_on := local_day(row.history_date)) != local_day(row.recorded_at)
        else "",
        who=row.history_author,
        origin=row.get_history_origin_display(),
        reason=row.history_change_reason or "",
        differences=told,
    )
