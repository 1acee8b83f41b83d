"""Write the flat rows of plans, as they stood on a day, to a file."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext, override

from initiatives.exceptions import InitiativesError
from initiatives.management.arguments import (
    add_reading_arguments,
    language_of,
    moment_of,
    one_of,
    operator,
    refuse_unknown_plans,
)
from initiatives.management.output import STANDARD_OUTPUT, write_whole
from initiatives.reports.export import write_export
from initiatives.reports.formats import FORMATS
from initiatives.reports.progress import progress_deadlines


class Command(BaseCommand):
    """``export_progress --plan com-2017-612 --as-of 2018-12-31 --format xlsx --output progress.xlsx``."""

    help = "Write every deadline of the plans, with where it stands, as CSV or as an Excel workbook."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        add_reading_arguments(parser)
        parser.add_argument("--format", default="csv", help=f"one of: {', '.join(FORMATS)} (default: csv)")
        parser.add_argument(
            "--output", required=True, metavar="FILE", help=f"the file to write; {STANDARD_OUTPUT} is standard output"
        )
        parser.add_argument("--force", action="store_true", help="overwrite the file if it is there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, and say on standard error how many rows it has."""
        language = language_of(options["language"])
        with override(language):
            file_format = FORMATS[one_of("--format", options["format"], FORMATS)]
            moment = moment_of(options["as_of"], options["known"])
            actor = operator(include_drafts=options["include_drafts"])
            refuse_unknown_plans(options["plans"], actor, moment)

            def write(stream: BinaryIO) -> int:
                return write_export(
                    file_format=file_format,
                    deadlines=progress_deadlines(actor, moment, options["plans"]),
                    moment=moment,
                    language=language,
                    stream=stream,
                )

            try:
                count = write_whole(options["output"], write, overwrite=options["force"])
            except InitiativesError as error:
                raise CommandError(str(error)) from error
            if options["output"] != STANDARD_OUTPUT:
                message = ngettext("%(path)s: %(count)d row.", "%(path)s: %(count)d rows.", count)
                self.stderr.write(message % {"path": options["output"], "count": count}, lambda text: text)
