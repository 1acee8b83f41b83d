"""Deadlines that were changed, in every way."""

from __future__ import annotations

from initiatives.choices import (
    ReasonCode,
)
from initiatives.management.demonstration.acts import (
    first_date,
    move,
    removal,
    settled_reading,
)
from initiatives.management.demonstration.cast import Both, Promise, Step
from initiatives.management.demonstration.story.calendar import Calendar
from initiatives.periods import Period


def changed(on: Calendar) -> Promise:
    """Tell of deadlines that were moved, read anew, dated for the first time, or lost their date."""
    return Promise(
        Both("Skilte på vandet", "Signs on the water"),
        (
            Step(
                "moved",
                Both("Bøjer med tekst", "Buoys with text"),
                on.month(20),
                (
                    move(
                        100,
                        on.month(60),
                        reason=ReasonCode.FUNDING,
                        explanation="Bevillingen kom et kvartal senere.",
                        decision_reference="DEMO-2",
                    ),
                    move(40, on.month(100), reason=ReasonCode.CAPACITY, explanation="Kun ét skib kan lægge bøjer ud."),
                ),
            ),
            Step(
                "moved-late",
                Both("Skilte i havne", "Signs in harbours"),
                on.month(-150),
                (move(90, on.day(50), reason=ReasonCode.SCOPE, explanation="Der var flere havne end ventet."),),
            ),
            Step(
                "reading",
                Both("Skilte inden sommer", "Signs before summer"),
                Period.by_end_of(on.month(80)),
                (
                    settled_reading(
                        200,
                        Period.by_end_of(on.month(50)),
                        reason=ReasonCode.OTHER,
                        explanation="»Inden« er læst som før månedens begyndelse.",
                    ),
                ),
                is_confirmed=False,
            ),
            Step(
                "unread",
                Both("Skilte ved fyr", "Signs at lighthouses"),
                Period.by_end_of(on.month(130)),
                is_confirmed=False,
            ),
            Step(
                "first-date",
                Both("Skilte på broer", "Signs on bridges"),
                acts=(
                    first_date(
                        50, on.day(100), reason=ReasonCode.POLITICAL_DECISION, explanation="Udvalget satte en dato."
                    ),
                ),
            ),
            Step(
                "removed",
                Both("Skilte under vand", "Signs under water"),
                on.day(160),
                (removal(20, reason=ReasonCode.CHANGED_NEED, explanation="Behovet undersøges igen."),),
            ),
        ),
    )
