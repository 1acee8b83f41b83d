"""The questions that people ask a list of deadlines most often, each by its name and its filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.choices import DueSpan, Position, Status
from initiatives.filters.deadlines import YES


@dataclass(frozen=True, slots=True)
class UsualView:
    """A question with its name. ``query``: the values of each filter."""

    label: str | Promise
    query: Mapping[str, tuple[str, ...]]


def usual_views(own_organisations: Sequence[str]) -> list[UsualView]:
    """Return what people ask for most, the first of it all; "mine" only where somebody records for organisations."""
    views = [UsualView(_("All"), {})]
    if own_organisations:
        views.append(UsualView(_("Mine"), {"organisation": tuple(own_organisations)}))
    return [
        *views,
        UsualView(_("Overdue"), {"overdue": (YES,)}),
        UsualView(_("Next 90 days"), {"due": (DueSpan.NEXT_90_DAYS.value,)}),
        UsualView(_("Due soon"), {"position": (Position.DUE_SOON.value,)}),
        UsualView(_("Expected late"), {"position": (Position.EXPECTED_LATE.value,)}),
        UsualView(_("No report received"), {"status": (Status.NONE.value,)}),
        UsualView(_("Without deadline"), {"position": (Position.NO_DEADLINE.value,)}),
    ]
