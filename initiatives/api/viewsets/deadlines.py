"""The list of deadlines: narrowed by the filters that pages and exports share, in pages or as a file."""

from __future__ import annotations

from typing import cast

from django.http import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from initiatives.api.authors import author_of
from initiatives.api.exports import FORMAT, exported_deadlines, requested_format
from initiatives.api.moments import STANDPOINT_PARAMETERS, Standpoint, standpoint_of
from initiatives.api.pagination import PAGE_PARAMETERS, page_of
from initiatives.api.serializers.deadline import deadlines_of
from initiatives.filters.deadlines import ORDERINGS, YES, DeadlineFilterSet
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.queries.judged import judged_deadlines
from initiatives.queries.visible import visible_plans, visible_q

USUAL_ORDER = "due"


class DeadlineReads:
    """Lists deadlines."""

    def list(self, request: Request) -> HttpResponseBase:
        """Return a page of the deadlines that the filters leave, or with ``format`` all of them as a file.

        What is overdue comes worst first, everything else as it falls due, unless an ordering is asked for.
        """
        standpoint = standpoint_of(request)
        file_format = requested_format(request)
        if file_format is not None:
            deadlines = chosen_deadlines(request, standpoint, {*STANDPOINT_PARAMETERS, FORMAT})
            return exported_deadlines(deadlines, standpoint, file_format)
        deadlines = chosen_deadlines(request, standpoint, {*STANDPOINT_PARAMETERS, *PAGE_PARAMETERS, FORMAT})
        page = page_of(request, deadlines)
        return Response(page.envelope(deadlines_of(page.keys, standpoint, request)))


def chosen_deadlines(request: Request, standpoint: Standpoint, also_allowed: set[str]) -> DeadlineQuerySet:
    """Return the deadlines that the address asks for and the reader may see, in the order asked for.

    ``also_allowed``: the parameters that are none of the filters. Raises FilterError for any other, and for values
    that do not exist.
    """
    actor, moment = author_of(request).actor, standpoint.moment
    filterset = DeadlineFilterSet(
        request.query_params,
        judged_deadlines(moment).filter(visible_q(actor, moment)),
        moment=moment,
        plans=visible_plans(actor, moment),
        also_allowed=also_allowed,
    )
    deadlines = cast("DeadlineQuerySet", filterset.qs)
    if request.query_params.get("ordering"):
        return deadlines
    if {*request.query_params.getlist("overdue")} == {YES}:
        return deadlines.worst_first(moment)
    return deadlines.order_by(*ORDERINGS[USUAL_ORDER])
