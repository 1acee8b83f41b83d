"""Check that the log is as it was written."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from initiatives.checkpoints.folder import KeptCheckpoint, files_in
from initiatives.checkpoints.form import CheckpointError
from initiatives.checkpoints.keys import fingerprint, kept_key, read_public_key
from initiatives.clocks import ClockError, Moment
from initiatives.management.arguments import USAGE_ERROR, add_language_argument, language_of, one_of
from initiatives.models import Deadline, Plan
from initiatives.queries.heads import Clock, digest_at
from initiatives.queries.verification import verify_chains
from initiatives.queries.verification.against_checkpoints import verify_checkpoints
from initiatives.queries.verification.finding import Finding
from initiatives.reports.cells import visible
from initiatives.reports.snapshot import snapshot


class Command(BaseCommand):
    """``verify_log --plan com-2017-612``: exits with 1 when anything is found."""

    help = (
        "Recompute the chain of every deadline's log, compare it with the checkpoints, and print what is not as it "
        "was written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument(
            "--plan",
            dest="plans",
            action="append",
            default=[],
            metavar="SLUG",
            help="only the logs of this plan, without checkpoints, which are of all; may be repeated (default: all)",
        )
        parser.add_argument(
            "--checkpoint",
            dest="checkpoints",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help="compare with this one, such as a copy that was kept elsewhere; may be repeated (default: all in the "
            "folder)",
        )
        parser.add_argument(
            "--public-key",
            dest="public_keys",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help="trust this key, too; may be repeated (default: the installation's own alone)",
        )
        parser.add_argument("--at", metavar="INSTANT", help="with --plan and --digest: the “known” of a report")
        parser.add_argument("--digest", metavar="HEX", help="with --plan and --at: the digest that the report prints")
        add_language_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings. Raises CommandError when there are any."""
        with override(language_of(options["language"])):
            plans = _plans(options["plans"])
            _refuse_what_does_not_go_together(options)
            # One state of the logs: a row recorded meanwhile would look like a broken chain.
            with snapshot(DEFAULT_DB_ALIAS):
                deadlines = (
                    Deadline.objects.filter(action__plan__in=plans) if plans else Deadline.objects.all()
                ).count()
                findings = 0
                for finding in self._found(plans, options):
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

    def _found(self, plans: list[Plan], options: dict[str, Any]) -> Iterator[Finding]:
        yield from verify_chains(*plans)
        if options["digest"]:
            yield from self._compared(plans, options["at"], options["digest"])
        elif not plans:
            yield from self._against_checkpoints(options["checkpoints"], options["public_keys"])

    def _against_checkpoints(self, named: list[Path], public_keys: list[Path]) -> Iterator[Finding]:
        files = named or files_in(settings.CHECKPOINT_DIR)
        if not files:
            message = _("There is no checkpoint in %(folder)s: what was cut off with its trace is not found.")
            self.stdout.write(message % {"folder": settings.CHECKPOINT_DIR})
            return
        keys = _keys(public_keys)
        compared: list[KeptCheckpoint] = []
        yield from verify_checkpoints(files, keys, are_all=not named, checked=compared.append)
        if compared:
            message = ngettext(
                "Compared with %(count)d checkpoint, of %(last)s.",
                "Compared with %(count)d checkpoints, of %(first)s to %(last)s.",
                len(compared),
            )
            span = {"first": compared[0].file.stem, "last": compared[-1].file.stem}
            self.stdout.write(message % {"count": len(compared), **span})
            self.stdout.write(
                _("Trusted keys: %(keys)s.") % {"keys": ", ".join(sorted({each.checkpoint.key for each in compared}))}
            )

    def _compared(self, plans: list[Plan], at: str, digest: str) -> Iterator[Finding]:
        """Yield that the plans' logs are no longer those of a report, where it is so."""
        try:
            instant = Moment.resolve(now=timezone.now(), known=at).known
        except ClockError as error:
            raise CommandError(str(error), returncode=USAGE_ERROR) from error
        found = digest_at(instant, Clock.KNOWN, [plan.pk for plan in plans])
        told = {"instant": instant.isoformat(), "digest": found.sha256, "rows": found.rows}
        if found.sha256 == digest.strip().lower():
            self.stdout.write(_("As known at %(instant)s it has the digest that was given: %(rows)d rows.") % told)
        else:
            problem = _("as known at %(instant)s the log has the digest %(digest)s, with %(rows)d rows") % told
            yield Finding(", ".join(plan.slug for plan in plans), None, problem)


def _plans(slugs: list[str]) -> list[Plan]:
    known = sorted(Plan.objects.values_list("slug", flat=True)) if slugs else []
    for slug in slugs:
        one_of("--plan", slug, known)
    return list(Plan.objects.filter(slug__in=slugs)) if slugs else []


def _refuse_what_does_not_go_together(options: dict[str, Any]) -> None:
    if bool(options["at"]) != bool(options["digest"]) or (options["at"] and not options["plans"]):
        raise CommandError(_("--at and --digest go together, with --plan."), returncode=USAGE_ERROR)
    if options["plans"] and options["checkpoints"]:
        message = _("A checkpoint is of all plans: leave out --plan.")
        raise CommandError(message, returncode=USAGE_ERROR)


def _keys(files: list[Path]) -> dict[str, Ed25519PublicKey]:
    """Return the trusted public keys by fingerprint: the installation's own where it is here, and those in files."""
    try:
        keys = [read_public_key(file) for file in files]
        if settings.CHECKPOINT_KEY.exists():
            keys.append(kept_key(settings.CHECKPOINT_KEY).public_key())
    except CheckpointError as error:
        raise CommandError(str(error)) from error
    return {fingerprint(key): key for key in keys}


def _line(finding: Finding) -> str:
    if finding.seq is None:
        return visible(f"{finding.subject}: {finding.problem}")
    where = _("%(deadline)s, row %(seq)d") % {"deadline": finding.subject, "seq": finding.seq}
    return visible(f"{where}: {finding.problem}")
