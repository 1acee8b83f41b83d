"""Every refusal as a problem that a program can read: application/problem+json, as RFC 9457 describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from initiatives.api.renderers import json_bytes

PROBLEM_TYPE = "application/problem+json"
SECONDS_UNTIL_RETRY = 10


class Kind(Enum):
    """What can be wrong with a request: a stable code, its status, and a title for people."""

    INVALID = "invalid", 400, _("Something in the request is missing or wrong")
    UNREADABLE = "unreadable", 400, _("The request cannot be read")
    NOT_AUTHENTICATED = "not_authenticated", 401, _("Sign in, or send a token")
    NOT_ALLOWED = "not_allowed", 403, _("You may not do this")
    NOT_FOUND = "not_found", 404, _("There is nothing here that you may see")
    METHOD_NOT_ALLOWED = "method_not_allowed", 405, _("This cannot be done here")
    NOT_ACCEPTABLE = "not_acceptable", 406, _("The answer cannot be had in this form")
    HAS_HISTORY = "has_history", 409, _("What has a history stays")
    PLAN_CLOSED = "plan_closed", 409, _("The plan is archived")
    CONFLICT = "conflict", 409, _("Something else was quicker")
    STALE = "stale", 412, _("Somebody else was quicker")
    TOO_LARGE = "too_large", 413, _("The request is too large")
    UNSUPPORTED_TYPE = "unsupported_type", 415, _("The body is in a form that is not read here")
    KEY_REUSED = "key_reused", 422, _("The key was used for another request")
    PRECONDITION_REQUIRED = "precondition_required", 428, _("Name the version that you have read")
    THROTTLED = "throttled", 429, _("Too many requests")
    FAULT = "fault", 500, _("Something went wrong here")
    UNAVAILABLE = "unavailable", 503, _("The record cannot be reached just now")

    def __init__(self, code: str, status: int, title: Promise) -> None:
        self.code = code
        self.status = status
        self.title = title

    @property
    def uri(self) -> str:
        """The name of the kind of problem, which never changes."""
        return f"urn:tiltag:problem:{self.code}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong. ``errors``: messages by the name of the field or parameter, where one is to blame."""

    kind: Kind
    detail: str = ""
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """Return what the client is told."""
        told: dict[str, Any] = {
            "type": self.kind.uri,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail or self.kind.title,
        }
        return {**told, "errors": self.errors} if self.errors else told

    def response(self) -> HttpResponse:
        """Return the answer, which owes nothing to what the client accepts: a refusal must reach everybody."""
        return HttpResponse(
            json_bytes(self.body()), status=self.kind.status, content_type=PROBLEM_TYPE, headers=dict(self.headers)
        )


def unavailable(detail: str = "") -> Problem:
    """Return the problem that passes by itself."""
    return Problem(Kind.UNAVAILABLE, detail, headers={"Retry-After": str(SECONDS_UNTIL_RETRY)})


class ProblemSerializer(serializers.Serializer[Any]):
    """What is wrong with a request (RFC 9457)."""

    type = serializers.CharField(help_text=_("Which kind of problem it is; programs go by this."))
    title = serializers.CharField(help_text=_("The kind of problem, for people."))
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text=_("What is wrong in this very case."))
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text=_("Messages by the name of the field or parameter that is to blame."),
    )
