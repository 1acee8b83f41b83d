"""What is logged about a person, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from initiatives.models import (
    DeadlineChange,
    Membership,
    PersonEvent,
    RedactionDecision,
    RedactionRequest,
    StatusUpdate,
)
from initiatives.presentation.addresses import address_of


@dataclass(frozen=True, slots=True)
class LogLine:
    """One thing that is logged. ``address`` leads to what it is about, where a page shows it."""

    at: datetime
    what: str
    who: str
    about: str
    address: str
    request: str


def line_of(row: Any) -> LogLine:
    """Return a row of the log of a person in words.

    Where something was written is told by numbers alone: titles are left to the page it leads to.
    """
    if isinstance(row, PersonEvent):
        who = row.user_name
        if row.done_by:
            who = f"{who} ({_('by %(who)s') % {'who': row.done_by}})" if who else row.done_by
        led = row.about if row.about.startswith("/") else ""
        return LogLine(row.at, capfirst(row.get_kind_display()), who, row.about, led, row.request)
    if isinstance(row, StatusUpdate | DeadlineChange):
        about = f"{capfirst(str(row._meta.verbose_name))}: {row.get_kind_display()}"
        address = address_of("edits", "deadline", row.deadline.public_id)
        action = row.deadline.action
        place = {"plan": action.plan, "action": action.number, "seq": row.seq}
        return LogLine(
            row.recorded_at, about, row.who_name, _("%(plan)s, %(action)s, no. %(seq)s") % place, address, ""
        )
    if isinstance(row, RedactionRequest):
        return LogLine(
            row.asked_at,
            _("Removal of a text asked for"),
            row.asked_by_name,
            row.reason,
            address_of("removal", row.public_id),
            "",
        )
    if isinstance(row, RedactionDecision):
        what = _("Removal of a text approved") if row.is_approved else _("Removal of a text declined")
        return LogLine(row.decided_at, what, row.decided_by_name, "", "", "")
    return _version(row)


def _version(row: Any) -> LogLine:
    model = row.instance_type
    done = {"+": _("added"), "~": _("changed"), "-": _("removed")}[row.history_type]
    about = f"{row.get_role_display()}" if model is Membership else ""
    address = address_of("edits", model._meta.model_name, row.public_id)
    what = f"{capfirst(str(model._meta.verbose_name))}: {done}"
    return LogLine(row.recorded_at, what, row.history_author, about, address, row.history_request)
