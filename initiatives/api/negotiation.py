"""Which form an answer takes: the one the Accept header allows, or the file format that the address names."""

from __future__ import annotations

from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

FORMAT = "format"


class Negotiation(DefaultContentNegotiation):
    """An address with ``?format=`` has decided: its links work wherever they are pasted, whatever Accept says."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """Return the renderer and its media type. Raises NotAcceptable."""
        if request.query_params.get(FORMAT):
            return renderers[0], renderers[0].media_type
        return super().select_renderer(request, renderers, format_suffix)
