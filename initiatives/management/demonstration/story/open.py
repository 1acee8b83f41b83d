"""Deadlines that are open: overdue, late, due soon and later."""

from __future__ import annotations

from initiatives.choices import (
    Confidence,
    Firmness,
    ReasonCode,
    ResponsibilityRole,
    Status,
)
from initiatives.management.demonstration.acts import (
    EVIDENCE,
    reopening,
    report,
    unchanged,
)
from initiatives.management.demonstration.cast import Both, Objective, Promise, Step
from initiatives.management.demonstration.story.calendar import Calendar
from initiatives.management.demonstration.story.changed import changed
from initiatives.periods import Period


def findable(on: Calendar) -> Objective:
    """Tell of deadlines that are open, and of those that were changed."""
    survey = Promise(
        Both("Kortlægning af manglende skilte", "Survey of missing signs"),
        (
            Step("silent", Both("Indberetning fra kommuner", "Returns from municipalities"), on.month(-45)),
            Step(
                "survey",
                Both("Kortlægning", "Survey"),
                on.month(-80),
                (
                    report(120, Status.IN_PROGRESS, confidence=Confidence.GREEN, forecast=on.month(-80)),
                    report(
                        20,
                        Status.IN_PROGRESS,
                        confidence=Confidence.AMBER,
                        confidence_reason="Kommunerne svarer langsomt.",
                        delay_reason=ReasonCode.OTHER_AUTHORITY,
                        forecast=on.day(40),
                    ),
                    unchanged(5),
                ),
            ),
            Step(
                "on-hold",
                Both("Digitalt kort", "Digital map"),
                on.day(-35),
                (
                    report(
                        200,
                        Status.ON_HOLD,
                        delay_reason=ReasonCode.SUPPLIER,
                        forecast=on.day(-60),
                        note="Leverandøren er gået konkurs.",
                    ),
                ),
            ),
            Step(
                "reopened",
                Both("Liste over skilte", "List of signs"),
                on.day(75),
                (
                    report(100, Status.COMPLETED, completed=on.day(-101), evidence=EVIDENCE),
                    reopening(80, Status.IN_PROGRESS, note="Listen manglede en hel region."),
                ),
            ),
        ),
    )
    masts = Promise(
        Both("Nye skiltemaster", "New sign masts"),
        (
            Step("today", Both("Tilbud indhentes", "Tenders are called for"), on.day(0)),
            Step(
                "soon",
                Both("Kontrakt", "Contract"),
                on.day(12),
                (report(8, Status.IN_PROGRESS, confidence=Confidence.GREEN),),
                firmness=Firmness.EXPECTED,
            ),
            Step(
                "late",
                Both("Master på alle veje", "Masts on all roads"),
                on.month(40),
                (
                    report(
                        90,
                        Status.IN_PROGRESS,
                        confidence=Confidence.RED,
                        confidence_reason="Stål mangler.",
                        delay_reason=ReasonCode.SUPPLIER,
                        forecast=on.day(120),
                    ),
                ),
            ),
            Step(
                "running",
                Both("Opsætning", "Mounting"),
                Period.range(on.month(-60), on.month(90)),
                (report(250, Status.NOT_STARTED),),
            ),
            Step("upcoming", Both("Eftersyn", "Inspection"), on.quarter(200)),
        ),
    )
    return Objective(
        "2",
        Both("Skilte, der kan findes", "Signs that can be found"),
        ((ResponsibilityRole.LEAD, "demo-ministeriet"), (ResponsibilityRole.PARTNER, "demo-styrelsen")),
        (survey, masts, changed(on)),
    )
