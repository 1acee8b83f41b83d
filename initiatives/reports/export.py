"""An export from its question to its file: read on one snapshot, written row by row."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import override

from initiatives.clocks import Moment
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.queries.flat_rows import flat_rows
from initiatives.reports.columns import COLUMNS
from initiatives.reports.formats import Format
from initiatives.reports.snapshot import snapshot
from initiatives.reports.table import Cover


def cover_at(moment: Moment, language: str) -> Cover:
    """Return what an export of deadlines says of itself, in this language."""
    with override(language):
        return Cover(_("Deadlines and where they stand"), _("Deadlines"), language, moment.as_of, moment.known)


def write_export(
    *, file_format: Format, deadlines: DeadlineQuerySet, moment: Moment, language: str, stream: BinaryIO
) -> int:
    """Write the flat rows of these deadlines to a binary stream, which stays open, and return how many there were.

    ``deadlines``: any selection from ``Deadline.objects.at(moment)``, in its own order. The database is read while
    the stream takes the bytes: give a file, and use ``exported_file`` for a receiver that may be slow.
    """
    with snapshot(deadlines.db):
        rows = flat_rows(deadlines, moment, language)
        return file_format.write(cover_at(moment, language), COLUMNS, rows, stream)


def exported_file(*, file_format: Format, deadlines: DeadlineQuerySet, moment: Moment, language: str) -> IO[bytes]:
    """Return the same as an open temporary file, to be read from its beginning; it vanishes when it is closed.

    Once it is returned the database is no longer read, so whoever fetches it slowly keeps nobody waiting.
    """
    with ExitStack() as on_failure:
        stream = on_failure.enter_context(TemporaryFile())
        write_export(file_format=file_format, deadlines=deadlines, moment=moment, language=language, stream=stream)
        stream.seek(0)
        on_failure.pop_all()
    return stream
