"""The tabs above the lists of deadlines: what everybody asks for, and the views that a person has saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise

from initiatives.filters.deadlines import YES
from initiatives.models import SavedView, User
from initiatives.presentation.addresses import address_of
from initiatives.presentation.standpoint import STANDPOINT
from initiatives.presentation.usual_views import usual_views
from initiatives.presentation.visits import Visit
from initiatives.queries.own_organisations import own_organisations
from initiatives.web.lists.address import ORDERING, Asked, ListAddress, same

ALL, OVERDUE = "deadlines", "overdue"
ONLY_OVERDUE = {"overdue": (YES,)}


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to a list with its filters. ``removal``: where a person's own view is removed; empty for the others."""

    label: str | Promise
    address: str
    is_current: bool
    removal: str = ""


def tabs_of(address: ListAddress, visit: Visit) -> list[Tab]:
    """Return the tabs for a reader who is at this address. Three queries at most."""
    here = _full(address.page, address.asked)
    tabs = []
    for view in usual_views(own_organisations(visit.actor.user, visit.today)):
        page, query = (OVERDUE, {}) if view.query == ONLY_OVERDUE else (ALL, view.query)
        link = ListAddress(page, query, address.kept).whole
        tabs.append(Tab(view.label, link, _is_at(here, _full(page, query))))
    return tabs + [_own(view, here, address.kept) for view in saved_views_of(visit.actor.user)]


def saved_views_of(user: User | None) -> list[SavedView]:
    """Return the saved views of a person on lists of deadlines, by name."""
    return list(SavedView.objects.filter(user=user, list_name__in=(ALL, OVERDUE)))


def address_of_view(view: SavedView, kept: Mapping[str, str] | None = None) -> str:
    """Return where a saved view leads: to the day it was saved with, else to the reader's day."""
    query = dict(QueryDict(view.query).lists())
    own_day = any(name in query for name in STANDPOINT)
    return address_of(view.list_name, kept=None if own_day else kept, **query)


def _own(view: SavedView, here: Asked, kept: Mapping[str, str]) -> Tab:
    query = {name: tuple(values) for name, values in QueryDict(view.query).lists()}
    day = {name: query.pop(name)[0] for name in STANDPOINT if name in query}
    is_current = _is_at(here, _full(view.list_name, query)) and (not day or day == {**kept})
    removal = address_of("remove-view", view.public_id)
    return Tab(view.name, address_of_view(view, kept), is_current, removal)


def _is_at(here: Asked, view: Asked) -> bool:
    """Return whether a reader looks at the view; its order counts only where the view has one."""
    if ORDERING not in view:
        here = {name: values for name, values in here.items() if name != ORDERING}
    return same(here, view)


def _full(page: str, asked: Asked) -> Asked:
    """Return what is asked, the filter of the page itself included."""
    return {**asked, **ONLY_OVERDUE} if page == OVERDUE else asked
