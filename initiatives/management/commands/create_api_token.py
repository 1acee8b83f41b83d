"""Makes a token for a program, prints it once, and ends one that is no longer wanted."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from initiatives.choices import TokenScope
from initiatives.models import User
from initiatives.queries.actors import system_actor
from initiatives.services.api_tokens import MOST_DAYS, USUAL_DAYS, create_api_token, revoke_api_token
from initiatives.services.authorship import Author


class Command(BaseCommand):
    """Whoever may run commands on the server makes tokens; a token may do what its account may, and no more."""

    help = "Make a token by which a program uses the REST interface in a person's name, or end one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the account, a name for the token, its scope and how long it lasts."""
        parser.add_argument("username")
        parser.add_argument("name", help="what uses it, such as nightly-export")
        parser.add_argument("--scope", choices=TokenScope.values, default=TokenScope.READ)
        parser.add_argument(
            "--days", type=int, default=USUAL_DAYS, help=f"how long it lasts, 1 to {MOST_DAYS} (default: {USUAL_DAYS})"
        )
        parser.add_argument("--revoke", action="store_true", help="end the account's token of this name instead")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the token alone on standard output; raise CommandError for an unknown account or a refusal."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account “{options['username']}”.")
        by, name = Author(actor=system_actor("create_api_token"), now=timezone.now()), options["name"]
        try:
            if options["revoke"]:
                revoke_api_token(by=by, user=user, name=name)
                self.stderr.write(f"The token “{name}” of {user} opens nothing any more.")
                return
            row, token = create_api_token(by=by, user=user, name=name, scope=options["scope"], days=options["days"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stderr.write(f"Until {timezone.localtime(row.expiry):%Y-%m-%d %H:%M}, shown this once:")
        self.stdout.write(token)
