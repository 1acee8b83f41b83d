"""The writer of what is logged about accounts: signing in, second steps, tokens, and what was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from initiatives.choices import PersonEventKind
from initiatives.models import PersonEvent, User
from initiatives.models.person_event import LONGEST_ABOUT
from initiatives.services.authorship import Author

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that is to be logged; the fields are the model's."""

    at: datetime
    kind: PersonEventKind
    user: User | None = None
    done_by: str = ""
    about: str = ""
    request: str = ""

    @classmethod
    def by(cls, by: Author, kind: PersonEventKind, *, user: User | None, about: str = "") -> NewEvent:
        """Return what an author does to an account, perhaps their own."""
        own = by.actor.user is not None and by.actor.user == user
        return cls(by.now, kind, user, "" if own else by.actor.name, about, by.request)


def write_events(events: Iterable[NewEvent]) -> None:
    """Log events, all by one INSERT; those that are too long are cut. Nothing is checked: what happened, happened."""
    PersonEvent.objects.bulk_create(
        PersonEvent(
            at=event.at,
            kind=event.kind,
            user=event.user,
            user_name=event.user.display_name[:LONGEST_NAME] if event.user is not None else "",
            done_by=event.done_by[:LONGEST_NAME],
            about=event.about[:LONGEST_ABOUT],
            request=event.request,
        )
        for event in events
    )
