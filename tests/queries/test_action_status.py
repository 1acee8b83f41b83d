"""The status of an action follows from its deadlines, and never says more than they do."""

from datetime import date

import pytest

from initiatives.choices import DeadlineKind, Position, Status
from initiatives.queries.action_status import Milestone, action_progress

DELIVERY, START, MEETING = DeadlineKind.COMPLETE_BY, DeadlineKind.START_BY, DeadlineKind.EVENT


def done(kind=DELIVERY, day=date(2018, 9, 3)):
    return Milestone(kind, Status.COMPLETED, Position.MET_ON_TIME, met_on=day)


def started():
    """A start that was to be made by its day, and was; the work goes on."""
    return Milestone(START, Status.IN_PROGRESS, Position.MET_ON_TIME, date(2018, 9, 1), date(2018, 9, 1))


def still(status, position=Position.IN_PERIOD):
    return Milestone(DELIVERY, status, position)


CANCELLED = Milestone(DELIVERY, Status.CANCELLED, Position.CLOSED)
SUPERSEDED = Milestone(DELIVERY, Status.SUPERSEDED, Position.CLOSED)
PARTIAL = Milestone(DELIVERY, Status.CLOSED_PARTIAL, Position.CLOSED_PARTIAL)


@pytest.mark.parametrize(
    ("milestones", "status"),
    [
        ([done()], Status.COMPLETED),
        ([done(), done(MEETING)], Status.COMPLETED),
        ([done(), CANCELLED], Status.COMPLETED),
        ([done(MEETING), done(MEETING)], Status.IN_PROGRESS),
        ([started()], Status.IN_PROGRESS),
        ([started(), still(Status.NONE)], Status.IN_PROGRESS),
        ([CANCELLED, SUPERSEDED], Status.CANCELLED),
        ([SUPERSEDED], Status.SUPERSEDED),
        ([PARTIAL, done()], Status.CLOSED_PARTIAL),
        ([PARTIAL, CANCELLED], Status.CLOSED_PARTIAL),
        ([still(Status.ON_HOLD), still(Status.ON_HOLD), done()], Status.ON_HOLD),
        ([still(Status.ON_HOLD), still(Status.NOT_STARTED)], Status.IN_PROGRESS),
        ([done(), still(Status.NONE)], Status.IN_PROGRESS),
        ([still(Status.NOT_STARTED), still(Status.NONE)], Status.NOT_STARTED),
        ([still(Status.NONE), still(Status.NONE, Position.OVERDUE)], Status.NONE),
        ([CANCELLED, still(Status.NONE)], Status.NONE),
        ([], Status.NONE),
    ],
)
def test_the_status_of_an_action_follows_from_its_deadlines(milestones, status):
    assert action_progress(milestones).status == status
    assert action_progress(milestones[::-1]).status == status


def test_one_deadline_late_and_one_to_come_are_counted_and_not_blended():
    late = Milestone(DELIVERY, Status.COMPLETED, Position.MET_LATE, met_on=date(2018, 10, 1))
    progress = action_progress([late, still(Status.NONE, Position.UPCOMING), still(Status.NONE, Position.OVERDUE)])
    assert (progress.status, progress.met, progress.active, progress.overdue) == (Status.IN_PROGRESS, 1, 3, 1)


def test_two_meetings_held_are_two_of_two_milestones_met_and_no_completion():
    progress = action_progress([done(MEETING), done(MEETING), CANCELLED])
    assert (progress.status, progress.met, progress.active) == (Status.IN_PROGRESS, 2, 2)
    assert progress.completed_on is None


def test_a_completed_action_was_completed_on_the_last_day_unless_a_day_is_missing():
    days = [done(day=date(2018, 9, 3)), done(MEETING, date(2018, 12, 1))]
    assert action_progress(days).completed_on == date(2018, 12, 1)
    assert action_progress([*days, done(day=None)]).completed_on is None
