"""The edge cases on which trackers of government plans differ, each through the services and the database."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F

from initiatives.choices import DeadlineKind, Position, Status
from initiatives.clocks import Moment
from initiatives.models import Deadline
from initiatives.periods import Period
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.plans import archive_plan
from initiatives.services.status_updates import Report, record, reopen
from tests.factories import ActionFactory, DeadlineFactory

pytestmark = pytest.mark.django_db
LATER = datetime(2020, 1, 1, 12, tzinfo=UTC)
COLUMNS = ("position", "days_overdue", "days_late", "days_left", "days_slipped", "due_edtf", "first_edtf", "moved_late")


def at(deadline, as_of, known="then", now=LATER):
    moment = Moment.resolve(now=now, as_of=as_of, known=known)
    columns = {f"a_{name}": F(name) for name in COLUMNS}
    row = Deadline.objects.at(moment).annotate(**columns).values(*columns).get(pk=deadline.pk)
    return {name.removeprefix("a_"): value for name, value in row.items()}


def done(day, note="Done"):
    return Report(status=Status.COMPLETED, completed=Period.day(day), note=note)


def test_the_last_day_of_the_quarter_is_not_overdue_and_the_next_day_is():
    deadline = DeadlineFactory(period=Period.quarter(2018, 4))
    assert at(deadline, date(2018, 12, 31))["position"] == Position.DUE_SOON
    assert at(deadline, date(2018, 12, 31))["days_left"] == 0
    assert (at(deadline, date(2019, 1, 1))["position"], at(deadline, date(2019, 1, 1))["days_overdue"]) == (
        "overdue",
        1,
    )


def test_the_day_is_that_of_copenhagen_whatever_the_server_thinks():
    deadline = DeadlineFactory(period=Period.quarter(2018, 4))
    half_past_midnight = Moment.today(datetime(2018, 12, 31, 23, 30, tzinfo=UTC))
    half_past_eleven = Moment.today(datetime(2018, 12, 31, 22, 30, tzinfo=UTC))
    assert half_past_midnight.as_of == date(2019, 1, 1)
    assert deadline in Deadline.objects.at(half_past_midnight).overdue(half_past_midnight)
    assert deadline not in Deadline.objects.at(half_past_eleven).overdue(half_past_eleven)
    summer = Moment.today(datetime(2018, 6, 30, 22, 0, tzinfo=UTC))
    assert summer.as_of == date(2018, 7, 1), "in summer the day turns at 22:00 UTC"


def test_what_is_reported_late_was_overdue_as_known_then_and_is_on_time_as_known_now(author_at):
    deadline = DeadlineFactory(period=Period.quarter(2017, 4))
    record(by=author_at(2018, 1, 15), deadline=deadline, report=done(date(2017, 12, 20)))
    for day in (date(2018, 1, 1), date(2018, 1, 10), date(2018, 1, 14)):
        assert at(deadline, day)["position"] == Position.OVERDUE
        assert at(deadline, day, known="now")["position"] == Position.MET_ON_TIME
    assert at(deadline, date(2018, 1, 15))["position"] == Position.MET_ON_TIME


def test_a_completion_in_the_future_is_refused_and_one_before_the_plan_needs_a_reason(author_at):
    deadline = DeadlineFactory()
    plan = deadline.action.plan
    plan.adopted = Period.day(date(2017, 10, 18))
    plan.save()
    with pytest.raises(ValidationError) as refused:
        record(by=author_at(2018, 12, 20), deadline=deadline, report=done(date(2018, 12, 21)))
    assert "completed" in refused.value.message_dict
    before = Report(status="completed", completed=Period.month(2017, 9), evidence=())
    with pytest.raises(ValidationError) as refused:
        record(by=author_at(), deadline=deadline, report=before)
    assert "note" in refused.value.message_dict
    record(by=author_at(), deadline=deadline, report=done(date(2017, 9, 1), "Already held in September"))


def test_a_deadline_moved_after_it_had_passed_says_so_for_ever(author_at):
    deadline = DeadlineFactory(period=Period.quarter(2018, 3))
    move_deadline(
        by=author_at(2018, 10, 15),
        deadline=deadline,
        period=Period.quarter(2018, 4),
        reason="capacity",
        explanation="Two posts were vacant.",
    )
    assert at(deadline, date(2018, 10, 14))["position"] == Position.OVERDUE
    after = at(deadline, date(2018, 10, 15))
    assert (after["position"], after["moved_late"], after["days_slipped"]) == (Position.IN_PERIOD, True, 92)
    assert (after["first_edtf"], after["due_edtf"]) == ("2018-35", "2018-36")
    record(by=author_at(2018, 11, 1), deadline=deadline, report=done(date(2018, 11, 1)))
    met = at(deadline, date(2019, 6, 1))
    assert (met["position"], met["days_slipped"], met["moved_late"]) == (Position.MET_ON_TIME, 32, True)


def test_a_move_to_a_day_that_has_passed_is_refused_unless_confirmed(author_at):
    deadline = DeadlineFactory()
    move = {"deadline": deadline, "period": Period.month(2018, 6), "reason": "scope", "explanation": "Earlier"}
    with pytest.raises(ValidationError) as refused:
        move_deadline(by=author_at(2018, 9, 1), **move)
    assert "period" in refused.value.message_dict
    move_deadline(by=author_at(2018, 9, 1), **move, past_confirmed=True)
    assert at(deadline, date(2018, 9, 1))["position"] == Position.OVERDUE


def test_work_on_hold_is_overdue_all_the_same(author_at):
    deadline = DeadlineFactory()
    record(by=author_at(2018, 12, 1), deadline=deadline, report=Report(status=Status.ON_HOLD))
    assert at(deadline, date(2019, 1, 1))["position"] == Position.OVERDUE


def test_a_met_start_leaves_the_work_in_progress(author_at):
    deadline = DeadlineFactory(kind=DeadlineKind.START_BY)
    row = record(
        by=author_at(), deadline=deadline, report=Report(status=Status.IN_PROGRESS, started_on=date(2018, 12, 3))
    )
    deadline.refresh_from_db()
    assert (row.status, deadline.is_open) == (Status.IN_PROGRESS, False)
    assert at(deadline, date(2018, 12, 2), known="now")["position"] == Position.DUE_SOON
    assert at(deadline, date(2018, 12, 3), known="now")["position"] == Position.MET_ON_TIME


def test_an_ongoing_deadline_without_date_is_never_overdue():
    deadline = DeadlineFactory(kind=DeadlineKind.RECURRING, period=Period.none(), review_after_months=12)
    assert at(deadline, date(2019, 12, 31))["position"] == Position.NO_DEADLINE


def test_an_action_with_one_late_and_one_upcoming_deadline_counts_both(author_at):
    action = ActionFactory()
    late = DeadlineFactory(action=action, period=Period.quarter(2018, 3))
    upcoming = DeadlineFactory(action=action, period=Period.quarter(2019, 3))
    record(by=author_at(2018, 10, 5), deadline=late, report=done(date(2018, 10, 4)))
    positions = [at(deadline, date(2018, 10, 31))["position"] for deadline in (late, upcoming)]
    assert positions == [Position.MET_LATE, Position.UPCOMING]


def test_a_reopened_deadline_is_overdue_from_the_current_latest_day(author_at):
    deadline = DeadlineFactory()
    record(by=author_at(2018, 12, 20), deadline=deadline, report=done(date(2018, 12, 19)))
    again = Report(
        status=Status.IN_PROGRESS,
        note="The guidance was withdrawn",
        delay_reason="scope",
        forecast=Period.month(2019, 4),
    )
    reopen(by=author_at(2019, 1, 15), deadline=deadline, report=again)
    assert at(deadline, date(2019, 1, 14))["position"] == Position.MET_ON_TIME
    assert at(deadline, date(2019, 1, 15))["days_overdue"] == 15
    assert deadline.status_updates.filter(completed_edtf="2018-12-19").exists()


def test_a_superseded_deadline_names_its_successor_and_is_closed(author_at):
    deadline, successor = DeadlineFactory(), DeadlineFactory()
    report = Report(status=Status.SUPERSEDED, note="Taken over", superseded_by=successor)
    record(by=author_at(), deadline=deadline, report=report)
    assert at(deadline, date(2019, 5, 1))["position"] == Position.CLOSED
    assert at(deadline, date(2019, 5, 1))["first_edtf"] == "2018-36"
    with pytest.raises(ValidationError) as refused:
        record(by=author_at(), deadline=successor, report=Report(status=Status.SUPERSEDED, note="Taken over"))
    assert "superseded_by" in refused.value.message_dict


def test_a_deadline_that_ends_on_a_sunday_is_not_shifted():
    deadline = DeadlineFactory(period=Period.day(date(2018, 12, 30)))
    assert at(deadline, date(2018, 12, 31))["position"] == Position.OVERDUE


def test_arithmetic_is_on_days_across_the_leap_day_and_the_change_of_clocks():
    leap = DeadlineFactory(period=Period.month(2020, 2))
    assert at(leap, date(2020, 3, 1), now=datetime(2021, 1, 1, tzinfo=UTC))["days_overdue"] == 1
    clocks = DeadlineFactory(period=Period.day(date(2018, 10, 27)))
    assert at(clocks, date(2018, 10, 29))["days_overdue"] == 2


def test_an_unconfirmed_reading_is_judged_on_its_later_bound():
    deadline = DeadlineFactory(period=Period.by_end_of(Period.month(2018, 10)), is_confirmed=False)
    assert at(deadline, date(2018, 10, 31))["position"] == Position.DUE_SOON
    assert at(deadline, date(2018, 11, 1))["position"] == Position.OVERDUE


def test_an_archived_plan_no_longer_grows_overdue(author_at):
    deadline = DeadlineFactory(period=Period.quarter(2018, 3))
    archive_plan(by=author_at(2018, 10, 10), plan=deadline.action.plan, on=date(2018, 10, 10))
    assert at(deadline, date(2019, 10, 1))["days_overdue"] == 10
    assert at(deadline, date(2018, 10, 1))["days_overdue"] == 1


def test_an_overdue_deadline_is_asked_for_a_forecast_and_a_reason_at_the_next_save(author_at):
    deadline = DeadlineFactory()
    with pytest.raises(ValidationError) as refused:
        record(by=author_at(2019, 1, 5), deadline=deadline, report=Report(status=Status.IN_PROGRESS))
    assert set(refused.value.message_dict) == {"delay_reason", "forecast"}
    passed = Report(status=Status.IN_PROGRESS, delay_reason="capacity", forecast=Period.day(date(2019, 1, 4)))
    with pytest.raises(ValidationError) as refused:
        record(by=author_at(2019, 1, 5), deadline=deadline, report=passed)
    assert set(refused.value.message_dict) == {"forecast"}
