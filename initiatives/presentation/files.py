"""Lists as files: the format that an address asks for with ``format=``, and the answer that a browser saves."""

from __future__ import annotations

from typing import IO, Any

from django.http import FileResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.clocks import Moment
from initiatives.exceptions import FilterError
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.presentation.parameters import once
from initiatives.reports.export import exported_file
from initiatives.reports.formats import FORMATS, Format

FORMAT = "format"
OFFERED_FORMATS = (
    ("xlsx", gettext_lazy("Excel (XLSX)")),
    ("csv", gettext_lazy("CSV")),
    ("csv-excel", gettext_lazy("CSV for Excel")),
)


def format_asked_for(parameters: QueryDict, *shown: str) -> Format | None:
    """Return the file format that an address asks for; None where it asks for none, or for one that is ``shown``.

    Raises FilterError for a format that does not exist.
    """
    name = once(parameters, FORMAT)
    if name is None or name in shown:
        return None
    if name not in FORMATS:
        raise FilterError({FORMAT: [_("Choose one of: %s.") % ", ".join([*shown, *FORMATS])]})
    return FORMATS[name]


def deadlines_file(deadlines: DeadlineQuerySet, moment: Moment, language: str, file_format: Format) -> FileResponse:
    """Return all these deadlines as a file with the flat row of every export.

    The file is complete before its first byte is sent, so the database waits for no slow reader and nobody is ever
    given half a file.
    """
    file = exported_file(file_format=file_format, deadlines=deadlines, moment=moment, language=language)
    return sent_file(file, "deadlines", moment, file_format)


def sent_file(file: IO[Any], subject: str, moment: Moment, file_format: Format) -> FileResponse:
    """Return the answer with an open file, under a name that says what it is about and the day that was judged."""
    return FileResponse(
        file,
        as_attachment=True,
        filename=file_format.file_name(subject, moment.as_of),
        content_type=file_format.content_type,
    )
