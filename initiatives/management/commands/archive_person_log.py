"""Moves what is logged about accounts, and is old enough, from the database into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from initiatives.services.person_log_archive import ArchiveError, archive_person_log


class Command(BaseCommand):
    """The status log and the versions are never archived: this is about sign-ins, tokens and what was read."""

    help = (
        "Write what is logged about accounts and is older than some days to a compressed file with its SHA-256, read "
        "it back, and remove it from the database. On PostgreSQL it runs as the owner of the tables."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the days and the folder."""
        parser.add_argument(
            "--older-than",
            type=int,
            default=settings.LOG_RETENTION_DAYS,
            metavar="DAYS",
            help="30 at least (default: TRACKER_LOG_RETENTION_DAYS)",
        )
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.DATA_DIR / "person-log",
            help="where the file is put (default: person-log in the data folder)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Archive; raise CommandError where nothing may be or could be."""
        days = options["older_than"]
        if not days:
            raise CommandError("It is kept for ever: give --older-than, or set TRACKER_LOG_RETENTION_DAYS.")
        try:
            archive = archive_person_log(now=timezone.now(), days=days, folder=options["folder"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        if archive is None:
            self.stdout.write(f"Nothing is older than {days} days.")
        else:
            self.stdout.write(f"{archive.events} events moved to {archive.file}, SHA-256 {archive.sha256}.")
