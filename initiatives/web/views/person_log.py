"""What is logged about oneself, for everybody; what is logged about all accounts, for auditors."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import policies
from initiatives.choices import PersonEventKind
from initiatives.clocks import FIRST_YEAR, LAST_YEAR, start_of_day
from initiatives.exceptions import FilterError
from initiatives.filters.fields import Days
from initiatives.models import User
from initiatives.presentation.addresses import address_of
from initiatives.presentation.parameters import once, refuse_others
from initiatives.presentation.person_log import line_of
from initiatives.presentation.standpoint import STANDPOINT
from initiatives.queries.paging import CURSOR
from initiatives.queries.person_log import LogPage, read_person_log
from initiatives.web.lists.fields import Choice, Field
from initiatives.web.page import Page
from initiatives.web.views.account import PersonPage

LINES_A_PAGE = 100
PERSON, DAY = "person", "day"


class OwnLog(PersonPage):
    """What is logged about the visitor."""

    template = "account/log.html"
    title = gettext_lazy("What is logged about me")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the newest lines, or those behind a cursor."""
        refuse_others(request.GET, CURSOR, *STANDPOINT)
        found = read_person_log(self.person, size=LINES_A_PAGE, cursor=once(request.GET, CURSOR) or None)
        return self.show(
            **_lines(found),
            older=_older("own-log", found),
            newest=address_of("own-log") if request.GET.get(CURSOR) else "",
        )


class EveryLog(Page):
    """What is logged about accounts. For auditors; for all others there is no such page."""

    template = "account/every_log.html"
    title = gettext_lazy("Log of accounts")
    section = "person-log"
    travels = False

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show events of all accounts, or all that is logged about one, perhaps of one day. Looking is logged too."""
        if not policies.may_read_person_log(self.visit.actor):
            raise Http404
        refuse_others(request.GET, PERSON, DAY, CURSOR, *STANDPOINT)
        name, text = (once(request.GET, PERSON) or "").strip(), once(request.GET, DAY) or ""
        first, last = _span(text)
        user = _user(name) if name else None
        found = read_person_log(
            user, since=first, until=last, size=LINES_A_PAGE, cursor=once(request.GET, CURSOR) or None
        )
        self.visit.noting.note(PersonEventKind.LOG_READ)
        return self.show(
            **_lines(found),
            person=user,
            fields=[
                Field(PERSON, _("Person"), "one", (name,) if name else (), _people(name), _("All")),
                Field(DAY, _("Day"), "day", (text,) if text else ()),
            ],
            older=_older("person-log", found, person=name, day=text),
            newest=address_of("person-log", person=name, day=text) if request.GET.get(CURSOR) else "",
        )


def _lines(found: LogPage) -> dict[str, Any]:
    return {"lines": [line_of(row) for row in found.rows]}


def _older(page: str, found: LogPage, **query: str) -> str:
    asked: dict[str, Any] = {**query, "cursor": found.following}
    return address_of(page, **asked) if found.following else ""


def _people(chosen: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(user.username, f"{user.display_name} ({user.username})", is_chosen=user.username == chosen)
        for user in User.objects.order_by("first_name", "last_name", "username")
    )


def _user(name: str) -> User:
    found = User.objects.filter(username=name).first() if "\x00" not in name else None
    if found is None:
        raise FilterError({PERSON: [_("There is no account “%(name)s”.") % {"name": name}]})
    return found


def _span(text: str) -> tuple[datetime | None, datetime | None]:
    """Return the beginning of a day and the instant at which the next one begins. Raises FilterError for no day."""
    if not text:
        return None, None
    try:
        (day,) = Days().clean([text])
    except ValidationError as error:
        raise FilterError({DAY: error.messages}) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        said = _("The day must lie between the years %(first)d and %(last)d.")
        raise FilterError({DAY: [said % {"first": FIRST_YEAR, "last": LAST_YEAR}]})
    return start_of_day(day), start_of_day(day + timedelta(days=1))
