"""Who writes, and when: the first argument of every service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from initiatives.choices import RecordOrigin
from initiatives.clocks import local_day
from initiatives.models import Stamp
from initiatives.policies import Actor


@dataclass(frozen=True, slots=True)
class Author:
    """An actor at an instant. Edges make one from the signed-in person and the server's clock.

    ``now``: the instant of recording (aware). ``known_at``: earlier only for a command that takes what it writes from
    a document; for people it is always ``now``. Raises ValueError when a person is given another. ``reason`` goes
    into the versions of what is edited, and so does ``request``, the name of the request that asks for it.
    """

    actor: Actor
    now: datetime
    origin: RecordOrigin = RecordOrigin.PERSON
    document_known_at: datetime | None = None
    reason: str = ""
    request: str = ""

    def __post_init__(self) -> None:
        if self.origin == RecordOrigin.PERSON and self.document_known_at is not None:
            raise ValueError("Only a command that reads a document may say from when it was known.")
        if self.document_known_at is not None and self.document_known_at > self.now:
            raise ValueError("Nothing is known before it happens.")

    @property
    def known_at(self) -> datetime:
        """The instant from which what is written counts as known."""
        return self.document_known_at or self.now

    @property
    def today(self) -> date:
        """The day of ``known_at`` in the installation's time zone."""
        return local_day(self.known_at)

    def stamp(self, reason: str = "") -> Stamp:
        """Return the stamp for versions that this author makes."""
        return Stamp(
            user=self.actor.user,
            name=self.actor.name,
            origin=self.origin,
            known_at=self.known_at,
            reason=reason or self.reason,
            request=self.request,
        )
