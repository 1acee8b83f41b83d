"""From where a reader looks: the judged day, what was known, and the language, as the address asks for them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework.request import Request

from initiatives.api.authors import author_of, present
from initiatives.clocks import KNOWN_NOW, KNOWN_THEN, ClockError, Moment
from initiatives.exceptions import FilterError
from initiatives.filters.fields import Days
from initiatives.presentation.parameters import once
from initiatives.texts import DEFAULT_LANGUAGE

AS_OF, KNOWN, LANGUAGE = "as_of", "known", "lang"
STANDPOINT_PARAMETERS = (AS_OF, KNOWN, LANGUAGE)
FORM_OF_KNOWN = re.compile(
    rf"{KNOWN_THEN}|{KNOWN_NOW}|\d{{4}}-\d{{2}}-\d{{2}}"
    r"(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The moment that is judged, and the language in which texts are given where they exist in it."""

    moment: Moment
    language: str


def standpoint_of(request: Request) -> Standpoint:
    """Return the standpoint that the request asks for: today, all that is known, the reader's language.

    Raises FilterError that names the parameter which cannot be understood.
    """
    return Standpoint(moment=_moment(request), language=language_of(request))


def present_standpoint(request: Request) -> Standpoint:
    """Return the standpoint of the answer to a write: the present. Raises FilterError for an unknown language."""
    return Standpoint(moment=present(author_of(request)), language=language_of(request))


def language_of(request: Request) -> str:
    """Return the language of texts. Raises FilterError when it is none in which texts are kept."""
    language = once(request.query_params, LANGUAGE)
    if language is None:
        return (translation.get_language() or DEFAULT_LANGUAGE).split("-")[0]
    if language not in settings.CONTENT_LANGUAGES:
        raise FilterError({LANGUAGE: [_("Choose one of: %s.") % ", ".join(settings.CONTENT_LANGUAGES)]})
    return language


def speak(request: Request) -> None:
    """Let sentences of the answer be in the language that the address asks for, where the interface speaks it."""
    language = request.query_params.get(LANGUAGE)
    if language in dict(settings.LANGUAGES):
        translation.activate(language)


def check_parameters(request: Request, allowed: Collection[str]) -> None:
    """Raise FilterError, by name, for parameters that this address does not have, or that have no value."""
    if unknown := [name for name in request.query_params if name not in allowed]:
        raise FilterError({name: [_("There is no such parameter.")] for name in unknown})
    refuse_empty(request)


def refuse_empty(request: Request) -> None:
    """Raise FilterError, by name, for parameters without a value: a program's empty variable would ask for all."""
    if empty := [name for name, values in request.query_params.lists() if not all(map(str.strip, values))]:
        raise FilterError({name: [_("This is empty. Leave it out, or give it a value.")] for name in empty})


def _moment(request: Request) -> Moment:
    as_of, known = once(request.query_params, AS_OF), once(request.query_params, KNOWN)
    if as_of is None and known is None:
        return present(author_of(request))
    day = None if as_of is None else _day(as_of)
    if known is not None and not FORM_OF_KNOWN.fullmatch(known):
        raise FilterError({KNOWN: [_("Write then, now, a day (2018-12-31) or an instant (2018-12-31T12:00:00Z).")]})
    try:
        return Moment.resolve(now=author_of(request).now, as_of=day, known=known or KNOWN_THEN)
    except ClockError as error:
        raise FilterError({AS_OF if known is None else KNOWN: [str(error)]}) from error


def _day(text: str) -> date:
    try:
        (day,) = Days().clean([text])
    except ValidationError as error:
        raise FilterError({AS_OF: list(error.messages)}) from error
    return day  # type: ignore[no-any-return]
