"""The Idempotency-Key header: a request that is sent again, because the answer got lost, is answered again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from hashlib import sha256

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from initiatives.api.authors import author_of
from initiatives.api.renderers import MEDIA_TYPE
from initiatives.models.idempotency_key import KEY_LENGTH
from initiatives.services.idempotency import Answer, once

HEADER = "Idempotency-Key"
REPEATED = "Idempotency-Replayed"
FORM_OF_A_KEY = re.compile(rf"[\x21-\x7e]{{1,{KEY_LENGTH}}}")


def answered(request: Request, write: Callable[[], Answer]) -> HttpResponse:
    """Return the answer of a write; the same one as before, if the request has a key and came before.

    Raises ParseError for a key that is none, KeyReused for one that came with another request.
    """
    key = request.headers.get(HEADER)
    if key is None:
        answer = write()
    else:
        if FORM_OF_A_KEY.fullmatch(key) is None:
            raise ParseError(
                _("%(header)s takes 1 to %(most)d letters, digits and signs.") % {"header": HEADER, "most": KEY_LENGTH}
            )
        answer = once(by=author_of(request), key=key, request_digest=_digest(request), write=write)
    headers = {**answer.headers, REPEATED: "true"} if answer.is_repeated else answer.headers
    return HttpResponse(answer.body, status=answer.status, content_type=MEDIA_TYPE, headers=headers)


def _digest(request: Request) -> str:
    """Return what stands for all that is asked: where, how, on which version, and the content whatever its layout."""
    asked = [request.method, request.path, request.headers.get("If-Match", ""), request.data]
    return sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
