"""All deadlines as they stand at a moment, ready to be narrowed and ordered."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache

from initiatives.clocks import Moment
from initiatives.models import Deadline
from initiatives.models.deadline_queryset import DeadlineQuerySet

# What is recorded now is the same at whatever instant it is asked for.
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def judged_deadlines(moment: Moment) -> DeadlineQuerySet:
    """Return ``Deadline.objects.at(moment)``, made once a day for today: to make it takes longer than to run it."""
    return _today(moment.as_of).all() if moment.is_live else Deadline.objects.at(moment)


@lru_cache(maxsize=8)
def _today(as_of: date) -> DeadlineQuerySet:
    return Deadline.objects.at(Moment(as_of=as_of, known=END_OF_TIME, is_live=True))
