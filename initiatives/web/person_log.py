"""The log of what accounts do beside writing: noted while a request is answered, written when its answer is out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import Error
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from initiatives.choices import PersonEventKind
from initiatives.models import User
from initiatives.presentation.noting import Note, noting_of
from initiatives.presentation.request_names import HEADER, request_name
from initiatives.services.person_log import NewEvent, write_events

logger = logging.getLogger(__name__)
# Files and pages that are reports; any other file that is sent is a list.
REPORTS = {
    "initiatives:report-file": PersonEventKind.REPORT_FETCHED,
    "initiatives-api:progress-report": PersonEventKind.REPORT_FETCHED,
    "initiatives:report-preview": PersonEventKind.REPORT_MADE,
}
# What happens although the answer is no success: a wrong password comes with one that says so.
WHATEVER_THE_ANSWER = frozenset({PersonEventKind.SIGN_IN_FAILED, PersonEventKind.SECOND_STEP_FAILED})
# What is read on a page that refuses a form is read all the same.
READ = frozenset({PersonEventKind.NOTE_READ, PersonEventKind.LOG_READ})


class PersonLog:
    """Gives each answer the name of its request, and logs once it has been sent what was read by it.

    It is one INSERT at most, and none where there is nothing to log. When it fails the answer is out already; the
    server's own log then says what was not logged.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and let the log be written when the answer is closed."""
        answer = self.get_response(request)
        answer.headers[HEADER] = request_name(request)
        _note_files(request, answer)
        if notes := _notes(request, answer):
            answer._resource_closers.append(lambda: _write(request, notes))  # type: ignore[attr-defined]
        return answer


def _note_files(request: HttpRequest, answer: HttpResponseBase) -> None:
    match = request.resolver_match
    kind = REPORTS.get(match.view_name) if match is not None else None
    if kind is None and answer.headers.get("Content-Disposition", "").startswith("attachment"):
        kind = PersonEventKind.LIST_EXPORTED
    if kind is not None and request.method == "GET" and answer.status_code == 200:
        noting_of(request).note(kind)


def _notes(request: HttpRequest, answer: HttpResponseBase) -> list[Note]:
    notes = noting_of(request).notes
    if request.method == "HEAD":
        return [note for note in notes if note.kind in WHATEVER_THE_ANSWER]
    if answer.status_code >= 400:
        return [note for note in notes if note.kind in WHATEVER_THE_ANSWER | READ]
    return list(notes)


def _write(request: HttpRequest, notes: list[Note]) -> None:
    now, asking = timezone.now(), getattr(request, "user", None)
    try:
        write_events(
            NewEvent(
                at=now,
                kind=note.kind,
                user=_account(note, asking),
                done_by=_done_by(note, asking),
                about=note.about or ("" if note.kind in SIGNING_IN else request.get_full_path()),
                request=request_name(request),
            )
            for note in notes
        )
    except Error:
        kinds = ", ".join(note.kind for note in notes)
        logger.exception("Request %s: this could not be logged about its account: %s", request_name(request), kinds)


def _account(note: Note, asking: Any) -> User | None:
    if note.user is not None:
        return note.user
    if note.name:
        # Looked up when the answer is out, so that its time does not tell which names there are.
        return User.objects.filter(username=note.name).first()
    return asking if isinstance(asking, User) and note.kind != PersonEventKind.SIGN_IN_FAILED else None


def _done_by(note: Note, asking: Any) -> str:
    """Return who did it to another person's account; signing in and out change who is asking."""
    is_other = isinstance(asking, User) and note.user is not None and note.user != asking
    return asking.display_name if is_other and note.kind == PersonEventKind.PASSWORD_CHANGED else ""


SIGNING_IN = frozenset(
    {
        PersonEventKind.SIGNED_IN,
        PersonEventKind.SIGNED_OUT,
        PersonEventKind.PASSWORD_CHANGED,
        PersonEventKind.CODES_MADE,
        *WHATEVER_THE_ANSWER,
    }
)


def connect() -> None:
    """Note what the libraries for signing in tell of; they tell it by signals alone."""
    for signal, receiver in (
        (user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (user_login_failed, _failed),
        (authentication_failed, _second_step_failed),
        (authenticator_added, _added),
        (authenticator_removed, _removed),
        (authenticator_reset, _reset),
    ):
        signal.connect(receiver, dispatch_uid=f"initiatives.person_log.{receiver.__name__}")


def _signed_in(request: Any = None, user: Any = None, **_names: Any) -> None:
    if request is not None:
        noting_of(request).note(PersonEventKind.SIGNED_IN, user=user)


def _signed_out(request: Any = None, user: Any = None, **_names: Any) -> None:
    if request is not None and isinstance(user, User):
        noting_of(request).note(PersonEventKind.SIGNED_OUT, user=user)


def _failed(credentials: Any = None, request: Any = None, **_names: Any) -> None:
    """Note the account, if there is one; a name that is none is not kept: it may be a password."""
    if request is not None:
        noting_of(request).note(PersonEventKind.SIGN_IN_FAILED, name=str((credentials or {}).get("username") or ""))


def _second_step_failed(request: Any = None, user: Any = None, **_names: Any) -> None:
    noting_of(request).note(PersonEventKind.SECOND_STEP_FAILED, user=user)


def _added(request: Any = None, user: Any = None, authenticator: Any = None, **_names: Any) -> None:
    _note_step(request, PersonEventKind.SECOND_STEP_ADDED, user, authenticator)


def _removed(request: Any = None, user: Any = None, authenticator: Any = None, **_names: Any) -> None:
    _note_step(request, PersonEventKind.SECOND_STEP_REMOVED, user, authenticator)


def _reset(request: Any = None, user: Any = None, authenticator: Any = None, **_names: Any) -> None:
    noting_of(request).note(PersonEventKind.CODES_MADE, user=user)


def _note_step(request: Any, kind: PersonEventKind, user: Any, step: Authenticator) -> None:
    if step.type == Authenticator.Type.RECOVERY_CODES:
        if kind == PersonEventKind.SECOND_STEP_ADDED:
            noting_of(request).note(PersonEventKind.CODES_MADE, user=user)
        return
    noting_of(request).note(kind, str(step.type), user=user)
