"""The address that a supervisor asks whether the installation works."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

SECONDS_UNTIL_RETRY = 10


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database can be read, else 503 with Retry-After; tell nothing more to anyone."""
    try:
        with connection.cursor() as cursor:
            # Reads a page of the database itself: SELECT 1 alone would not open the file.
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            cursor.fetchone()
    except DatabaseError:
        return HttpResponse(
            "unavailable", status=503, content_type="text/plain", headers={"Retry-After": str(SECONDS_UNTIL_RETRY)}
        )
    return HttpResponse("ok", content_type="text/plain")
