"""The list of deadlines: narrowed by the filters that pages and exports share, in pages or as a file."""

from __future__ import annotations

from django.http import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from initiatives.api.authors import author_of
from initiatives.api.exports import requested_format
from initiatives.api.moments import STANDPOINT_PARAMETERS, refuse_empty, standpoint_of
from initiatives.api.pagination import PAGE_PARAMETERS, page_of
from initiatives.api.serializers.deadline import deadlines_of
from initiatives.presentation.deadline_lists import chosen_deadlines
from initiatives.presentation.files import FORMAT, deadlines_file


class DeadlineReads:
    """Lists deadlines."""

    def list(self, request: Request) -> HttpResponseBase:
        """Return a page of the deadlines that the filters leave, or with ``format`` all of them as a file.

        What is overdue comes worst first, everything else as it falls due, unless an ordering is asked for.
        """
        refuse_empty(request)
        standpoint, actor = standpoint_of(request), author_of(request).actor
        parameters, moment = request.query_params, standpoint.moment
        file_format = requested_format(request)
        paging = () if file_format else PAGE_PARAMETERS
        also_allowed = {*STANDPOINT_PARAMETERS, *paging, FORMAT}
        deadlines = chosen_deadlines(parameters, actor, moment, also_allowed=also_allowed)
        if file_format:
            return deadlines_file(deadlines, moment, standpoint.language, file_format)
        page = page_of(request, deadlines)
        return Response(page.envelope(deadlines_of(page.keys, standpoint, request)))
