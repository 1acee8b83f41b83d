"""Cursors: a place in a list as a text that a client hands back, can tell nothing from and cannot make itself."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import shake_256
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

from initiatives.exceptions import InitiativesError

TAG_BYTES = 12
LONGEST_CURSOR = 1000
SALT = "initiatives.queries.cursors"


class CursorError(InitiativesError, ValueError):
    """The text is no cursor that this installation has made."""


def seal(values: Sequence[Any]) -> str:
    """Return texts, whole numbers, days, aware instants and None as one opaque text for an address.

    A cursor holds database ids, which never leave in the clear: the values are hidden under a key, and the tag that
    the key stream starts from shows on return that they are ours.
    """
    plain = json.dumps([_packed(value) for value in values], separators=(",", ":"), ensure_ascii=False).encode()
    tag = _tag(plain)
    return urlsafe_b64encode(tag + _masked(plain, tag)).rstrip(b"=").decode()


def unseal(text: str) -> list[Any]:
    """Return the values of a cursor. Raises CursorError for any text that :func:`seal` has not made here."""
    if len(text) > LONGEST_CURSOR or not text.isascii():
        raise CursorError(text[:LONGEST_CURSOR])
    try:
        content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (Base64Error, ValueError):
        raise CursorError(text) from None
    tag, hidden = content[:TAG_BYTES], content[TAG_BYTES:]
    plain = _masked(hidden, tag)
    if not constant_time_compare(tag, _tag(plain)):
        raise CursorError(text)
    return [_unpacked(kind, value) for kind, value in json.loads(plain)]


def _tag(plain: bytes) -> bytes:
    return salted_hmac(f"{SALT}.tag", plain, algorithm="sha256").digest()[:TAG_BYTES]


def _masked(content: bytes, tag: bytes) -> bytes:
    """Return the content combined with the key stream of the tag; done twice, it is the content again."""
    stream = shake_256(salted_hmac(f"{SALT}.stream", tag, algorithm="sha256").digest()).digest(len(content))
    return bytes(left ^ right for left, right in zip(content, stream, strict=True))


def _packed(value: Any) -> tuple[str, Any]:
    if isinstance(value, datetime):
        return "instant", value.isoformat()
    return ("day", value.isoformat()) if isinstance(value, date) else ("", value)


def _unpacked(kind: str, value: Any) -> Any:
    if kind == "instant":
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if kind == "day" else value
