"""The deadlines of one action with all that its page tells of each: where it stands, why, its moves, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from initiatives.clocks import Moment
from initiatives.exceptions import FilterError
from initiatives.models import Deadline
from initiatives.presentation.history import EntryShown, Links, history_shown, no_links
from initiatives.presentation.rights import Rights
from initiatives.presentation.visits import Visit
from initiatives.queries.action_status import ActionProgress, Milestone, action_progress
from initiatives.queries.bodies import Body
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.history import histories
from initiatives.queries.judged import judged_deadlines
from initiatives.queries.known_rows import rows_by_id
from initiatives.queries.progress import Positions
from initiatives.queries.review import review_days
from initiatives.queries.rows import deadline_rows
from initiatives.texts import Text

# A longer history is folded to its newest rows; every row has its place on the page of the whole.
NEWEST_SHOWN = 50
WHOLE = "all"


@dataclass(frozen=True, slots=True)
class DeadlineShown:
    """One deadline. ``place``: where its words stand in the source. ``changes``: those of its date, newest first.

    ``review_on``: since when an ongoing one is due for review. ``rights``: None where nothing can be recorded.
    """

    row: DeadlineRow
    place: str
    review_on: date | None
    changes: Sequence[EntryShown]
    entries: Sequence[EntryShown]
    rights: Rights | None

    @property
    def own_bodies(self) -> list[Body]:
        """The bodies named for this very deadline, where others are named for the action."""
        return [body for body in self.row.bodies if body.inherited_from == "deadline"]


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the history of the action, with the deadline that it is about.

    ``offers_links``: whether it can be corrected and withdrawn from here. Of a longer list, only the last report of
    each deadline can: the others when the whole history is asked for.
    """

    key: str
    label: Text
    shown: EntryShown
    offers_links: bool


@dataclass(frozen=True, slots=True)
class HistoryShown:
    """The history that is asked for, newest first. ``total``: how many rows it has; ``only``: a deadline's key."""

    events: Sequence[Event]
    total: int
    only: str


def deadlines_shown(action: int, moment: Moment, visit: Visit, links: Links, *, may_write: bool) -> list[DeadlineShown]:
    """Return the deadlines of an action, by its database id, as known at the moment, in the order of the plan.

    The number of queries does not grow with them. ``links`` gives the
    addresses at which a row is corrected and withdrawn; ``may_write`` False: nothing can be written.
    """
    judged = judged_deadlines(moment).filter(action=action).order_by("pk")
    rows = list(deadline_rows(judged, moment))
    keys = [row.pk for row in rows]
    places = rows_by_id(Deadline, keys, moment, "place")
    reviews = review_days(judged)
    logs = histories(keys, moment)
    models = Deadline.objects.filter(pk__in=keys).select_related("action__plan", "latest_update")
    rights = Rights.on_each(visit, list(models))
    shown = []
    for row in rows:
        entries = history_shown(logs[row.pk], rights[row.pk], links if may_write else no_links)
        shown.append(
            DeadlineShown(
                row=row,
                place=places[row.pk]["place"],
                review_on=due if (due := reviews.get(row.pk)) and due <= moment.as_of else None,
                changes=[entry for entry in entries if entry.entry.change is not None],
                entries=entries,
                rights=rights[row.pk] if may_write else None,
            )
        )
    return shown


def progress_of(deadlines: Sequence[DeadlineShown]) -> ActionProgress:
    """Return the status of the action that follows from all its deadlines."""
    return action_progress([Milestone.of_row(shown.row) for shown in deadlines])


def history_of(deadlines: Sequence[DeadlineShown], asked_for: str) -> HistoryShown:
    """Return the rows of all the deadlines in one order: the newest, or all of them, or all of one deadline's.

    Raises FilterError where the key of no deadline is asked for.
    """
    keys = {shown.row.key for shown in deadlines}
    if asked_for not in ("", WHOLE, *keys):
        raise FilterError({"history": [_("“%(name)s” is unknown here.") % {"name": asked_for}]})
    only = asked_for if asked_for in keys else ""
    events = [
        Event(shown.row.key, shown.row.label, entry, offers_links=bool(entry.correct_url) and entry in offering)
        for shown in deadlines
        if not only or shown.row.key == only
        for offering in [_offering(shown.entries, all_of_them=bool(asked_for))]
        for entry in shown.entries
    ]
    # The rows of one deadline come newest first already, and a stable sort keeps them so.
    events.sort(key=lambda event: event.shown.entry.known_at, reverse=True)
    return HistoryShown(events if asked_for else events[:NEWEST_SHOWN], len(events), only)


def _offering(entries: Sequence[EntryShown], *, all_of_them: bool) -> Sequence[EntryShown]:
    """Return the rows, newest first, whose links are shown."""
    strikable = [entry for entry in entries if entry.correct_url]
    return strikable if all_of_them else strikable[:1]


def positions_of(deadlines: Sequence[DeadlineShown]) -> Positions:
    """Return how many of the deadlines stand where."""
    numbers: dict[str, int] = {}
    for shown in deadlines:
        numbers[shown.row.position] = numbers.get(shown.row.position, 0) + 1
    return Positions.of_numbers(numbers)
