"""The changes in pages, newest first: as many rows of each source as a page has, merged, and the rest left unread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from initiatives.clocks import Moment
from initiatives.exceptions import FilterError
from initiatives.models import StatusUpdate
from initiatives.policies import Actor
from initiatives.queries.changes.entries import Entry, entries_of
from initiatives.queries.changes.sources import Place, Source, sources
from initiatives.queries.changes.wanted import Wanted
from initiatives.queries.cursors import CursorError, seal, unseal
from initiatives.queries.paging import CURSOR

ORDER = "changes"
PLACE_PARTS = 3


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One page of changes, and the cursor of the older ones behind it; None where it is the last."""

    entries: Sequence[Entry]
    following: str | None


def read_changes(wanted: Wanted, actor: Actor, moment: Moment, *, size: int, cursor: str | None = None) -> ChangePage:
    """Return a page of what is asked for and the actor may see, from the newest on or from where a cursor points.

    What is named is named as known at the moment. The number of queries depends neither on the size of the page nor
    on that of the record. Raises FilterError for a cursor that is none of this list.
    """
    place = _place(cursor)
    streams = [_stream(source, place, size + 1) for source in sources(wanted, actor, moment)]
    merged = merge(*streams, key=lambda found: found[0], reverse=True)
    found = [(source, row) for _order, source, row in islice(merged, size + 1)]
    shown = found[:size]
    following = None
    if len(found) > size:
        source, row = shown[-1]
        following = seal([ORDER, *source.place_of(row)])
    return ChangePage(entries_of(shown, moment), following)


def _stream(source: Source, place: Place | None, most: int) -> Iterator[tuple[Any, Source, Any]]:
    rows = source.beyond(place)
    if source.model is StatusUpdate:
        rows = rows.select_related("superseded_by__action__plan")
    for row in rows[:most]:
        instant, rank, key = source.place_of(row)
        yield (instant, -rank, key), source, row


def _place(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    try:
        order, *place = unseal(cursor)
    except CursorError:
        order, place = None, []
    if order != ORDER or len(place) != PLACE_PARTS:
        raise FilterError({CURSOR: [_("This is no cursor of this list in this order. Begin again without one.")]})
    instant, rank, key = place
    return instant, rank, key
