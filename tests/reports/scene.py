"""A plan with deadlines in many positions, as people recorded them in 2018 and 2019."""

from datetime import date

from initiatives.choices import ReasonCode, Status
from initiatives.models import Deadline
from initiatives.periods import Period
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import Report, correct, record, withdraw
from tests.factories import ActionFactory, DeadlineFactory, PlanFactory

PERIODS = ["", "2018-36", "2018-34/2018-35", "../2018-10", "2018-01/..", "2019-33", "2019", "2018-12-31", "2020-35"]


def completed(day):
    return Report(status=Status.COMPLETED, completed=Period.day(day), note="Published")


def make(author_at, slug="skilte-2018"):
    """Make the plan and what happened to it, and return it."""
    plan = PlanFactory(slug=slug)
    made = {}
    for number, edtf in enumerate(PERIODS, start=1):
        action = ActionFactory(objective__plan=plan, number=f"1.{number}")
        for key in ("first", "second"):
            made[number, key] = DeadlineFactory(action=action, key=key, period=Period.parse(edtf)).pk

    def deadline(number, key="first"):
        return Deadline.objects.get(pk=made[number, key])

    record(by=author_at(2018, 11, 5), deadline=deadline(1), report=Report(status=Status.IN_PROGRESS))
    first = record(by=author_at(2018, 12, 21), deadline=deadline(2), report=completed(date(2018, 12, 20)))
    correct(by=author_at(2019, 1, 4), target=first, report=completed(date(2019, 1, 2)))
    taken_back = record(by=author_at(2018, 9, 20), deadline=deadline(3), report=completed(date(2018, 9, 19)))
    withdraw(by=author_at(2018, 12, 1), target=taken_back, reason="It was another guidance.")
    move_deadline(
        by=author_at(2018, 11, 20),
        deadline=deadline(4),
        period=Period.quarter(2019, 1),
        reason=ReasonCode.SUPPLIER,
        explanation="The supplier is late.",
    )
    record(by=author_at(2018, 12, 3), deadline=deadline(6), report=Report(status=Status.CANCELLED, note="Dropped"))
    late = Report(status=Status.IN_PROGRESS, forecast=Period.year(2021), note="Later than hoped")
    record(by=author_at(2019, 1, 3), deadline=deadline(9), report=late)
    return plan
