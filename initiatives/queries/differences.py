"""For which deadlines one day looks different by what was known then and by what is known later."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from initiatives.clocks import Moment, local_day
from initiatives.models import Action, Deadline, DeadlineChange, Plan, StatusUpdate
from initiatives.models.among import Among
from initiatives.models.status_update import TARGETING_KINDS
from initiatives.periods import Period
from initiatives.policies import Actor
from initiatives.positions import Judgement
from initiatives.queries.facts import JUDGED_COLUMNS, judgement_of, period_of, with_values
from initiatives.queries.judged import judged_deadlines
from initiatives.queries.known_rows import rows_by_id
from initiatives.queries.visible import visible_q
from initiatives.texts import Text, choose

# Beyond so many deadlines with something recorded in between, the count says "at least".
MOST_JUDGED = 2000
MOST_LISTED = 10
TEXT_COLUMNS = ("language", "translations")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a deadline stands by one knowledge."""

    judgement: Judgement
    status: str
    original: Period
    current: Period
    forecast: Period
    completed: Period

    def matters(self) -> tuple[Any, ...]:
        """Return what two knowledges are compared by."""
        return (self.judgement.position, self.status, self.original, self.current, self.forecast, self.completed)


@dataclass(frozen=True, slots=True)
class Difference:
    """One deadline and where it stands by the knowledge that is shown and by the other; None where it is unknown."""

    plan: str
    action_number: str
    action: Text
    label: Text
    shown: Standing | None
    other: Standing | None


@dataclass(frozen=True, slots=True)
class Differences:
    """How many deadlines differ, and the first of them. ``is_complete`` False: there may be more than were judged."""

    count: int
    is_complete: bool
    first: tuple[Difference, ...]


NO_DIFFERENCES = Differences(count=0, is_complete=True, first=())


def differences(
    shown: Moment, other: Moment, actor: Actor, narrowed: Q | None = None, *, most: int = MOST_JUDGED
) -> Differences:
    """Return for how many deadlines two moments of the same day differ, and the first of them.

    Both moments judge the same day; they differ in what was known. Compared are position, status, periods, forecast
    and completion. ``actor``: whose view it is; what that person sees at neither moment is left out. ``narrowed`` is a
    condition over deadlines, such as that of one plan. Only deadlines with something recorded between the two
    instants are judged, ``most`` of them at most. The number of queries does not depend on how many there are.
    """
    candidates = _candidates(shown, other, actor, narrowed or Q(), most=most + 1)
    if not candidates:
        return NO_DIFFERENCES
    judged = candidates[:most]
    by_shown, by_other = (_standings(judged, moment, actor) for moment in (shown, other))
    differing = [key for key in judged if _matters(by_shown.get(key)) != _matters(by_other.get(key))]
    return Differences(
        count=len(differing),
        is_complete=len(candidates) <= most,
        first=_named(differing[:MOST_LISTED], by_shown, by_other, max(shown, other, key=lambda moment: moment.known)),
    )


def _candidates(shown: Moment, other: Moment, actor: Actor, narrowed: Q, *, most: int) -> list[int]:
    """Return the ids of deadlines about which something became known between the two instants."""
    low, high = sorted((shown.known, other.known))
    as_of = shown.as_of
    in_log = {
        "known_at__gt": low,
        "known_at__lte": high,
        # The day alone is indexed.
        "known_on__gte": local_day(low),
        "known_on__lte": local_day(high),
    }
    holds = Q(effective_on__lte=as_of)
    # What strikes an earlier row counts from whatever day it holds itself.
    reported = StatusUpdate.objects.filter(holds | Q(kind__in=TARGETING_KINDS), **in_log)
    changed = DeadlineChange.objects.filter(holds, **in_log)
    seen = Deadline.objects.filter(narrowed).filter(visible_q(actor, shown) | visible_q(actor, other)).order_by()
    of_log = Exists(seen.filter(pk=OuterRef("deadline_id")))
    sources = (
        reported.filter(of_log).order_by().values_list("deadline_id", flat=True),
        changed.filter(of_log).order_by().values_list("deadline_id", flat=True),
        seen.filter(pk__in=_edited(Deadline, low, high)).values_list("pk", flat=True),
        seen.filter(action__plan__in=_edited(Plan, low, high)).values_list("pk", flat=True),
    )
    found: set[int] = set()
    for source in sources:
        # Each is read to its own end or to the limit: a database sorts a union of them all before it cuts it.
        found.update(source.distinct()[:most])
    return sorted(found)[:most]


def _edited(model: Any, low: datetime, high: datetime) -> Any:
    return model.history.filter(history_date__gt=low, history_date__lte=high).order_by().values("id")


def _standings(keys: Collection[int], moment: Moment, actor: Actor) -> dict[int, Standing]:
    rows = judged_deadlines(moment).filter(Q(Among("id", keys)), visible_q(actor, moment)).order_by()
    return {
        row["pk"]: Standing(
            judgement=judgement_of(row),
            status=row["state_status"],
            original=period_of(row["first_edtf"]),
            current=period_of(row["due_edtf"]),
            forecast=period_of(row["state_forecast_edtf"] or ""),
            completed=period_of(row["state_completed_edtf"] or ""),
        )
        for row in with_values(rows, *JUDGED_COLUMNS, "first_edtf")
    }


def _matters(standing: Standing | None) -> tuple[Any, ...] | None:
    return standing.matters() if standing is not None else None


def _named(
    keys: list[int], shown: dict[int, Standing], other: dict[int, Standing], moment: Moment
) -> tuple[Difference, ...]:
    """Return the differences with the names that are known at the later instant; some may have had none before."""
    if not keys:
        return ()
    above = {
        key: (action, plan)
        for key, action, plan in Deadline.objects.filter(pk__in=keys)
        .order_by()
        .values_list("pk", "action_id", "action__plan__slug")
    }
    deadlines = rows_by_id(Deadline, keys, moment, "label", *TEXT_COLUMNS)
    acts = {action for action, _plan in above.values()}
    actions = rows_by_id(Action, acts, moment, "number", "number_key", "title", *TEXT_COLUMNS)

    def place(key: int) -> tuple[str, str, int]:
        action, plan = above[key]
        return plan, actions[action]["number_key"], key

    return tuple(
        Difference(
            plan=above[key][1],
            action_number=actions[above[key][0]]["number"],
            action=_text(actions[above[key][0]], "title"),
            label=_text(deadlines[key], "label"),
            shown=shown.get(key),
            other=other.get(key),
        )
        for key in sorted(keys, key=place)
    )


def _text(row: dict[str, Any], field: str) -> Text:
    return choose(row[field], row["language"], row["translations"], field)
