"""Fill an empty database with a made-up record of any size, for measuring."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from initiatives.management.arguments import add_language_argument, day_of, language_of
from initiatives.management.load import Size, fill
from initiatives.models import Plan

MOST_DEADLINES = 10_000_000
MOST_UPDATES = 100


class Command(BaseCommand):
    """``generate_load --deadlines 200000 --updates-per-deadline 5``."""

    help = (
        "Fill the database with made-up plans, deadlines and status updates. The log keeps them for ever: use a "
        "database of their own."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("--deadlines", type=int, default=200_000, help="how many deadlines (default: 200000)")
        parser.add_argument(
            "--updates-per-deadline", type=int, default=5, help="how many status updates each, on average (default: 5)"
        )
        parser.add_argument("--seed", type=int, default=1, help="another number makes another record (default: 1)")
        parser.add_argument("--as-of", metavar="DAY", help="the last day on which anything happened (default: today)")
        parser.add_argument("--force", action="store_true", help="even where real plans are kept")
        add_language_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill the database, and say how far it has come."""
        with override(language_of(options["language"])):
            size = Size(options["deadlines"], options["updates_per_deadline"])
            if not (0 < size.deadlines <= MOST_DEADLINES and 0 < size.updates_a_deadline <= MOST_UPDATES):
                raise CommandError(
                    _("Ask for 1 to %(deadlines)d deadlines, with 1 to %(updates)d status updates each.")
                    % {"deadlines": MOST_DEADLINES, "updates": MOST_UPDATES}
                )
            if not options["force"] and Plan.objects.filter(is_demonstration=False).exists():
                raise CommandError(
                    _(
                        "This database holds real plans, and what is made up here could never be removed from their "
                        "log. Name another one by DATABASE_URL or TRACKER_DATA_DIR, or add --force."
                    )
                )
            as_of: date = day_of(options["as_of"]) if options["as_of"] else timezone.localdate()
            fill(size, seed=options["seed"], as_of=as_of, progress=self._tell)

    def _tell(self, done: int, of: int) -> None:
        self.stdout.write(_("%(done)d of %(of)d plans") % {"done": done, "of": of})
