"""What is logged about a person: events of the account, roles given and taken, and what was written with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from initiatives.exceptions import FilterError
from initiatives.models import (
    DeadlineChange,
    Membership,
    PersonEvent,
    RedactionDecision,
    RedactionRequest,
    StatusUpdate,
    User,
)
from initiatives.queries.cursors import CursorError, seal, unseal
from initiatives.queries.paging import CURSOR
from initiatives.queries.record_edits import MODELS

ORDER = "person log"
RECORDED = "recorded_at"
MILLISECOND, MICROSECOND = 1000, timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one table, with the column that says when."""

    model: Any
    condition: Q
    when: str = RECORDED
    joined: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The column that tells rows of the same instant apart."""
        return "history_id" if self.model in _versions() else "id"

    def first_of(self, instant: datetime) -> datetime:
        """Return from where on a column's instants count as this one.

        SQLite writes the instants of versions with three decimals, as texts: they stand before the same with six.
        """
        if connection.vendor != "sqlite" or self.model not in _versions():
            return instant
        return instant - timedelta(microseconds=instant.microsecond % MILLISECOND or MILLISECOND) + MICROSECOND


@dataclass(frozen=True, slots=True)
class LogPage:
    """Rows, newest first, each of one of the models; and the cursor of the older ones behind them."""

    rows: Sequence[Any]
    following: str | None


def read_person_log(
    user: User | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    size: int,
    cursor: str | None = None,
) -> LogPage:
    """Return a page of what is logged about a person; the events of all accounts where ``user`` is None.

    ``since`` (inclusive) and ``until`` (exclusive) narrow it. A constant number of queries. Raises FilterError for a
    cursor that is none of this list.
    """
    sources = _sources(user) if user is not None else [Source(PersonEvent, Q(), "at", ("user",))]
    place = _place(cursor, user)
    streams = [_stream(rank, source, since, until, place, size + 1) for rank, source in enumerate(sources)]
    found = list(islice(merge(*streams, key=lambda each: each[0], reverse=True), size + 1))
    shown = found[:size]
    following = None
    if len(found) > size:
        instant, rank, key = shown[-1][0]
        following = seal([ORDER, user.pk if user is not None else 0, instant, rank, key])
    return LogPage([row for _place_of_row, row in shown], following)


def _versions() -> list[Any]:
    return [model.history.model for model in MODELS.values()]


def _sources(user: User) -> list[Source]:
    own = Q(history_user=user)
    return [
        Source(PersonEvent, Q(user=user), "at", ("user",)),
        Source(StatusUpdate, Q(who=user), joined=("deadline__action__plan",)),
        Source(DeadlineChange, Q(who=user), joined=("deadline__action__plan",)),
        Source(RedactionRequest, Q(asked_by=user), "asked_at"),
        Source(RedactionDecision, Q(decided_by=user), "decided_at"),
        *(
            Source(model.history.model, own | Q(user_id=user.pk) if model is Membership else own)
            for model in MODELS.values()
        ),
    ]


def _stream(
    rank: int, source: Source, since: datetime | None, until: datetime | None, place: Any, most: int
) -> Iterator[tuple[Any, Any]]:
    """Yield a source's rows with their places, newest first. Of one instant, the place decides by source and key."""
    when, key = source.when, source.key
    rows = source.model.objects.filter(source.condition).select_related(*source.joined)
    if since is not None:
        rows = rows.filter(**{f"{when}__gte": since})
    if until is not None:
        rows = rows.filter(**{f"{when}__lt": until})
    if place is not None:
        instant, last_rank, last_key = place
        earlier = source.first_of(instant)
        beyond, same = Q(**{f"{when}__lt": earlier}), Q(**{f"{when}__gte": earlier, f"{when}__lte": instant})
        if -rank < last_rank:
            beyond |= same
        elif -rank == last_rank:
            beyond |= same & Q(**{f"{key}__lt": last_key})
        rows = rows.filter(beyond)
    for row in rows.order_by(f"-{when}", f"-{key}")[:most]:
        yield (getattr(row, when), -rank, getattr(row, key)), row


def _place(cursor: str | None, user: User | None) -> Any:
    if cursor is None:
        return None
    try:
        order, of, *place = unseal(cursor)
    except CursorError:
        order, of, place = None, None, []
    if order != ORDER or of != (user.pk if user is not None else 0) or len(place) != 3:
        raise FilterError({CURSOR: [_("This is no cursor of this list in this order. Begin again without one.")]})
    return tuple(place)
