"""What the commands that read the record ask for in the same words: plans, the two clocks, language and drafts."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Collection, Sequence
from datetime import date

from django.conf import settings
from django.core.management import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.choices import MembershipRole
from initiatives.clocks import KNOWN_THEN, ClockError, Moment
from initiatives.models import Plan
from initiatives.policies import Actor, Reach
from initiatives.queries.visible import visible_plans

USAGE_ERROR = 2
LANGUAGES = [code for code, _name in settings.LANGUAGES]
ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def add_reading_arguments(parser: ArgumentParser) -> None:
    """Add ``--plan``, ``--as-of``, ``--known``, ``--language`` and ``--include-drafts``."""
    parser.add_argument(
        "--plan", dest="plans", action="append", default=[], metavar="SLUG", help="only this plan; may be repeated"
    )
    parser.add_argument("--as-of", metavar="DAY", help="the day that is judged, such as 2018-12-31 (default: today)")
    parser.add_argument(
        "--known",
        default=KNOWN_THEN,
        metavar="WHEN",
        help="what counts as recorded: then (by the end of the judged day, the default), now, a day, or an instant "
        "such as 2018-12-31T12:00+01:00",
    )
    parser.add_argument("--include-drafts", action="store_true", help="show plans that are not published, too")
    add_language_argument(parser)


def add_language_argument(parser: ArgumentParser) -> None:
    """Add ``--language``."""
    parser.add_argument(
        "--language",
        default=settings.LANGUAGE_CODE,
        metavar="CODE",
        help=f"of labels and texts: {', '.join(LANGUAGES)} (default: {settings.LANGUAGE_CODE})",
    )


def one_of(option: str, value: str, allowed: Collection[str]) -> str:
    """Return the value that an option was given. Raises CommandError, which names the allowed ones, for any other."""
    if value not in allowed:
        raise CommandError(
            _("%(option)s knows no “%(value)s”. Choose one of: %(allowed)s.")
            % {"option": option, "value": value, "allowed": ", ".join(allowed)},
            returncode=USAGE_ERROR,
        )
    return value


def language_of(code: str) -> str:
    """Return a language of the interface by its code. Raises CommandError for any other."""
    return one_of("--language", code, LANGUAGES)


def moment_of(as_of: str | None, known: str) -> Moment:
    """Return the moment that was asked for, by the clock of this machine. Raises CommandError for what is none."""
    try:
        return Moment.resolve(now=timezone.now(), as_of=day_of(as_of) if as_of is not None else None, known=known)
    except ClockError as error:
        raise CommandError(str(error), returncode=USAGE_ERROR) from error


def operator(*, include_drafts: bool) -> Actor:
    """Return who runs a command: whoever may start it here sees all that is published, and drafts on request."""
    return Actor(system=include_drafts, reaches={MembershipRole.READER: Reach(everything=True)})


def refuse_unknown_plans(slugs: Sequence[str], actor: Actor, moment: Moment) -> None:
    """Raise CommandError unless each slug names a plan that the actor sees at the moment; name those that there are."""
    seen = set(visible_plans(actor, moment).values_list("slug", flat=True))
    for slug in slugs:
        if slug in seen:
            continue
        if Plan.objects.filter(slug=slug).exists():
            reason = _("The plan “%(slug)s” was not published then. Add --include-drafts to see it all the same.")
        else:
            reason = _("There is no plan “%(slug)s”. The plans are: %(plans)s.")
        plans = ", ".join(sorted(seen)) or _("none")
        raise CommandError(reason % {"slug": slug, "plans": plans}, returncode=USAGE_ERROR)


def day_of(text: str) -> date:
    """Return a day that was asked for, written as 2018-12-31. Raises CommandError for anything else."""
    try:
        day = date.fromisoformat(text) if ISO_DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise CommandError(
            _("“%(text)s” is not a day. Write it as year-month-day, such as 2018-12-31.") % {"text": text},
            returncode=USAGE_ERROR,
        )
    return day
