"""What was recorded since somebody was here last, in numbers, with one link to all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from initiatives.policies import Actor
from initiatives.presentation.addresses import address_of
from initiatives.presentation.standpoint import Standpoint
from initiatives.queries.changes import ChangeCounts, Wanted, count_changes


@dataclass(frozen=True, slots=True)
class News:
    """The numbers since the last visit ``ended``, and the list that has just so many entries."""

    ended: datetime
    counts: ChangeCounts
    address: str

    @classmethod
    def since(cls, ended: datetime | None, actor: Actor, standpoint: Standpoint) -> News | None:
        """Return what is new since the last visit ended; None at the first visit, or where that lies ahead."""
        moment = standpoint.moment
        if ended is None or ended > moment.known:
            return None
        counts = count_changes(Wanted(after=ended, until=moment.known), actor, moment)
        return cls(ended, counts, address_of("changes", kept=standpoint.kept, since=ended.isoformat()))
