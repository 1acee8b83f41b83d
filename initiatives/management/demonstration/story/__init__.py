"""The story: an invented plan for better signs in which everything happens that can happen to a deadline."""

from __future__ import annotations

from datetime import date

from initiatives.choices import OrganisationKind
from initiatives.management.demonstration.cast import Body, Both, Objective
from initiatives.management.demonstration.story.calendar import Calendar
from initiatives.management.demonstration.story.closed import understandable
from initiatives.management.demonstration.story.met import readable
from initiatives.management.demonstration.story.open import findable

KNOWN_DAYS_AGO = 500

ORGANISATIONS = (
    Body("demo-ministeriet", Both("Demoministeriet", "Demonstration Ministry"), OrganisationKind.MINISTRY),
    Body(
        "demo-styrelsen",
        Both("Demostyrelsen", "Demonstration Agency"),
        OrganisationKind.AGENCY,
        parent="demo-ministeriet",
    ),
    Body("demo-raadet", Both("Demorådet", "Demonstration Council"), OrganisationKind.OTHER),
)

PLAN_TITLE = Both(
    "Demonstrationsplan: opdigtede tiltag for bedre skilte", "Demonstration plan: invented actions for better signs"
)
PLAN_SUMMARY = Both(
    "Alt i denne plan er opdigtet. Den viser, hvad der kan ske med en frist, og datoerne følger den dag, da den blev "
    "oprettet.",
    "Everything in this plan is invented. It shows what can happen to a deadline, and its dates follow the day on "
    "which it was made.",
)


def story(today: date) -> tuple[Objective, ...]:
    """Return the objectives of the plan, with all that happened until ``today``."""
    on = Calendar(today)
    return (readable(on), findable(on), understandable(on))
