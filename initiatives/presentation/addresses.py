"""Where the pages are: every address is made here, and keeps the day that the reader looks at."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def address_of(name: str, *arguments: object, kept: Mapping[str, str] | None = None, **query: object) -> str:
    """Return the address of a page by its name, such as "plan", with a query.

    ``kept`` are the parameters of the reader's standpoint. A query value that is None or empty is left out; a list
    stands once for each of its values.
    """
    path = reverse(f"initiatives:{name}", args=arguments)
    asked = {key: value for key, value in query.items() if value not in (None, "", [], ())}
    whole = urlencode({**asked, **(kept or {})}, doseq=True)
    return f"{path}?{whole}" if whole else path


def safe_address(request: HttpRequest, wanted: str) -> str:
    """Return an address that a form or a link asks to be led to, or the first page where it lies outside this site."""
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else address_of("home")
