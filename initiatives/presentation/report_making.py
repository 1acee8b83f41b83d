"""From a question to a kept file: what pages, programs, commands and the job worker do when a report is wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from tempfile import TemporaryFile

from django.utils.translation import gettext as _
from django.utils.translation import override

from initiatives.choices import PlanState
from initiatives.clocks import local_day
from initiatives.exceptions import InitiativesError
from initiatives.models import MadeReport, Plan
from initiatives.models.as_known import as_known
from initiatives.models.made_report import ReportState
from initiatives.policies import Actor
from initiatives.queries.actors import actor_of, system_actor
from initiatives.reports.making import REPORT_FORMATS, make_report
from initiatives.reports.progress.definition import Definition
from initiatives.reports.progress.gathering import ReportRefused, report_deadlines
from initiatives.services import made_reports
from initiatives.services.authorship import Author

# A report of more rows is made by the job worker: nobody waits for a page so long.
MOST_ROWS_AT_ONCE = 300
ROWS_BETWEEN_WRITES = 1000
Clock = Callable[[], datetime]


def ask_for_report(definition: Definition, format_name: str, by: Author) -> tuple[MadeReport, bool]:
    """Return the report for a definition, and whether it is new and waits to be made.

    Raises ReportRefused or NotAllowed where it cannot be made.
    """
    report_deadlines(definition, by.actor)
    file_format = REPORT_FORMATS[format_name]
    then = as_known(Plan, definition.moment).filter(slug__in=definition.plans, state=PlanState.DRAFT)
    return made_reports.ask_for_report(
        by=by,
        definition=definition.as_data(),
        format_name=format_name,
        plans=list(Plan.objects.filter(slug__in=definition.plans)),
        of_draft=then.exists(),
        file_name=file_format.file_name(definition),
        content_type=file_format.content_type,
    )


def is_quick(definition: Definition, actor: Actor) -> bool:
    """Return whether the report is small enough to be made while somebody waits."""
    return not _has_more_than(MOST_ROWS_AT_ONCE, definition, actor)


def refuse_what_takes_long(definition: Definition, format_name: str, actor: Actor) -> None:
    """Raise ReportRefused for a report too large to be made while a program waits, unless it is made or being made.

    Raises as :func:`ask_for_report` does.
    """
    most = REPORT_FORMATS[format_name].most_while_waiting
    if most is None or not _has_more_than(most, definition, actor):
        return
    key = made_reports.key_of(definition.as_data(), format_name)
    if MadeReport.objects.filter(definition_key=key, state__in=(ReportState.READY, ReportState.RUNNING)).exists():
        return
    message = _(
        "A report of more than %(most)d deadlines is not made as %(format)s while a program waits. Have it made on the "
        "page of reports or by the command export_progress; or ask for one of: %(others)s."
    )
    others = ", ".join(each.name for each in REPORT_FORMATS.values() if each.holds_any_size)
    raise ReportRefused(message % {"most": most, "format": format_name, "others": others}, "format")


def _has_more_than(most: int, definition: Definition, actor: Actor) -> bool:
    rows = report_deadlines(definition, actor).order_by()
    return len(rows.values_list("pk")[: most + 1]) > most


def make_waiting_report(report: MadeReport, clock: Clock) -> MadeReport:
    """Make a report that waits, in the name of whoever asked for it, and return it ready or failed.

    ``clock`` gives the instant. One that another worker has in hand, or that is ready, is returned as it stands.
    """
    if made_reports.begin_making(report=report, now=clock()):
        _make(report, Definition.from_data(report.definition), clock)
    report.refresh_from_db()
    return report


def _make(report: MadeReport, definition: Definition, clock: Clock) -> None:
    told = 0

    def watch(done: int, total: int) -> None:
        nonlocal told
        if done - told >= ROWS_BETWEEN_WRITES or done == total:
            told = done
            made_reports.tell_progress(report=report, done=done, total=total, now=clock())

    try:
        actor = _actor_of(report, clock())
        with TemporaryFile() as file:
            make_report(definition, actor, report.format, file, watch)
            made_reports.keep_report(by=Author(actor=actor, now=clock()), report=report, file=file)
    except InitiativesError as error:
        made_reports.fail_report(report=report, words=str(error))
    except Exception:
        with override(definition.language):
            words = _("The report could not be made: a fault, whose cause is in the log. Ask for it again.")
        made_reports.fail_report(report=report, words=words)
        raise
    except BaseException:
        # The process is told to end.
        made_reports.fail_report(report=report, words="")
        raise


def _actor_of(report: MadeReport, now: datetime) -> Actor:
    """Return who asked, with what that person may do now; a report without an account was asked for by a command."""
    if report.asked_by is None:
        return system_actor(report.asked_by_name)
    return actor_of(report.asked_by, local_day(now))
