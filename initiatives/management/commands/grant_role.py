"""Gives an account a role: the way to the first administrator of a new installation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from initiatives.choices import MembershipRole
from initiatives.models import Organisation, Plan, User
from initiatives.queries.actors import system_actor
from initiatives.services.authorship import Author
from initiatives.services.memberships import create_membership


class Command(BaseCommand):
    """Whoever may run commands on the server gives roles; all others are given by an administrator, in the admin."""

    help = "Give an account a role, everywhere or for one organisation or plan."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the account, the role, and where it reaches."""
        parser.add_argument("username")
        parser.add_argument("role", choices=MembershipRole.values)
        reach = parser.add_mutually_exclusive_group()
        reach.add_argument("--organisation", metavar="SLUG", help="reach this organisation and those below it")
        reach.add_argument("--plan", metavar="SLUG", help="reach this plan")

    def handle(self, *args: Any, **options: Any) -> None:
        """Give the role; raise CommandError for an account, organisation or plan that does not exist."""
        user = _named(User, "username", options["username"])
        reach: dict[str, Any] = {}
        if options["organisation"]:
            reach["organisation"] = _named(Organisation, "slug", options["organisation"])
        if options["plan"]:
            reach["plan"] = _named(Plan, "slug", options["plan"])
        by = Author(actor=system_actor("grant_role"), now=timezone.now())
        try:
            membership = create_membership(by=by, user=user, role=options["role"], **reach)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if not user.is_staff:
            user.is_staff = True
            user.save(update_fields=["is_staff"])
        self.stdout.write(f"{membership} can sign in at /admin/.")


def _named(model: Any, field: str, name: str) -> Any:
    try:
        return model.objects.get(**{field: name})
    except model.DoesNotExist:
        raise CommandError(f"There is no {model._meta.verbose_name} “{name}”.") from None
