"""Lets a person sign in again who has lost the second step and the recovery codes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from initiatives.models import User
from initiatives.queries.actors import system_actor
from initiatives.services.authorship import Author
from initiatives.services.second_steps import remove_second_steps


class Command(BaseCommand):
    """Make sure first, by another way than mail, that it is the person who asks."""

    help = "Remove app, passkeys and recovery codes of an account: its password alone signs in then."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the account."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove them; raise CommandError for an account that does not exist or has none."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account “{options['username']}”.")
        by = Author(actor=system_actor("remove_second_step"), now=timezone.now())
        if not remove_second_steps(by=by, user=user):
            raise CommandError(f"{user} has no second step.")
        self.stdout.write(f"{user} signs in with the password alone.")
