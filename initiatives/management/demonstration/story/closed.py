"""Deadlines that are closed, whose reports were taken back, or that have no date."""

from __future__ import annotations

from initiatives.choices import (
    DeadlineKind,
    Firmness,
    ResponsibilityRole,
    Status,
)
from initiatives.management.demonstration.acts import (
    report,
    withdrawal,
)
from initiatives.management.demonstration.cast import Both, Objective, Promise, Step
from initiatives.management.demonstration.story.calendar import Calendar


def understandable(on: Calendar) -> Objective:
    """Tell of deadlines that are closed, taken back, or without a date."""
    pictures = Promise(
        Both("Billeder i stedet for ord", "Pictures instead of words"),
        (
            Step(
                "cancelled",
                Both("Skilte med lugt", "Signs with smell"),
                on.month(-30),
                (report(66, Status.CANCELLED, note="Forsøget er opgivet.", by_coordinator=True),),
            ),
            Step(
                "partly",
                Both("Symboler for alle ministerier", "Symbols for all ministries"),
                on.month(-70),
                (
                    report(
                        75,
                        Status.CLOSED_PARTIAL,
                        note="Ni af ti ministerier har fået et symbol.",
                        by_coordinator=True,
                    ),
                ),
            ),
            Step(
                "superseded",
                Both("Symboler på papir", "Symbols on paper"),
                on.month(30),
                (
                    report(
                        85,
                        Status.SUPERSEDED,
                        superseded_by="3.2/register",
                        note="Registret træder i stedet.",
                        by_coordinator=True,
                    ),
                ),
            ),
        ),
    )
    register = Promise(
        Both("Register over symboler", "Register of symbols"),
        (
            Step(
                "register",
                Both("Register", "Register"),
                on.quarter(150),
                (
                    report(130, Status.IN_PROGRESS),
                    report(60, Status.COMPLETED, completed=on.day(-61), note="Se registret."),
                    withdrawal(59, "Meldt ved en fejl: det var prøveudgaven."),
                ),
            ),
            Step(
                "trial",
                Both("Prøveudgave", "Trial edition"),
                on.quarter(170),
                (report(35, Status.NOT_STARTED), withdrawal(34, "Hører til en anden frist.")),
            ),
            Step(
                "meeting",
                Both("Årligt møde om symboler", "Annual meeting on symbols"),
                acts=(report(45, Status.IN_PROGRESS, note="Holdt i det forløbne år."),),
                kind=DeadlineKind.RECURRING,
                review_after_months=12,
            ),
            Step(
                "conference",
                Both("Konference", "Conference"),
                on.day(25),
                kind=DeadlineKind.EVENT,
                firmness=Firmness.EXPECTED,
            ),
        ),
    )
    return Objective(
        "3",
        Both("Skilte, der kan forstås", "Signs that can be understood"),
        ((ResponsibilityRole.LEAD, "demo-raadet"), (ResponsibilityRole.PARTNER, "demo-ministeriet")),
        (pictures, register),
    )
