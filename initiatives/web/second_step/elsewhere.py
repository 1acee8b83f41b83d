"""Whoever changes how they sign in is signed out elsewhere: it may have been changed because somebody else got in."""

from __future__ import annotations

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.http import HttpRequest

from initiatives.models import User
from initiatives.presentation.signing_out import sign_out_of
from initiatives.presentation.visits import visit_of
from initiatives.queries.sessions import open_sessions


def connect() -> None:
    """Ask the library for signing in to tell of changed second steps; it tells it by signals alone."""
    for signal in (authenticator_added, authenticator_removed):
        signal.connect(_end_others, dispatch_uid="initiatives.second_step.elsewhere")


def _end_others(request: HttpRequest, user: User, **_names: Any) -> None:
    if request.user == user:
        visit, current = visit_of(request), request.session.session_key
        sign_out_of([session for session in open_sessions(user, visit.now) if session.key != current], visit)
