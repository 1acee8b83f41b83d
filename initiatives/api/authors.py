"""Who asks, and when: read once a request."""

from __future__ import annotations

from django.utils import timezone
from rest_framework.request import Request

from initiatives.clocks import Moment, local_day
from initiatives.models import User
from initiatives.presentation.request_names import request_name
from initiatives.queries.actors import actor_of
from initiatives.services.authorship import Author

KEPT_AS = "_author"


def author_of(request: Request) -> Author:
    """Return the person behind a request, with what they may do today, at the instant of the first call."""
    kept: Author | None = getattr(request, KEPT_AS, None)
    if kept is None:
        now = timezone.now()
        user = request.user if isinstance(request.user, User) else None
        kept = Author(actor=actor_of(user, local_day(now)), now=now, request=request_name(request))
        setattr(request, KEPT_AS, kept)
    return kept


def present(author: Author) -> Moment:
    """Return the present of that request, as queries take it."""
    return Moment.today(author.now)
