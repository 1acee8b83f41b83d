"""Answers as JSON, and nothing else: no form to fill in, no page to browse."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson
from django.utils.functional import Promise
from rest_framework.renderers import BaseRenderer

MEDIA_TYPE = "application/json"


def json_bytes(data: Any) -> bytes:
    """Return data as JSON in UTF-8: days and instants in ISO 8601, instants in UTC, ids and amounts as texts."""
    return orjson.dumps(data, default=_plain, option=orjson.OPT_UTC_Z)


def _plain(value: Any) -> Any:
    if isinstance(value, Promise | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no JSON")


class JSONRenderer(BaseRenderer):
    """Renders what the views return."""

    media_type = MEDIA_TYPE
    format = "json"
    charset = None
    render_style = "binary"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        """Return the body of an answer; nothing for no data."""
        return b"" if data is None else json_bytes(data)
