"""/.well-known/security.txt (RFC 9116): whom to tell of a weakness."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

# Whoever holds an older copy asks again; RFC 9116 recommends less than a year.
VALID_FOR = timedelta(days=180)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Return the contact, for half a year from today. Raises Http404 where the installation names none."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    last = datetime.combine(timezone.now().astimezone(UTC).date() + VALID_FOR, time(), UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {last:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: da, en",
        f"Canonical: {request.build_absolute_uri(reverse('security-txt'))}",
    ]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
