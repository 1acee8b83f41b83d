"""Confirming many deadlines at once from the list of the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.http import HttpRequest
from django.utils import timezone

from initiatives.presentation import confirming


class SeenForm(ActionForm):
    """The choice of an action, with the instant at which the list was shown."""

    seen_at = forms.CharField(
        widget=forms.HiddenInput, label="", required=False, initial=lambda: timezone.now().isoformat()
    )


def confirm_selected(request: HttpRequest, selected: Any) -> None:
    """Confirm each selected deadline that can be confirmed, and say in messages what came of it.

    More than 500 are refused before anything is written.
    """
    keys = list(selected.values_list("pk", flat=True)[: confirming.MOST_AT_ONCE + 1])
    if len(keys) > confirming.MOST_AT_ONCE:
        messages.error(request, confirming.too_many())
        return
    confirming.confirm_those(request, keys)
