"""What was recorded between two days: every report, change of a deadline, correction and edit, newest first."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.clocks import end_of_day, start_of_day
from initiatives.exceptions import FilterError
from initiatives.filters.changes import KIND_CHOICES, ChangeFilterSet
from initiatives.models.organisation_tree import OrganisationTree
from initiatives.presentation import display
from initiatives.presentation.changes import entries_shown
from initiatives.presentation.parameters import once
from initiatives.presentation.standpoint import STANDPOINT
from initiatives.queries.changes import KINDS, Wanted, read_changes
from initiatives.queries.offered import organisations_offered, plans_offered
from initiatives.queries.paging import CURSOR
from initiatives.queries.visible import visible_plans
from initiatives.web.lists.address import ListAddress
from initiatives.web.lists.fields import Field, choices_of
from initiatives.web.lists.tags import Tag
from initiatives.web.page import Page

ENTRIES_A_PAGE = 50
USUAL_DAYS = 30
SINCE = "since"
FILTERS = ("plan", "kind", "organisation", "who", "known_from", "known_to")
INSTANT = timedelta(microseconds=1)


class Changes(Page):
    """The list of changes."""

    section = "changes"
    template = "changes/list.html"
    title = gettext_lazy("Changes")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of the list: since the last visit, or of the last days, unless the address says otherwise."""
        actor, moment = self.visit.actor, self.moment
        asked = ChangeFilterSet(
            request.GET,
            tree=OrganisationTree.read(moment),
            plans=visible_plans(actor, moment),
            also_allowed=(SINCE, CURSOR, *STANDPOINT),
        ).asked_for()
        after, until, words = self._span(request, asked)
        wanted = Wanted(
            after=after,
            until=until,
            plans=frozenset(asked["plan"]) if "plan" in asked else None,
            organisations=asked.get("organisation"),
            kinds=frozenset(asked["kind"]) if "kind" in asked else KINDS,
            who=tuple(asked.get("who", ())),
        )
        page = read_changes(wanted, actor, moment, size=ENTRIES_A_PAGE, cursor=once(request.GET, CURSOR) or None)
        address = ListAddress.of("changes", request.GET, self.standpoint.kept, (*FILTERS, SINCE))
        fields = self._fields(address)
        return self.show(
            span=words,
            entries=entries_shown(page.entries, self.standpoint.kept),
            older=address.with_changes(cursor=page.following) if page.following else "",
            newest=address.whole if request.GET.get(CURSOR) else "",
            fields=fields,
            tags=_tags(address, fields),
            unfiltered=address.unfiltered,
            thirty_days=address.with_changes(since="", known_from=str(self._usual_first_day()), known_to=""),
        )

    def _span(self, request: HttpRequest, asked: dict[str, Any]) -> tuple[datetime, datetime, str]:
        """Return after which instant and until which one the list goes, and both in words.

        Nothing is shown that was not known at the moment that is looked at.
        """
        known = self.moment.known
        first, last = min(asked.get("known_from", ()), default=None), max(asked.get("known_to", ()), default=None)
        until = min(end_of_day(last), known) if last else known
        since = _instant(once(request.GET, SINCE))
        user = self.visit.actor.user
        if since is None and first is None and last is None and user is not None and self.standpoint.is_present:
            since = user.previous_visit_at
            if since is not None:
                return since, until, _("Since your last visit on %(when)s") % {"when": display.instant(since)}
        if since is not None:
            return since, until, _("Since %(when)s") % {"when": display.instant(since)}
        first = first or (last or self.moment.as_of) - timedelta(days=USUAL_DAYS)
        days = {"first": display.day(first), "last": display.day(last or self.moment.as_of)}
        return start_of_day(first) - INSTANT, until, _("From %(first)s to %(last)s") % days

    def _usual_first_day(self) -> date:
        return self.moment.as_of - timedelta(days=USUAL_DAYS)

    def _fields(self, address: ListAddress) -> list[Field]:
        def values(name: str) -> tuple[str, ...]:
            return address.asked.get(name, ())

        plans = [(offer.value, offer.short) for offer in plans_offered(self.visit.actor, self.moment)]
        bodies = [(offer.value, offer.name) for offer in organisations_offered(self.visit.actor, self.moment)]
        anything = _("any")
        return [
            Field("known_from", _("From"), "day", values("known_from")),
            Field("known_to", _("To"), "day", values("known_to")),
            Field("plan", _("Plan"), "one", values("plan"), choices_of(plans, values("plan")), anything),
            Field("kind", _("Kind"), "one", values("kind"), choices_of(KIND_CHOICES, values("kind")), anything),
            Field(
                "organisation",
                _("Organisation"),
                "one",
                values("organisation"),
                choices_of(bodies, values("organisation")),
                anything,
            ),
            Field("who", _("Recorded by"), "words", values("who")),
        ]


def _instant(text: str | None) -> datetime | None:
    """Return the instant of a parameter. Raises FilterError for what is none."""
    if not text:
        return None
    try:
        # A plus sign in an address means a space, and every instant has one in its offset.
        instant = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        instant = None
    if instant is None or timezone.is_naive(instant):
        raise FilterError({SINCE: [_("“%(text)s” is no instant: write it as 2018-12-31T12:00:00Z.") % {"text": text}]})
    return instant


def _tags(address: ListAddress, fields: list[Field]) -> list[Tag]:
    """Return what narrows the list in words, each with the list without it."""
    words = {
        "known_from": _("from %(value)s"),
        "known_to": _("to %(value)s"),
        "who": _("recorded by %(value)s"),
        SINCE: _("since %(value)s"),
    }
    labels = {(field.name, choice.value): str(choice.label) for field in fields for choice in field.choices}
    return [
        Tag(
            words.get(name, "%(value)s") % {"value": labels.get((name, value)) or _shown(name, value)},
            address.without(name, value),
            address.left_by(name, value),
        )
        for name, values in address.asked.items()
        for value in values
    ]


def _shown(name: str, value: str) -> str:
    if name == SINCE and (instant := _instant(value)) is not None:
        return display.instant(instant)
    return display.day(date.fromisoformat(value)) if name in ("known_from", "known_to") else value
