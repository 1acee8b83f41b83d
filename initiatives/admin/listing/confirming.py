"""Confirming many deadlines at once: each for itself, those left out named with the reason, a second click harmless."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.exceptions import Stale
from initiatives.models import Deadline
from initiatives.presentation.refusals import REFUSED, words_of
from initiatives.presentation.visits import visit_of
from initiatives.services.status_updates import confirm_unchanged

MOST_AT_ONCE = 500
MOST_NAMED = 50


class SeenForm(ActionForm):
    """The choice of an action, with the instant at which the list was shown."""

    seen_at = forms.CharField(
        widget=forms.HiddenInput, label="", required=False, initial=lambda: timezone.now().isoformat()
    )


def confirm_selected(request: HttpRequest, selected: Any) -> None:
    """Confirm each selected deadline that can be confirmed, and say in messages what came of it.

    More than 500 are refused before anything is written. A deadline on which somebody has recorded since the list was
    shown is left out: so is one that the same click, sent twice, has confirmed already.
    """
    keys = list(selected.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if len(keys) > MOST_AT_ONCE:
        text = _("At most %(number)d deadlines can be confirmed at once. Narrow the list, or select fewer.")
        messages.error(request, text % {"number": MOST_AT_ONCE})
        return
    by, seen_at = visit_of(request).author, _seen_at(request)
    confirmed, left_out = 0, []
    chosen = Deadline.objects.select_related("action__plan", "latest_update").in_bulk(keys)
    for deadline in (chosen[key] for key in keys):
        try:
            if deadline.latest_update is not None and deadline.latest_update.recorded_at > seen_at:
                raise Stale(_("Something was recorded on it after the list was shown."))
            confirm_unchanged(by=by, deadline=deadline, expected_version=deadline.version)
            confirmed += 1
        except REFUSED as refusal:
            left_out.append((deadline.ref, words_of(refusal)))
    _say(request, confirmed, left_out)


def _seen_at(request: HttpRequest) -> datetime:
    """Return the instant at which the list was shown; this instant where the form does not say."""
    try:
        seen = parse_datetime(request.POST.get("seen_at", ""))
    except ValueError:
        seen = None
    now = visit_of(request).now
    return seen if seen is not None and timezone.is_aware(seen) and seen <= now else now


def _say(request: HttpRequest, confirmed: int, left_out: list[tuple[str, str]]) -> None:
    if confirmed:
        text = ngettext("%d deadline was confirmed unchanged.", "%d deadlines were confirmed unchanged.", confirmed)
        messages.success(request, text % confirmed)
    if left_out:
        number = len(left_out)
        text = ngettext("%d deadline was left out:", "%d deadlines were left out:", number) % number
        named = format_html_join("", "<li>{}: {}</li>", left_out[:MOST_NAMED])
        rest = number - MOST_NAMED
        more = format_html("<li>{}</li>", ngettext("and %d more", "and %d more", rest) % rest) if rest > 0 else ""
        messages.warning(request, format_html("{}<ul>{}{}</ul>", text, named, more))
