"""Search: plans, actions, deadlines and organisations in which every word occurs, on the day that is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.exceptions import FilterError
from initiatives.presentation.addresses import address_of
from initiatives.presentation.deadline_lists import chosen_deadlines
from initiatives.presentation.parameters import once, refuse_others
from initiatives.presentation.standpoint import STANDPOINT
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.paging import count_to
from initiatives.queries.rows import rows_of
from initiatives.queries.search import (
    MOST_COUNTED,
    Hits,
    found_actions,
    found_organisations,
    found_plans,
)
from initiatives.texts import fold
from initiatives.web.page import Page

WORDS = "q"
SHOWN = 20
LONGEST = 200


@dataclass(frozen=True, slots=True)
class DeadlineHits:
    """The first deadlines found and their number, and where all of them are listed."""

    first: list[DeadlineRow]
    count: int
    is_cut: bool
    address: str


class Search(Page):
    """What is found for some words."""

    template = "search/search.html"
    title: str | Promise = gettext_lazy("Search")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what is found, twenty of a sort, or the form alone."""
        refuse_others(request.GET, WORDS, *STANDPOINT)
        asked_for = (once(request.GET, WORDS) or "").strip()
        if len(asked_for) > LONGEST or "\x00" in asked_for:
            raise FilterError({WORDS: [_("Search for at most %d letters.") % LONGEST]})
        words = fold(asked_for).split()
        if not words:
            return self.show(asked_for=asked_for, words=words)
        actor, moment = self.visit.actor, self.moment
        plans = found_plans(words, actor, moment, most=SHOWN)
        actions = found_actions(words, actor, moment, most=SHOWN)
        deadlines = self._deadlines(asked_for)
        organisations = found_organisations(words, moment, most=SHOWN)
        return self.show(
            title=_("Search: %(words)s") % {"words": asked_for},
            asked_for=asked_for,
            words=words,
            plans=plans,
            actions=actions,
            deadlines=deadlines,
            organisations=organisations,
            total=_total(plans, actions, organisations) + deadlines.count,
            most_counted=MOST_COUNTED,
        )

    def _deadlines(self, asked_for: str) -> DeadlineHits:
        """Return the deadlines as their list finds them: by their own words, their action's and their plan's."""
        parameters = QueryDict(mutable=True)
        parameters[WORDS] = asked_for
        chosen = chosen_deadlines(parameters, self.visit.actor, self.moment)
        keys = list(chosen.values_list("pk", flat=True)[:SHOWN])
        count = count_to(chosen, MOST_COUNTED)
        return DeadlineHits(
            first=rows_of(keys, self.moment),
            count=count,
            is_cut=count > MOST_COUNTED,
            address=address_of("deadlines", kept=self.standpoint.kept, q=asked_for),
        )


def _total(*found: Hits) -> int:
    return sum(hits.count for hits in found)
