"""Ending sessions: a person signs out elsewhere."""

from __future__ import annotations

from collections.abc import Collection

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives.models import User
from initiatives.services import editing
from initiatives.services.authorship import Author


@transaction.atomic
def end_sessions(*, by: Author, user: User, keys: Collection[str]) -> int:
    """End those of a person's own sessions that have these keys, and return how many there were.

    Raises NotAllowed for another person's account.
    """
    editing.require(by.actor.user == user, _("People end their own sessions."))
    rows = UserSession.objects.filter(user=user, session_key__in=keys)
    ended, _by_model = Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    rows.delete()
    return ended


@transaction.atomic
def end_other_sessions(*, by: Author, user: User, current: str | None) -> int:
    """End all of a person's own sessions but the one with the key ``current``, and return how many there were.

    Raises NotAllowed for another person's account.
    """
    keys = UserSession.objects.filter(user=user).exclude(session_key=current or "")
    return end_sessions(by=by, user=user, keys=list(keys.values_list("session_key", flat=True)))
