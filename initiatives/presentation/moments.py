"""The two clocks in a query string: the day that the list is judged on, and what had been recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from initiatives.clocks import KNOWN_THEN, ClockError, Moment
from initiatives.presentation.visits import Visit

AS_OF = "as_of"
KNOWN = "known"


def moment_asked_for(query: Mapping[str, Any], visit: Visit) -> Moment:
    """Return the moment of a query string; the present without one. Raises ClockError for what is none."""
    return Moment.resolve(
        now=visit.now, as_of=_day(query.get(AS_OF, "").strip()), known=query.get(KNOWN, "").strip() or KNOWN_THEN
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ClockError(_("“%(text)s” is no day: write it as 2018-12-31.") % {"text": text}) from None
