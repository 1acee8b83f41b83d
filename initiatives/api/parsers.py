"""Bodies read strictly: one object in JSON, each name once, no number that is none, no text that cannot be stored."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from initiatives.api.errors import BodyTooLarge

MOST_BYTES = 1024 * 1024
DEEPEST = 20
# A body that is too large is still taken off the line, up to a point: a client that is cut short sees no answer.
MOST_BYTES_THROWN_AWAY = 64 * MOST_BYTES
PIECE = 64 * 1024
IDENTITY = "identity"


class StrictJSONParser(BaseParser):
    """Reads JSON in UTF-8, at most a mebibyte of it, and says what is wrong with anything else."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the content of a body. Raises BodyTooLarge, UnsupportedMediaType, or ParseError with the reason."""
        request: HttpRequest = (parser_context or {})["request"]._request
        _refuse_other_encodings(request)
        return parsed(_read(stream))


def refuse_chunks(request: Request) -> None:
    """Raise ParseError for a body that comes in chunks: it would be taken for none."""
    if "Transfer-Encoding" in request.headers and "Content-Length" not in request.headers:
        raise ParseError(_("Send the body in one piece, with Content-Length."))


def parsed(body: bytes) -> Any:
    """Return what a JSON text says. Raises ParseError with the reason why it cannot be taken."""
    try:
        content = json.loads(
            body.decode("utf-8"), object_pairs_hook=_object, parse_float=_number, parse_constant=_no_number
        )
    except UnicodeDecodeError:
        raise ParseError(_("The body is not in UTF-8.")) from None
    except RecursionError:
        raise _too_deep() from None
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise ParseError(_("The body is no JSON: look at line %(line)d, column %(column)d.") % where) from None
    except ValueError:
        # The language itself refuses to read whole numbers of thousands of digits.
        raise ParseError(_("A number in the body is too large.")) from None
    _check(content, depth=0)
    return content


def _read(stream: IO[bytes]) -> bytes:
    body = stream.read(MOST_BYTES + 1)
    if len(body) <= MOST_BYTES:
        return body
    thrown_away = 0
    while thrown_away < MOST_BYTES_THROWN_AWAY and (piece := stream.read(PIECE)):
        thrown_away += len(piece)
    raise BodyTooLarge(_("The body is longer than %(most)d bytes.") % {"most": MOST_BYTES})


def _refuse_other_encodings(request: HttpRequest) -> None:
    charset = (request.content_params or {}).get("charset", "utf-8").strip("\"'").lower()
    compression = request.headers.get("Content-Encoding", IDENTITY).lower()
    if charset not in ("utf-8", "utf8") or compression != IDENTITY:
        raise UnsupportedMediaType(request.content_type or "", _("Send the body as plain JSON in UTF-8."))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ParseError(_("“%(name)s” stands twice in the same object.") % {"name": _printable(twice)})
    return content


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ParseError(_("A number in the body is too large."))
    return number


def _no_number(text: str) -> NoReturn:
    raise ParseError(_("%(text)s is no number in JSON.") % {"text": text})


def _check(content: Any, depth: int) -> None:
    """Raise ParseError for halves of surrogate pairs, which no database stores, and for too many levels."""
    if depth > DEEPEST:
        raise _too_deep()
    if isinstance(content, str):
        if not content.isascii() and any("\ud800" <= character <= "\udfff" for character in content):
            raise ParseError(
                _("A text in the body holds half a character: “%(text)s”.") % {"text": _printable(content)}
            )
    elif isinstance(content, list):
        for value in content:
            _check(value, depth + 1)
    elif isinstance(content, dict):
        for name, value in content.items():
            _check(name, depth + 1)
            _check(value, depth + 1)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text[:60])


def _too_deep() -> ParseError:
    return ParseError(_("The body has more than %(most)d levels.") % {"most": DEEPEST})
