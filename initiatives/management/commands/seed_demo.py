"""Make the demonstration plan and the demo accounts, where they are not there already."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from initiatives.choices import RecordOrigin
from initiatives.management.arguments import add_language_argument, language_of
from initiatives.management.demonstration import (
    PLAN_SLUG,
    NewAccount,
    give_accounts,
    make_organisations,
    put_on_stage,
)
from initiatives.models import Plan
from initiatives.queries.actors import system_actor
from initiatives.services.authorship import Author


class Command(BaseCommand):
    """``seed_demo``: for trying Tiltag out; never in production."""

    help = "Make a demonstration plan, dated around today, and a demo account for each role; may be repeated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        add_language_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is not there, and print the passwords of the accounts that were made."""
        with override(language_of(options["language"])):
            if settings.PRODUCTION:
                raise CommandError(_("The demonstration has accounts with known roles: it is not for production."))
            with transaction.atomic():
                plan_is_new, accounts = self._make()
            plan = PLAN_SLUG
            message = _("%(plan)s: the demonstration plan is made.") if plan_is_new else _("%(plan)s: nothing is new.")
            self.stdout.write(message % {"plan": plan})
            if accounts:
                self._tell(accounts)

    def _make(self) -> tuple[bool, list[NewAccount]]:
        actor, now = system_actor("seed_demo"), timezone.now()
        plan = Plan.objects.filter(slug=PLAN_SLUG).first()
        if plan is not None and not plan.is_demonstration:
            message = _("The plan “%(plan)s” is a real one, so there is no place for the demonstration plan.")
            raise CommandError(message % {"plan": PLAN_SLUG})
        make_organisations(now=now, actor=actor)
        accounts = give_accounts(Author(actor=actor, now=now, origin=RecordOrigin.SEED_DEMO))
        if plan is None:
            put_on_stage(now=now, actor=actor)
        return plan is None, accounts

    def _tell(self, accounts: list[NewAccount]) -> None:
        self.stdout.write(_("Demo accounts, with passwords that are shown this once:"))
        width = max(len(account.username) for account in accounts)
        for account in accounts:
            self.stdout.write(f"    {account.username:<{width}}  {account.password}")
        self.stdout.write(_("A new password: python manage.py changepassword NAME"))
