"""What differs between two knowledges of one day, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.choices import Position, Status
from initiatives.presentation import display
from initiatives.presentation.standpoint import Standpoint
from initiatives.queries.differences import Difference, Differences, Standing
from initiatives.texts import Text


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """One fact of a deadline by the knowledge that is shown and by the other."""

    name: str
    shown: str
    other: str


@dataclass(frozen=True, slots=True)
class DifferenceInWords:
    """One deadline and the facts that differ."""

    plan: str
    action_number: str
    action: Text
    label: Text
    facts: tuple[ChangedFact, ...]


@dataclass(frozen=True, slots=True)
class DayDifferences:
    """The sentence of the bar, and the first deadlines that it speaks of. ``unlisted``: how many more there are."""

    count: int
    sentence: str
    first: tuple[DifferenceInWords, ...]
    unlisted: int

    @classmethod
    def of(cls, found: Differences, standpoint: Standpoint, *, in_plan: bool) -> DayDifferences:
        """Put the differences into words for a page that is about one plan, or about all that the visitor sees."""
        return cls(
            count=found.count,
            sentence=_sentence(found, standpoint, in_plan=in_plan),
            first=tuple(_in_words(difference) for difference in found.first),
            unlisted=found.count - len(found.first),
        )


def _sentence(found: Differences, standpoint: Standpoint, *, in_plan: bool) -> str:
    count = found.count
    where = _("in this plan") if in_plan else _("in all plans")
    if not count and found.is_complete:
        return _("What was recorded later changes no deadline %(where)s.") % {"where": where}
    if standpoint.knows_now:
        words = ngettext(
            "%(count)s deadline %(where)s looked different as known then.",
            "%(count)s deadlines %(where)s looked different as known then.",
            count,
        )
    else:
        words = ngettext(
            "%(count)s deadline %(where)s looks different by what is known now.",
            "%(count)s deadlines %(where)s look different by what is known now.",
            count,
        )
    number = str(count) if found.is_complete else _("At least %d") % count
    return words % {"count": number, "where": where}


def _in_words(difference: Difference) -> DifferenceInWords:
    shown, other = _facts(difference.shown), _facts(difference.other)
    return DifferenceInWords(
        plan=difference.plan,
        action_number=difference.action_number,
        action=difference.action,
        label=difference.label,
        facts=tuple(
            ChangedFact(name, shown.get(name, display.NOTHING), other.get(name, display.NOTHING))
            for name in (shown if difference.shown is not None else other)
            if shown.get(name) != other.get(name)
        ),
    )


def _facts(standing: Standing | None) -> dict[str, str]:
    if standing is None:
        return {_("position"): _("not in the plan")}
    return {
        _("position"): capfirst(str(Position(standing.judgement.position).label)),
        _("status"): capfirst(str(Status(standing.status).label)),
        _("original deadline"): display.period(standing.original),
        _("current deadline"): display.period(standing.current),
        _("forecast"): display.period(standing.forecast),
        _("completed"): display.period(standing.completed),
    }
