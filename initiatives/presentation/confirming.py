"""Confirming many deadlines at once: what would be confirmed, what would be left out and why, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.models import Deadline
from initiatives.presentation.rights import rights_on_rows
from initiatives.presentation.visits import Visit, visit_of
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.services.confirmable import refusal_of_unchanged
from initiatives.services.status_updates import BulkConfirmation, confirm_all_unchanged

MOST_AT_ONCE = 500
MOST_NAMED = 50
SEEN_AT = "seen_at"


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows that were selected: those that can be confirmed, and the others with the reason."""

    confirmable: Sequence[DeadlineRow]
    left_out: Sequence[tuple[DeadlineRow, str]]


def selection_of(rows: Sequence[DeadlineRow], visit: Visit, seen_at: datetime) -> Selection:
    """Return what can be confirmed of some rows of the present. ``seen_at``: when the person saw the list.

    The service decides again when it is done: meanwhile somebody may have recorded something.
    """
    rights = rights_on_rows(rows, visit)
    confirmable, left_out = [], []
    for row in rows:
        if row.last_update_at is not None and row.last_update_at > seen_at:
            left_out.append((row, _("Something was recorded on it after the list was shown.")))
        elif rights[row.pk].may_confirm:
            confirmable.append(row)
        else:
            refusal = rights[row.pk].refusal or refusal_of_unchanged(row, visit.today)
            left_out.append((row, refusal or _("You may not record on it.")))
    return Selection(confirmable, left_out)


def seen_at(request: HttpRequest) -> datetime:
    """Return the instant at which the list was shown; this instant where the form does not say."""
    try:
        seen = parse_datetime(request.POST.get(SEEN_AT, ""))
    except ValueError:
        seen = None
    now = visit_of(request).now
    return seen if seen is not None and timezone.is_aware(seen) and seen <= now else now


def too_many() -> str:
    """Return the sentence that refuses more than can be confirmed at once."""
    text = _("At most %(number)d deadlines can be confirmed at once. Narrow the list, or select fewer.")
    return text % {"number": MOST_AT_ONCE}


def confirm_those(request: HttpRequest, keys: Sequence[int]) -> None:
    """Confirm each of the deadlines with these database ids that can be, and say in messages what came of it.

    A deadline on which somebody has recorded since the list was shown is left out.
    """
    chosen = Deadline.objects.select_related("action__plan", "latest_update").in_bulk(keys)
    deadlines = [chosen[key] for key in keys if key in chosen]
    say(request, confirm_all_unchanged(by=visit_of(request).author, deadlines=deadlines, seen_at=seen_at(request)))


def say(request: HttpRequest, outcome: BulkConfirmation) -> None:
    """Say in messages how many were confirmed, and which were left out and why."""
    if confirmed := len(outcome.confirmed):
        text = ngettext("%d deadline was confirmed unchanged.", "%d deadlines were confirmed unchanged.", confirmed)
        messages.success(request, text % confirmed)
    if number := len(outcome.left_out):
        text = ngettext("%d deadline was left out:", "%d deadlines were left out:", number) % number
        messages.warning(request, format_html("{}{}", text, _named(outcome.left_out)))


def _named(left_out: Sequence[tuple[Deadline, str]]) -> SafeString:
    lines: Iterable[tuple[str]] = ((f"{deadline.ref}: {reason}",) for deadline, reason in left_out[:MOST_NAMED])
    named = format_html_join("", "<br>{}", lines)
    rest = len(left_out) - MOST_NAMED
    return named + format_html("<br>{}", ngettext("and %d more", "and %d more", rest) % rest) if rest > 0 else named
