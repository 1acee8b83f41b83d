"""From where a page looks at the record: the judged day and what was known, and how links keep both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from initiatives.clocks import KNOWN_NOW, KNOWN_THEN, Moment
from initiatives.presentation.moments import AS_OF, KNOWN, moment_asked_for
from initiatives.presentation.visits import Visit

STANDPOINT = (AS_OF, KNOWN)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The moment of a page, and the parameters that its links carry on.

    ``kept`` is empty for the present. On another day nothing can be recorded.
    """

    moment: Moment
    kept: Mapping[str, str]

    @property
    def is_present(self) -> bool:
        """Whether the page shows what stands now."""
        return self.moment.is_live and not self.kept

    @property
    def knows_now(self) -> bool:
        """Whether what was recorded after the judged day counts too."""
        return self.kept.get(KNOWN) == KNOWN_NOW

    @property
    def other_known(self) -> Mapping[str, str]:
        """The parameters of the same day with the other knowledge: then for now, now for then."""
        return {**self.kept, KNOWN: KNOWN_THEN if self.knows_now else KNOWN_NOW}

    def other_moment(self, visit: Visit) -> Moment:
        """Return the moment of the same day with the other knowledge."""
        known = KNOWN_THEN if self.knows_now else KNOWN_NOW
        return Moment.resolve(now=visit.now, as_of=self.moment.as_of, known=known)


def standpoint_of(query: Mapping[str, Any], visit: Visit) -> Standpoint:
    """Return the standpoint of a query string; the present without one. Raises ClockError for what is none."""
    moment = moment_asked_for(query, visit)
    kept = {name: value for name in STANDPOINT if (value := query.get(name, "").strip())}
    if moment.is_live and moment.as_of == visit.today:
        kept = {}
    return Standpoint(moment=moment, kept=kept)
