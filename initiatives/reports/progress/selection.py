"""Which deadlines the progress export has, and in which order."""

from __future__ import annotations

from collections.abc import Collection

from initiatives.clocks import Moment
from initiatives.models import Deadline
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.policies import Actor
from initiatives.queries.visible import visible_q

IN_PLAN_ORDER = ("action__plan__slug", "action__number_key", "action_id", "id")


def progress_deadlines(actor: Actor, moment: Moment, plans: Collection[str] = ()) -> DeadlineQuerySet:
    """Return the deadlines known at the moment that the actor may see, in the plans' own order.

    ``plans``: the slugs of the plans that are wanted; none stands for all.
    """
    deadlines = Deadline.objects.at(moment).filter(visible_q(actor, moment))
    if plans:
        deadlines = deadlines.filter(action__plan__slug__in=plans)
    return deadlines.order_by(*IN_PLAN_ORDER)
