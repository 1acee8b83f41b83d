"""Check that the log is as it was written."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from initiatives.management.arguments import add_language_argument, language_of, one_of
from initiatives.models import Deadline, Plan
from initiatives.queries.verification import Finding, verify_chains
from initiatives.reports.cells import visible
from initiatives.reports.snapshot import snapshot


class Command(BaseCommand):
    """``verify_log --plan com-2017-612``: exits with 1 when anything is found."""

    help = "Recompute the chain of every deadline's log, and print what is not as it was written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("--plan", metavar="SLUG", help="only the logs of this plan (default: all)")
        add_language_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings. Raises CommandError when there are any."""
        with override(language_of(options["language"])):
            plan = _plan(options["plan"])
            # One state of the logs: a row recorded meanwhile would look like a broken chain.
            with snapshot(DEFAULT_DB_ALIAS):
                deadlines = (Deadline.objects.filter(action__plan=plan) if plan else Deadline.objects.all()).count()
                findings = 0
                for finding in verify_chains(*([plan] if plan else [])):
                    findings += 1
                    self.stdout.write(_line(finding))
            if findings:
                message = ngettext(
                    "The log is not as it was written: %(count)d finding.",
                    "The log is not as it was written: %(count)d findings.",
                    findings,
                )
                raise CommandError(message % {"count": findings})
            message = ngettext(
                "The log of %(count)d deadline is as it was written.",
                "The logs of %(count)d deadlines are as they were written.",
                deadlines,
            )
            self.stdout.write(message % {"count": deadlines})


def _plan(slug: str | None) -> Plan | None:
    if slug is None:
        return None
    one_of("--plan", slug, sorted(Plan.objects.values_list("slug", flat=True)))
    return Plan.objects.get(slug=slug)


def _line(finding: Finding) -> str:
    if finding.seq is None:
        return visible(f"{finding.deadline}: {finding.problem}")
    where = _("%(deadline)s, row %(seq)d") % {"deadline": finding.deadline, "seq": finding.seq}
    return visible(f"{where}: {finding.problem}")
