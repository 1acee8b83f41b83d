"""Ending sessions: a person signs out elsewhere."""

from __future__ import annotations

from collections.abc import Collection

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives.services import editing
from initiatives.services.authorship import Author


@transaction.atomic
def end_sessions(*, by: Author, keys: Collection[str]) -> int:
    """End those of the author's own sessions that have these keys, and return how many there were.

    Raises NotAllowed for an author without an account.
    """
    editing.require(by.actor.user is not None, _("People end their own sessions."))
    rows = UserSession.objects.filter(user=by.actor.user, session_key__in=keys)
    ended, _by_model = Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    rows.delete()
    return ended
