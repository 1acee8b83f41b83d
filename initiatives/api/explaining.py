"""Errors told as problems: what was raised, wherever, becomes what a client is told. Each is mapped once, here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from math import ceil
from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    BadRequest,
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import IntegrityError, InterfaceError, InternalError, OperationalError
from django.http import Http404, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from rest_framework import exceptions as rest

from initiatives.api.problems import Kind, Problem, unavailable
from initiatives.clocks import ClockError
from initiatives.exceptions import FilterError, HasHistory, KeyReused, NotAllowed, PlanClosed, Stale
from initiatives.presentation.faults import passes

logger = logging.getLogger(__name__)

KIND_OF_STATUS = {
    400: Kind.UNREADABLE,
    401: Kind.NOT_AUTHENTICATED,
    403: Kind.NOT_ALLOWED,
    404: Kind.NOT_FOUND,
    405: Kind.METHOD_NOT_ALLOWED,
    406: Kind.NOT_ACCEPTABLE,
    412: Kind.STALE,
    413: Kind.TOO_LARGE,
    415: Kind.UNSUPPORTED_TYPE,
    428: Kind.PRECONDITION_REQUIRED,
    429: Kind.THROTTLED,
}
NAMELESS = {NON_FIELD_ERRORS, "non_field_errors", ""}
# What fields of the record are called here, where it is something else.
NAMES_HERE = {"target": "corrects"}
PARTS_OF_A_PERIOD = ("_edtf", "_earliest", "_latest", "_precision")


def handle(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Return the answer to an error in a view; None for a fault of ours, which the server then reports as one."""
    problem = explain(error)
    if problem is None:
        return None
    request = context.get("request")
    if problem.kind is Kind.STALE and request is not None and "If-Match" not in request.headers:
        # Without a condition none can have failed: the thing went away while the request was on its way.
        problem = Problem(Kind.CONFLICT, problem.detail)
    return problem.response()


def explain(error: BaseException) -> Problem | None:
    """Return the problem that an error is to the client; None for what nobody foresaw."""
    for kind in type(error).__mro__:
        if kind in EXPLANATIONS:
            return EXPLANATIONS[kind](error)
    return None


def _said(kind: Kind) -> Callable[[Any], Problem]:
    """Return what explains an error of the domain: its sentence is fit to be shown."""
    return lambda error: Problem(kind, str(error))


def _plain(kind: Kind) -> Callable[[Any], Problem]:
    """Return what explains an error whose own words are for developers."""
    return lambda _error: Problem(kind)


def _invalid(errors: Mapping[str, list[str]], nameless: list[str]) -> Problem:
    sentences = list(nameless)
    if errors:
        sentences.append(_("Missing or wrong: %s.") % ", ".join(errors))
    return Problem(Kind.INVALID, " ".join(sentences), errors)


def _bad_filter(error: FilterError) -> Problem:
    return _invalid(error.errors, [])


def _refused_by_the_record(error: ValidationError) -> Problem:
    found: Mapping[str, list[str]] = (
        error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    )
    errors: dict[str, list[str]] = {}
    for name, messages in found.items():
        if name not in NAMELESS:
            errors.setdefault(_name_here(name), []).extend(messages)
    return _invalid(errors, [text for name in NAMELESS for text in found.get(name, [])])


def _name_here(name: str) -> str:
    for suffix in PARTS_OF_A_PERIOD:
        name = name.removesuffix(suffix)
    return NAMES_HERE.get(name, name)


def _refused_by_a_serializer(error: rest.ValidationError) -> Problem:
    errors: dict[str, list[str]] = {}
    for name, text in _flat(error.detail):
        errors.setdefault(name, []).append(text)
    return _invalid({name: texts for name, texts in errors.items() if name}, errors.get("", []))


def _flat(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each message with the path of its field, such as "evidence.0.title"."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _flat(inner, path if name in NAMELESS else f"{path}.{name}".lstrip("."))
    elif isinstance(detail, list | tuple):
        for index, inner in enumerate(detail):
            yield from _flat(inner, path if isinstance(inner, str) else f"{path}.{index}".lstrip("."))
    else:
        yield path, str(detail)


def _refused_by_the_framework(error: rest.APIException) -> Problem | None:
    kind = KIND_OF_STATUS.get(error.status_code)
    if kind is None:
        return None
    challenge = getattr(error, "auth_header", None)
    return Problem(kind, str(error.detail), headers={"WWW-Authenticate": challenge} if challenge else {})


def _throttled(error: Any) -> Problem:
    seconds = max(1, ceil(error.wait or 1))
    detail = _("Try again after %(seconds)d seconds.") % {"seconds": seconds}
    return Problem(Kind.THROTTLED, detail, headers={"Retry-After": str(seconds)})


def _quicker(error: IntegrityError) -> Problem:
    """Two writers at once meet in a constraint of the database; what one alone does wrong is found before."""
    logger.warning("The database refused what had passed the checks: %s", error)
    return Problem(Kind.CONFLICT, _("Something else was recorded at the same time. Read what is new, then try again."))


def _out_of_reach(error: BaseException) -> Problem:
    logger.error("The record cannot be reached: %s", error, exc_info=error)
    return unavailable()


def _perhaps_out_of_reach(error: InternalError | OSError) -> Problem | None:
    return _out_of_reach(error) if passes(error) else None


EXPLANATIONS: dict[type[BaseException], Callable[[Any], Problem | None]] = {
    # The domain's own.
    FilterError: _bad_filter,
    ClockError: _said(Kind.INVALID),
    ValidationError: _refused_by_the_record,
    NotAllowed: _said(Kind.NOT_ALLOWED),
    Stale: _said(Kind.STALE),
    HasHistory: _said(Kind.HAS_HISTORY),
    PlanClosed: _said(Kind.PLAN_CLOSED),
    KeyReused: _said(Kind.KEY_REUSED),
    ObjectDoesNotExist: _plain(Kind.NOT_FOUND),
    # The framework's.
    rest.ValidationError: _refused_by_a_serializer,
    rest.Throttled: _throttled,
    rest.APIException: _refused_by_the_framework,
    Http404: _plain(Kind.NOT_FOUND),
    PermissionDenied: _plain(Kind.NOT_ALLOWED),
    RequestDataTooBig: _plain(Kind.TOO_LARGE),
    SuspiciousOperation: _plain(Kind.UNREADABLE),
    BadRequest: _plain(Kind.UNREADABLE),
    UnreadablePostError: _plain(Kind.UNREADABLE),
    # The database's, and the disk's below it.
    IntegrityError: _quicker,
    OperationalError: _out_of_reach,
    InterfaceError: _out_of_reach,
    InternalError: _perhaps_out_of_reach,
    OSError: _perhaps_out_of_reach,
}
