"""How the product judges, in plain sentences: what each position, light and freshness means, and the words it uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from initiatives.choices import Freshness, Light, Position
from initiatives.presentation.display import freshness_words, light_words, position_badge

# In the order in which the rule asks: the first that fits is the position.
POSITIONS: Mapping[Position, str | Promise] = {
    Position.CLOSED: _("Reported as cancelled, or superseded by another deadline. Nothing is due any more."),
    Position.CLOSED_PARTIAL: _("Closed without being completed. It counts neither as completed nor as overdue."),
    Position.MET_UNDATED: _(
        "Reported as completed, but nobody knows the day. It cannot be said whether it was in time."
    ),
    Position.MET_NO_DEADLINE: _("Completed, and the plan set no date to judge it by."),
    Position.MET_ON_TIME: _("Completed on the last day of the deadline or before."),
    Position.MET_LATE: _("Completed after the last day of the deadline."),
    Position.MET_UNDECIDED: _("Completed in a span of time that holds the last day. The exact day decides."),
    Position.NO_DEADLINE: _("The plan gives no date. It is never overdue."),
    Position.OVERDUE: _("The last day of the deadline has passed, and it is not completed."),
    Position.EXPECTED_LATE: _("Not passed yet, but those responsible expect to be done after the last day."),
    Position.DUE_SOON: _("The last day is near: within 30 days, or what the plan has chosen."),
    Position.IN_PERIOD: _("The deadline is a span of time, such as a quarter, and that span has begun."),
    Position.UPCOMING: _("The deadline lies further ahead."),
}
LIGHTS: Mapping[Light, str | Promise] = {
    Light.GREEN: _("Less than one month after the last day, or before it."),
    Light.AMBER: _("From one to three months after the last day."),
    Light.RED: _("More than three months after the last day."),
    Light.GREY: _("There is no last day to compare with."),
}
FRESHNESS: Mapping[Freshness, str | Promise] = {
    Freshness.FRESH: _("Reported within 60 days, or what the plan has chosen; or completed or closed."),
    Freshness.AGEING: _("The last report is older than that."),
    Freshness.STALE: _("The last report is older than 180 days, or what the plan has chosen."),
    Freshness.NEVER: _("Nothing was ever reported. It is not shown as not started, nor as green."),
}
GLOSSARY: tuple[tuple[str | Promise, str | Promise], ...] = (
    (_("plan"), _("An official document that says what is to be done.")),
    (_("objective"), _("What a part of the plan is meant to achieve.")),
    (_("action"), _("What is to be done for an objective.")),
    (_("deadline"), _("One thing that can be late by itself: a meeting, a start, a result.")),
    (_("original deadline"), _("What the plan said first.")),
    (_("current deadline"), _("What holds after all moves.")),
    (_("moved deadline"), _("A decision gave it another date, with a reason. The original date is always shown too.")),
    (_("status update"), _("What somebody reported: how far it is, and whether it will be made.")),
    (_("delivery confidence"), _("Whether those responsible believe that it will be made: green, amber or red.")),
    (_("forecast"), _("The day on which those responsible expect to be done. It does not move the deadline.")),
    (_("overdue"), _("The current deadline has passed, and it is not completed.")),
    (_("delayed"), _("Later than the original deadline, however often it has been moved.")),
    (_("without deadline"), _("The plan gives no date.")),
    (_("no report received"), _("Nobody has reported yet. It is no status.")),
    (_("stale"), _("The last report is so old that it may no longer hold.")),
    (_("lead organisation"), _("The body that answers for it.")),
    (_("partner organisation"), _("A body that helps.")),
    (_("evidence"), _("A link or a case number that shows it.")),
    (_("as of"), _("The day that a page or a report is about.")),
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word in the languages of the interface, by language code, and what it means here."""

    names: Mapping[str, str]
    meaning: str | Promise


def positions() -> Iterator[tuple[SafeString, str | Promise]]:
    """Yield the marker and the meaning of each position, in the order of the rule."""
    for position, meaning in POSITIONS.items():
        yield position_badge(position, None, None, None), meaning


def lights() -> Iterator[tuple[SafeString, str | Promise]]:
    """Yield the marker and the meaning of each light."""
    for light, meaning in LIGHTS.items():
        yield light_words(light), meaning


def freshness() -> Iterator[tuple[SafeString, str | Promise]]:
    """Yield the marker and the meaning of each age of a report."""
    for value, meaning in FRESHNESS.items():
        yield freshness_words(value), meaning


def glossary() -> list[Term]:
    """Return the words, each in all languages of the interface."""
    return [Term({code: _in(code, name) for code, _name in settings.LANGUAGES}, meaning) for name, meaning in GLOSSARY]


def _in(language: str, name: str | Promise) -> str:
    with override(language):
        return capfirst(str(name))
