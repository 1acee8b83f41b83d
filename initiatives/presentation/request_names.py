"""What a request is called in the record, in the log of reads and in the answer's ``X-Request-ID``."""

from __future__ import annotations

import uuid
from typing import Any

HEADER = "X-Request-ID"
KEPT_AS = "_request_name"


def request_name(request: Any) -> str:
    """Return the name of a request, given to it on the first call: 32 characters that nobody from outside chooses.

    ``request`` is Django's, or that of the REST framework around it.
    """
    inner = getattr(request, "_request", request)
    name: str | None = getattr(inner, KEPT_AS, None)
    if name is None:
        name = uuid.uuid4().hex
        setattr(inner, KEPT_AS, name)
    return name
