"""Print what is overdue on a day, worst first."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from initiatives.clocks import Moment
from initiatives.management.arguments import (
    add_reading_arguments,
    language_of,
    moment_of,
    one_of,
    operator,
    refuse_unknown_plans,
)
from initiatives.management.output import STANDARD_OUTPUT, write_whole
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.overdue import overdue_deadlines
from initiatives.queries.rows import deadline_rows
from initiatives.reports.cells import joined
from initiatives.reports.export import write_export
from initiatives.reports.formats import FORMATS
from initiatives.reports.snapshot import snapshot
from initiatives.reports.text_table import aligned

TEXT, CSV = "text", "csv"


class Command(BaseCommand):
    """``list_overdue --plan com-2017-612 --as-of 2018-12-31 --known now``."""

    help = "List the deadlines that are overdue on a day, worst first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        add_reading_arguments(parser)
        parser.add_argument(
            "--format", default=TEXT, help=f"{TEXT}, a table to read (the default), or {CSV}, the rows of every export"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list."""
        language = language_of(options["language"])
        with override(language):
            wanted = one_of("--format", options["format"], (TEXT, CSV))
            moment = moment_of(options["as_of"], options["known"])
            actor = operator(include_drafts=options["include_drafts"])
            refuse_unknown_plans(options["plans"], actor, moment)
            deadlines = overdue_deadlines(moment, options["plans"], actor)
            if wanted == TEXT:
                self._print(deadlines, moment, language)
                return

            def write(stream: BinaryIO) -> int:
                return write_export(
                    file_format=FORMATS[CSV], deadlines=deadlines, moment=moment, language=language, stream=stream
                )

            write_whole(STANDARD_OUTPUT, write, overwrite=False)

    def _print(self, deadlines: DeadlineQuerySet, moment: Moment, language: str) -> None:
        with snapshot(deadlines.db):
            lines = [_line(row, language) for row in deadline_rows(deadlines, moment, language)]
        if lines:
            headings = (_("reference"), _("deadline"), _("lead"), _("current deadline"), _("days overdue"))
            for line in aligned([[capfirst(heading) for heading in headings], *lines], right=(4,)):
                self.stdout.write(line)
            self.stdout.write("")
        message = ngettext(
            "%(count)d deadline overdue on %(day)s.", "%(count)d deadlines overdue on %(day)s.", len(lines)
        )
        self.stdout.write(message % {"count": len(lines), "day": moment.as_of.isoformat()})


def _line(row: DeadlineRow, language: str) -> Sequence[str]:
    return row.ref, row.label, joined(row.leads), row.current.label(language), str(row.days_overdue)
