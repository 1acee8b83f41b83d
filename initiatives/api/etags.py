"""Versions in headers: what a reader holds already is not sent again, and no change is made to what nobody has seen."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from rest_framework.request import Request

from initiatives.api.errors import PreconditionFailed, PreconditionRequired
from initiatives.api.moments import Standpoint
from initiatives.api.renderers import json_bytes

ANYTHING = "*"
# A proxy that compresses the answer marks the tag as weak; the version in it is the same.
FORM_OF_A_TAG = re.compile(r'(?:W/)?"([^"]*)"')
FORM_OF_A_VERSION = re.compile(r"([0-9]{1,9})(?:/.*)?", re.ASCII)
# The language stands between what was known and the digest.
FORM_WITH_A_LANGUAGE = re.compile(r"[0-9]{1,9}/[^/]+/[^/]+/([a-z]+)/[0-9a-f]+", re.ASCII)
DIGEST_LENGTH = 16


def tag_of(version: int, standpoint: Standpoint, data: Any) -> str:
    """Return the ETag of an answer: version, judged day, what was known, language, and a digest of what it says.

    The digest is there because an answer says more than the thing itself: names of bodies, a position in time.
    """
    moment = standpoint.moment
    known = "live" if moment.is_live else moment.known.isoformat()
    digest = sha256(json_bytes(data)).hexdigest()[:DIGEST_LENGTH]
    return f'"{version}/{moment.as_of.isoformat()}/{known}/{standpoint.language}/{digest}"'


def is_known_to(request: Request, tag: str) -> bool:
    """Return whether the reader holds this very answer already, as If-None-Match says."""
    header = request.headers.get("If-None-Match", "").strip()
    return header == ANYTHING or tag.strip('"') in FORM_OF_A_TAG.findall(header)


def expected_version(request: Request, current: int, *, required: bool = True) -> int | None:
    """Return the version that the writer has seen, by If-Match: an ETag of ours, or the version alone in quotes.

    ``current`` is the version that stands as far as is known; of several that are named it is taken if it is among
    them. None where the header is missing and not ``required``. Raises PreconditionRequired where it is missing or
    names no version in particular, and PreconditionFailed where it is nonsense.
    """
    header = request.headers.get("If-Match", "").strip()
    if header in ("", ANYTHING):
        if required or header == ANYTHING:
            raise PreconditionRequired
        return None
    found = [FORM_OF_A_VERSION.fullmatch(tag) for tag in FORM_OF_A_TAG.findall(header)]
    versions = [int(match.group(1)) for match in found if match is not None]
    if not versions:
        raise PreconditionFailed
    return current if current in versions else versions[0]


def language_read(request: Request) -> str | None:
    """Return the language in which the writer has read the thing, as the ETag in If-Match says; None where it is bare.

    Of several that are named the first counts.
    """
    tags = FORM_OF_A_TAG.findall(request.headers.get("If-Match", ""))
    found = (FORM_WITH_A_LANGUAGE.fullmatch(tag) for tag in tags)
    return next((match.group(1) for match in found if match is not None), None)
