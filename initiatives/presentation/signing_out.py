"""Signing out elsewhere: the sessions end, and each end is logged."""

from __future__ import annotations

from collections.abc import Sequence

from initiatives.choices import PersonEventKind
from initiatives.presentation.browsers import browser_name
from initiatives.presentation.visits import Visit
from initiatives.queries.sessions import OpenSession
from initiatives.services.sessions import end_sessions


def sign_out_of(sessions: Sequence[OpenSession], visit: Visit) -> None:
    """End sessions of the visitor. Raises NotAllowed for somebody who is not signed in."""
    end_sessions(by=visit.author, keys=[session.key for session in sessions])
    for session in sessions:
        visit.noting.note(PersonEventKind.SIGNED_OUT, f"{browser_name(session.agent)} ({session.name})")
