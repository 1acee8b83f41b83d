"""Deadlines that are met, in every way."""

from __future__ import annotations

from initiatives.choices import (
    Confidence,
    DeadlineKind,
    ResponsibilityRole,
    Status,
)
from initiatives.management.demonstration.acts import (
    EVIDENCE,
    correction,
    report,
)
from initiatives.management.demonstration.cast import Both, Objective, Promise, Step
from initiatives.management.demonstration.story.calendar import Calendar


def readable(on: Calendar) -> Objective:
    """Tell of deadlines that are met, in every way."""
    guidance = Promise(
        Both("Vejledning om læsbare skilte", "Guidance on readable signs"),
        (
            Step(
                "draft",
                Both("Udkast til vejledning", "Draft guidance"),
                on.quarter(-150),
                (
                    report(300, Status.NOT_STARTED, note="Arbejdet begynder efter sommeren."),
                    report(220, Status.IN_PROGRESS, confidence=Confidence.GREEN),
                    report(155, Status.COMPLETED, completed=on.day(-160), evidence=EVIDENCE),
                ),
            ),
            Step(
                "guidance",
                Both("Vejledning", "Guidance"),
                on.month(-200),
                (
                    report(
                        230,
                        Status.IN_PROGRESS,
                        confidence=Confidence.RED,
                        confidence_reason="Høringen gav mange svar.",
                        forecast=on.day(-130),
                    ),
                    report(118, Status.COMPLETED, completed=on.day(-120), evidence=EVIDENCE),
                ),
            ),
            Step(
                "print",
                Both("Trykt udgave", "Printed edition"),
                on.middle_of_month(-100),
                (report(55, Status.COMPLETED, completed=on.month(-100), note="Dagen fremgår ikke af fakturaen."),),
            ),
        ),
    )
    training = Promise(
        Both("Kurser for skiltemalere", "Courses for sign painters"),
        (
            Step(
                "start",
                Both("Kurserne begynder", "The courses begin"),
                on.quarter(-60),
                (report(70, Status.IN_PROGRESS, started_on=on.date(-75)),),
                kind=DeadlineKind.START_BY,
            ),
            Step(
                "material",
                Both("Undervisningsmateriale", "Teaching material"),
                acts=(report(28, Status.COMPLETED, completed=on.day(-30), evidence=EVIDENCE),),
            ),
            Step(
                "evaluation",
                Both("Evaluering af prøvehold", "Evaluation of the trial class"),
                on.month(-90),
                (
                    report(
                        60, Status.COMPLETED, completion_unknown=True, note="Datoen kan ikke findes i de gamle papirer."
                    ),
                ),
            ),
            Step(
                "first-class",
                Both("Første hold er færdigt", "The first class has finished"),
                on.day(-18),
                (
                    report(15, Status.COMPLETED, completed=on.day(-20), evidence=EVIDENCE),
                    correction(10, Status.COMPLETED, completed=on.day(-16), evidence=EVIDENCE, note="Rettet dato."),
                ),
            ),
        ),
    )
    return Objective(
        "1",
        Both("Skilte, der kan læses", "Signs that can be read"),
        ((ResponsibilityRole.LEAD, "demo-styrelsen"), (ResponsibilityRole.PARTNER, "demo-raadet")),
        (guidance, training),
    )
