"""Who asks and when, read once a request: the edge's one look at the clock and at the memberships."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from initiatives.clocks import Moment, local_day
from initiatives.models import User
from initiatives.policies import Actor
from initiatives.presentation.noting import Noting, noting_of
from initiatives.presentation.request_names import request_name
from initiatives.queries.actors import actor_of
from initiatives.services.authorship import Author

KEPT_AS = "_visit"


@dataclass(frozen=True, slots=True)
class Visit:
    """A request's person, with what that person may do today, its instant, and its name in the record.

    ``noting`` takes what is to be logged of it.
    """

    actor: Actor
    now: datetime
    request: str = ""
    noting: Noting = field(default_factory=Noting, compare=False)

    @property
    def today(self) -> date:
        """The day in the installation's time zone."""
        return local_day(self.now)

    @property
    def moment(self) -> Moment:
        """The present, as lists and judgements take it."""
        return Moment.today(self.now)

    @property
    def author(self) -> Author:
        """The person as the services take it."""
        return Author(actor=self.actor, now=self.now, request=self.request)


def visit_of(request: HttpRequest) -> Visit:
    """Return the visit of a request; the memberships are read on the first call alone."""
    user = request.user if isinstance(request.user, User) else None
    kept: Visit | None = getattr(request, KEPT_AS, None)
    if kept is None or kept.actor.user != user:
        now = timezone.now()
        kept = Visit(
            actor=actor_of(user, local_day(now)), now=now, request=request_name(request), noting=noting_of(request)
        )
        setattr(request, KEPT_AS, kept)
    return kept
