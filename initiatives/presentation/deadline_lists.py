"""Which deadlines an address asks for, and in which order: one answer for the pages and for programs."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from django.http import QueryDict

from initiatives.clocks import Moment
from initiatives.filters.deadlines import ORDERINGS, YES, DeadlineFilterSet
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.policies import Actor
from initiatives.queries.judged import judged_deadlines
from initiatives.queries.visible import visible_plans, visible_q

USUAL_ORDER, WORST_FIRST = "due", "overdue"


def chosen_deadlines(
    parameters: QueryDict, actor: Actor, moment: Moment, *, also_allowed: Collection[str] = ()
) -> DeadlineQuerySet:
    """Return the deadlines that an address asks for and the actor may see, in the order asked for.

    What is overdue comes worst first, everything else as it falls due, unless an ordering is asked for.
    ``also_allowed``: the parameters that are none of the filters. Raises FilterError for any other, and for values
    that do not exist.
    """
    filterset = DeadlineFilterSet(
        parameters,
        judged_deadlines(moment).filter(visible_q(actor, moment)),
        moment=moment,
        plans=visible_plans(actor, moment),
        also_allowed=also_allowed,
    )
    deadlines = cast("DeadlineQuerySet", filterset.qs)
    if parameters.get("ordering"):
        return deadlines
    if order_of(parameters) == WORST_FIRST:
        return deadlines.worst_first(moment)
    return deadlines.order_by(*ORDERINGS[USUAL_ORDER])


def order_of(parameters: QueryDict) -> str:
    """Return the name of the ordering that an address asks for or that stands without one."""
    is_overdue_list = {*parameters.getlist("overdue")} == {YES}
    return parameters.get("ordering") or (WORST_FIRST if is_overdue_list else USUAL_ORDER)
