"""Things by the names that addresses and bodies give them; what a person may not see is not found."""

from __future__ import annotations

import re
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from initiatives.api.authors import present
from initiatives.models import Action, Deadline, DeadlineChange, Objective, Organisation, Plan, StatusUpdate
from initiatives.queries.visible import visible_q
from initiatives.services.authorship import Author

UUID_PATTERN = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
SLUG_PATTERN = "[-0-9a-zA-Z_]{1,80}"
# "com-2017-612/III-2/start": plan, number of the action, key.
REF_PATTERN = rf"{SLUG_PATTERN}/[-.0-9a-zA-Z]{{1,20}}/{SLUG_PATTERN}"
NOTHING = Q(pk__in=[])
Thing = TypeVar("Thing", bound=Model)


def named_q(name: str) -> Q:
    """Return the condition for the thing with this public id; nothing fulfils it when the text is none."""
    return Q(public_id=UUID(name)) if re.fullmatch(UUID_PATTERN, name) else NOTHING


def deadline_q(name: str) -> Q:
    """Return the condition for the deadline with this public id, or this ref."""
    if re.fullmatch(REF_PATTERN, name):
        plan, action, key = name.split("/")
        return Q(action__plan__slug=plan, action__number=action, key=key)
    return named_q(name)


def plan_q(name: str) -> Q:
    """Return the condition for the plan with this slug."""
    return Q(slug=name) if re.fullmatch(SLUG_PATTERN, name) else NOTHING


def plans(author: Author) -> QuerySet[Plan]:
    """Return the plans that the person sees."""
    return Plan.objects.filter(visible_q(author.actor, present(author), ""))


def objectives(author: Author) -> QuerySet[Objective]:
    """Return the objectives that the person sees."""
    return Objective.objects.filter(visible_q(author.actor, present(author), "plan")).select_related("plan")


def actions(author: Author) -> QuerySet[Action]:
    """Return the actions that the person sees."""
    return Action.objects.filter(visible_q(author.actor, present(author), "plan")).select_related("plan")


def deadlines(author: Author) -> QuerySet[Deadline]:
    """Return the deadlines that the person sees."""
    seen: QuerySet[Deadline] = Deadline.objects.filter(visible_q(author.actor, present(author)))
    return seen.select_related("action__plan")


def status_updates(author: Author) -> QuerySet[StatusUpdate]:
    """Return the status updates that the person sees."""
    return StatusUpdate.objects.filter(visible_q(author.actor, present(author), "deadline__action__plan"))


def deadline_changes(author: Author) -> QuerySet[DeadlineChange]:
    """Return the deadline changes that the person sees."""
    return DeadlineChange.objects.filter(visible_q(author.actor, present(author), "deadline__action__plan"))


def organisations(_author: Author) -> QuerySet[Organisation]:
    """Return the organisations, which everybody sees."""
    return Organisation.objects.all()


def one(seen: QuerySet[Thing], condition: Q) -> Thing:
    """Return the one thing that fulfils the condition. Raises Http404 when it is not among those that are seen."""
    found = seen.filter(condition).first()
    if found is None:
        raise Http404
    return found
