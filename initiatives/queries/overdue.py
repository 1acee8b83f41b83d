"""The overdue list and its counter: what the admin, the command and the exports all show."""

from __future__ import annotations

from collections.abc import Collection

from initiatives.clocks import Moment
from initiatives.models import Deadline
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.policies import Actor
from initiatives.queries.visible import visible_q


def overdue_deadlines(moment: Moment, plan_slugs: Collection[str] = (), actor: Actor | None = None) -> DeadlineQuerySet:
    """Return the deadlines overdue on the judged day, as known at the moment, worst first.

    ``plan_slugs`` narrows to those plans; none means all. ``actor`` narrows to what that person may see; without one
    nothing is hidden, drafts included. All names of ``Deadline.objects.at`` may be asked of the result.
    """
    return _overdue(moment, plan_slugs, actor).worst_first(moment)


def overdue_count(moment: Moment, plan_slugs: Collection[str] = (), actor: Actor | None = None) -> int:
    """Return how many deadlines the list of :func:`overdue_deadlines` has."""
    return _overdue(moment, plan_slugs, actor).count()


def _overdue(moment: Moment, plan_slugs: Collection[str], actor: Actor | None) -> DeadlineQuerySet:
    overdue: DeadlineQuerySet = Deadline.objects.at(moment).overdue(moment)
    if plan_slugs:
        overdue = overdue.filter(action__plan__slug__in=plan_slugs)
    if actor is not None:
        overdue = overdue.filter(visible_q(actor, moment))
    return overdue
