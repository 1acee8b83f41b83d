"""Lists as files: what ``?format=`` asks for, written on one snapshot and then sent as the client takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils.translation import override
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from initiatives.api.flat import columns_of
from initiatives.api.moments import Standpoint
from initiatives.presentation.files import format_asked_for, sent_file
from initiatives.queries.keyset import KEY
from initiatives.reports.formats import Format
from initiatives.reports.snapshot import snapshot
from initiatives.reports.table import Cover

JSON = "json"
CHUNK = 500
# Reads the things with these database ids, in their order, as clients read them.
Reader = Callable[[list[int], Standpoint, Request], list[dict[str, Any]]]


def requested_format(request: Request) -> Format | None:
    """Return the file format that the address asks for, None for JSON. Raises FilterError for one that is none."""
    return format_asked_for(request.query_params, JSON)


def exported_list(
    request: Request,
    rows: QuerySet[Any],
    *,
    read: Reader,
    serializer: type[Serializer[Any]],
    standpoint: Standpoint,
    file_format: Format,
) -> FileResponse:
    """Return all ``rows``, in their order, as a file in the same way.

    ``read`` gives the things by their database ids, and ``serializer`` describes them: its fields are the columns.
    """
    # Rows of a past day are versions, and named after what they are versions of.
    model: Any = getattr(rows.model, "instance_type", rows.model)
    with ExitStack() as on_failure, override(standpoint.language):
        file = on_failure.enter_context(TemporaryFile())
        title = str(model._meta.verbose_name_plural).capitalize()
        moment = standpoint.moment
        with snapshot(rows.db):
            things = _in_chunks(request, rows, read, standpoint)
            cover = Cover(title, title, standpoint.language, moment.as_of, moment.known)
            file_format.write(cover, columns_of(serializer), things, file)
        file.seek(0)
        on_failure.pop_all()
    return sent_file(file, request.path.strip("/").rpartition("/")[2], moment, file_format)


def _in_chunks(request: Request, rows: QuerySet[Any], read: Reader, standpoint: Standpoint) -> Iterator[dict[str, Any]]:
    keys = iter(rows.values_list(KEY, flat=True).iterator(chunk_size=CHUNK))
    while few := list(islice(keys, CHUNK)):
        yield from read(few, standpoint, request)
