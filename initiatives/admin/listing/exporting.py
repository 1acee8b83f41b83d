"""The list as a file: the same query string, the same rows, in the same order."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from initiatives.admin.base.addresses import list_of
from initiatives.models import Deadline
from initiatives.presentation import display
from initiatives.presentation.files import deadlines_file
from initiatives.reports.formats import UnknownFormat, format_named


def export(request: HttpRequest, page: Any, format_name: str) -> HttpResponseBase:
    """Answer with the whole list that the query string asks for, as a file in this format.

    It is written to a temporary file on one snapshot of the database before the first byte is sent.
    """
    if not page.has_view_permission(request):
        raise PermissionDenied
    try:
        file_format = format_named(format_name)
        listed = page.get_changelist_instance(request)
    except UnknownFormat as refusal:
        raise Http404(str(refusal)) from refusal
    except IncorrectLookupParameters:
        return HttpResponseRedirect(list_of(Deadline))
    return deadlines_file(listed.queryset, listed.moment, display.language(), file_format)
