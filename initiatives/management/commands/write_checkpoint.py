"""Write down, outside the database and signed, what the whole log looks like today."""

from __future__ import annotations

from argparse import ArgumentParser
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from initiatives.checkpoints.folder import KeptCheckpoint
from initiatives.checkpoints.form import CheckpointError
from initiatives.management.arguments import USAGE_ERROR, add_language_argument, language_of
from initiatives.reports.snapshot import snapshot
from initiatives.services.checkpoints import write_checkpoint


class Command(BaseCommand):
    """``write_checkpoint --mail auditor@example.org``: once a day, by a timer; a second run leaves the file alone."""

    help = (
        "Write the checkpoint of the day: a signed digest of the heads of all logs, in a file outside the database. "
        "verify_log compares the log with it on any later day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument(
            "--mail",
            action="append",
            default=[],
            metavar="ADDRESS",
            help="send it there, too, where nobody here can change it; may be repeated",
        )
        add_language_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, send it, and say where it is. Raises CommandError for what stands in the way."""
        with override(language_of(options["language"])):
            addresses = [_address(text) for text in options["mail"]]
            try:
                with snapshot(DEFAULT_DB_ALIAS):
                    kept, is_new = write_checkpoint(
                        now=timezone.now(),
                        folder=settings.CHECKPOINT_DIR,
                        key_file=settings.CHECKPOINT_KEY,
                        installation=settings.ALLOWED_HOSTS[0],
                    )
            except CheckpointError as error:
                raise CommandError(str(error)) from error
            told = (
                _("%(file)s: %(rows)d rows on %(deadlines)d deadlines, digest %(digest)s.")
                if is_new
                else _("%(file)s is there already: %(rows)d rows on %(deadlines)d deadlines, digest %(digest)s.")
            )
            checkpoint = kept.checkpoint
            self.stdout.write(
                told
                % {
                    "file": kept.file,
                    "rows": checkpoint.rows,
                    "deadlines": checkpoint.deadlines,
                    "digest": checkpoint.digest,
                }
            )
            if addresses:
                self._send(kept, addresses)

    def _send(self, kept: KeptCheckpoint, addresses: list[str]) -> None:
        text = kept.checkpoint.text()
        subject = _("Checkpoint %(day)s of the log of %(installation)s") % {
            "day": kept.file.stem,
            "installation": kept.checkpoint.installation,
        }
        body = _(
            "Keep this mail. With the attached file the log can be checked on any later day: "
            "manage.py verify_log --checkpoint %(file)s"
        ) % {"file": kept.file.name}
        message = EmailMessage(subject, f"{body}\n\n{text}", to=addresses)
        message.attach(kept.file.name, text, "application/json")
        try:
            message.send()
        except (OSError, SMTPException) as error:
            reason = _("The checkpoint was written, and could not be sent: %(reason)s. Mend TRACKER_MAIL_URL.")
            raise CommandError(reason % {"reason": error}) from error
        self.stdout.write(_("Sent to %(addresses)s.") % {"addresses": ", ".join(addresses)})


def _address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        message = _("“%(text)s” is no mail address.") % {"text": text}
        raise CommandError(message, returncode=USAGE_ERROR) from error
    return text
