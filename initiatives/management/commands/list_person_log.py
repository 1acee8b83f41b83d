"""Lists what is logged about a person: for the person, who has a right to it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import override

from initiatives.choices import PersonEventKind
from initiatives.models import User
from initiatives.presentation.person_log import line_of
from initiatives.queries.person_log import read_person_log
from initiatives.services.person_log import NewEvent, write_events

LINES_AT_ONCE = 500
NAME = "list_person_log"


class Command(BaseCommand):
    """What is in the archives of ``archive_person_log`` is not listed: each of their lines names the account."""

    help = "List all that is logged about an account, newest first: instant, what, who, about, request; a tab between."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the account and the language."""
        parser.add_argument("username")
        parser.add_argument("--language", default="da", choices=("da", "en"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the lines; raise CommandError for an account that does not exist. That it was listed is logged too."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account “{options['username']}”.")
        with override(options["language"]):
            cursor = None
            while True:
                page = read_person_log(user, size=LINES_AT_ONCE, cursor=cursor)
                for line in map(line_of, page.rows):
                    told = (line.at.isoformat(), line.what, line.who, line.about or line.address, line.request)
                    self.stdout.write("\t".join(text.replace("\t", " ").replace("\n", " ") for text in told))
                cursor = page.following
                if cursor is None:
                    break
        about = f"{NAME} {user.get_username()}"
        write_events([NewEvent(timezone.now(), PersonEventKind.LOG_READ, done_by=f"command {NAME}", about=about)])
