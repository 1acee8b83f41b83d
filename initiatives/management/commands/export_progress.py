"""Make the progress report of plans, as they stood on a day, and write it to a file."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser
from dataclasses import replace
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from initiatives.choices import PersonEventKind
from initiatives.clocks import Moment
from initiatives.exceptions import InitiativesError
from initiatives.management.arguments import (
    USAGE_ERROR,
    add_reading_arguments,
    day_of,
    language_of,
    moment_of,
    one_of,
    operator,
    refuse_unknown_plans,
)
from initiatives.management.output import STANDARD_OUTPUT, write_whole
from initiatives.models import MadeReport
from initiatives.policies import Actor
from initiatives.presentation.report_making import ask_for_report, make_waiting_report
from initiatives.queries.visible import visible_plans
from initiatives.reports.making import REPORT_FORMATS
from initiatives.reports.progress.definition import ALL_SECTIONS, Audience, Definition
from initiatives.services.authorship import Author
from initiatives.services.person_log import NewEvent, write_events

CHUNK = 1 << 20
NAME = "export_progress"


class Command(BaseCommand):
    """``export_progress --plan com-2017-612 --as-of 2018-12-31 --format pdf --output report.pdf``."""

    help = "Make the progress report of plans in one of its formats; the report is kept, and found on the reports page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        add_reading_arguments(parser)
        parser.add_argument("--format", default="csv", help=f"one of: {', '.join(REPORT_FORMATS)} (default: csv)")
        parser.add_argument("--since", metavar="DAY", help="the earlier day that is compared with (default: none)")
        parser.add_argument(
            "--section",
            dest="sections",
            action="append",
            default=[],
            metavar="NAME",
            help=f"only this part; may be repeated: {', '.join(ALL_SECTIONS)}",
        )
        parser.add_argument(
            "--organisation", default="", metavar="SLUG", help="only what this body leads or helps with"
        )
        parser.add_argument(
            "--audience",
            default=Audience.PUBLIC.value,
            help=f"one of: {', '.join(Audience.values)} (default: public); the internal report has internal notes",
        )
        parser.add_argument(
            "--output", required=True, metavar="FILE", help=f"the file to write; {STANDARD_OUTPUT} is standard output"
        )
        parser.add_argument("--force", action="store_true", help="overwrite the file if it is there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the report, write the file, and say on standard error how large it is and its checksum."""
        language = language_of(options["language"])
        with override(language):
            format_name = one_of("--format", options["format"], REPORT_FORMATS)
            moment = moment_of(options["as_of"], options["known"])
            actor = _named(operator(include_drafts=options["include_drafts"]), options["audience"])
            refuse_unknown_plans(options["plans"], actor, moment)
            definition = _definition(options, moment, actor, language)
            try:
                report = _made(definition, format_name, actor)
                size = write_whole(options["output"], lambda stream: _copy(report, stream), overwrite=options["force"])
            except InitiativesError as error:
                raise CommandError(str(error)) from error
            about = f"{NAME} {' '.join(definition.plans)} {definition.as_of} {definition.audience} {format_name}"
            now = timezone.now()
            write_events([NewEvent(now, PersonEventKind.REPORT_FETCHED, done_by=f"command {NAME}", about=about)])
            if options["output"] != STANDARD_OUTPUT:
                message = _("%(path)s: %(size)d bytes, SHA-256 %(digest)s.")
                told = {"path": options["output"], "size": size, "digest": report.sha256}
                self.stderr.write(message % told, lambda text: text)


def _named(actor: Actor, audience: str) -> Actor:
    """Return the operator under the command's name; whoever may run it here may read internal notes on request."""
    one_of("--audience", audience, Audience.values)
    return replace(actor, name=NAME, system=actor.system or audience == Audience.INTERNAL)


def _definition(options: dict[str, Any], moment: Moment, actor: Actor, language: str) -> Definition:
    sections = [one_of("--section", name, ALL_SECTIONS) for name in options["sections"]]
    plans = options["plans"] or list(visible_plans(actor, moment).values_list("slug", flat=True))
    if not plans:
        raise CommandError(_("There is no plan to report on."), returncode=USAGE_ERROR)
    return Definition(
        plans=tuple(dict.fromkeys(plans)),
        as_of=moment.as_of,
        known=moment.known,
        since=day_of(options["since"]) if options["since"] else None,
        sections=tuple(section for section in ALL_SECTIONS if not sections or section in sections),
        organisation=options["organisation"],
        audience=options["audience"],
        language=language,
    )


def _made(definition: Definition, format_name: str, actor: Actor) -> MadeReport:
    """Return the kept report. Raises CommandError with what went wrong, or where another process has it in hand."""
    report, _is_new = ask_for_report(definition, format_name, Author(actor=actor, now=timezone.now()))
    if report.is_under_way:
        report = make_waiting_report(report, timezone.now)
    if report.is_under_way:
        raise CommandError(_("Another process is making this very report. Run the command again in a while."))
    if not report.is_ready:
        raise CommandError(
            report.failure or _("The work broke off before the report was ready. Run the command again.")
        )
    return report


def _copy(report: MadeReport, stream: BinaryIO) -> int:
    with report.opened() as file:
        shutil.copyfileobj(file, stream, CHUNK)
    return report.size or 0
