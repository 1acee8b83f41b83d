"""Every row of the rule's table, and every measure that goes with it, in the Python form."""

from datetime import date

import pytest

from initiatives.choices import DeadlineKind, Freshness, Light, Position, Status
from initiatives.periods import Period
from initiatives.positions import Facts, Limits, judge

Q4 = Period.quarter(2018, 4)
DUE = date(2018, 12, 31)


def facts(**values):
    values = {"kind": DeadlineKind.COMPLETE_BY, "current": Q4, "baseline": DUE, **values}
    return Facts(**values)


def completed(period, **values):
    return facts(status=Status.COMPLETED, completed=period, **values)


@pytest.mark.parametrize(
    ("given", "as_of", "expected"),
    [
        (facts(status=Status.CANCELLED), date(2019, 5, 1), Position.CLOSED),
        (facts(status=Status.SUPERSEDED), date(2019, 5, 1), Position.CLOSED),
        (facts(status=Status.CLOSED_PARTIAL), date(2019, 5, 1), Position.CLOSED_PARTIAL),
        (completed(Period.none()), date(2019, 5, 1), Position.MET_UNDATED),
        (completed(Period.day(DUE), current=Period.none()), date(2019, 5, 1), Position.MET_NO_DEADLINE),
        (completed(Period.day(DUE), current=Period.from_start_of(Q4)), date(2019, 5, 1), Position.MET_NO_DEADLINE),
        (completed(Period.day(DUE)), date(2019, 5, 1), Position.MET_ON_TIME),
        (completed(Period.by_end_of(Period.month(2018, 12))), date(2019, 5, 1), Position.MET_ON_TIME),
        (completed(Period.day(date(2019, 1, 1))), date(2019, 5, 1), Position.MET_LATE),
        (completed(Period.from_start_of(Period.month(2019, 2))), date(2019, 5, 1), Position.MET_LATE),
        (completed(Period.range(Period.month(2018, 12), Period.month(2019, 1))), DUE, Position.MET_UNDECIDED),
        (completed(Period.by_end_of(Period.month(2019, 1))), date(2019, 5, 1), Position.MET_UNDECIDED),
        (facts(current=Period.none()), DUE, Position.NO_DEADLINE),
        (facts(current=Period.from_start_of(Q4)), DUE, Position.NO_DEADLINE),
        (facts(), date(2019, 1, 1), Position.OVERDUE),
        (facts(forecast=Period.month(2019, 1)), DUE, Position.EXPECTED_LATE),
        (facts(forecast=Period.from_start_of(Period.month(2019, 1))), DUE, Position.EXPECTED_LATE),
        (facts(), date(2018, 12, 1), Position.DUE_SOON),
        (facts(), date(2018, 11, 30), Position.IN_PERIOD),
        (facts(current=Period.by_end_of(Period.month(2018, 12))), date(2018, 2, 1), Position.IN_PERIOD),
        (facts(), date(2018, 9, 30), Position.UPCOMING),
    ],
)
def test_the_first_matching_row_of_the_table_wins(given, as_of, expected):
    assert judge(given, as_of).position == expected


def test_a_start_is_met_on_the_day_it_started_and_late_after_the_deadline():
    started = {"kind": DeadlineKind.START_BY, "status": Status.IN_PROGRESS}
    assert judge(facts(**started, started_on=DUE), DUE).position == Position.MET_ON_TIME
    late = judge(facts(**started, started_on=date(2019, 1, 3)), date(2019, 2, 1))
    assert (late.position, late.days_late) == (Position.MET_LATE, 3)
    other = judge(facts(status=Status.IN_PROGRESS, started_on=DUE), date(2019, 1, 1))
    assert other.position == Position.OVERDUE, "a start does not complete what is to be completed"


@pytest.mark.parametrize("status", [Status.NONE, Status.NOT_STARTED, Status.IN_PROGRESS, Status.ON_HOLD])
def test_no_open_status_stops_the_clock(status):
    assert judge(facts(status=status), date(2019, 1, 1)).position == Position.OVERDUE


def test_days_are_counted_from_the_last_day_inclusive():
    assert judge(facts(), DUE).days_left == 0
    assert judge(facts(), date(2019, 1, 1)).days_overdue == 1
    assert judge(facts(), date(2019, 1, 1)).days_left is None
    late = judge(completed(Period.month(2019, 2)), date(2019, 5, 1))
    assert late.days_late == 32, "an imprecise completion counts from its earliest possible day"


@pytest.mark.parametrize(
    ("given", "as_of", "expected"),
    [
        (facts(current=Period.quarter(2019, 1)), date(2018, 12, 1), 90),
        (facts(forecast=Period.day(date(2019, 1, 10))), date(2018, 12, 1), 10),
        (facts(), date(2019, 1, 15), 15),
        (facts(forecast=Period.day(date(2019, 1, 10))), date(2019, 1, 15), 15),
        (completed(Period.day(date(2019, 1, 2)), current=Period.quarter(2019, 1)), date(2019, 5, 1), 2),
        (completed(Period.day(DUE)), date(2019, 5, 1), None),
        (facts(status=Status.CANCELLED), date(2019, 5, 1), None),
        (facts(baseline=None, current=Period.none(), forecast=Q4), date(2019, 5, 1), None),
        (facts(), DUE, None),
    ],
)
def test_slip_is_counted_against_the_original(given, as_of, expected):
    assert judge(given, as_of).days_slipped == expected


@pytest.mark.parametrize(
    ("given", "as_of", "expected"),
    [
        (facts(forecast=Period.day(date(2019, 1, 30))), DUE, Light.GREEN),
        (facts(forecast=Period.day(date(2019, 1, 31))), DUE, Light.AMBER),
        (facts(forecast=Period.day(date(2019, 3, 31))), DUE, Light.AMBER),
        (facts(forecast=Period.day(date(2019, 4, 1))), DUE, Light.RED),
        (facts(forecast=Period.day(date(2019, 1, 5))), date(2019, 4, 1), Light.RED),
        (facts(), date(2019, 1, 1), Light.GREEN),
        (facts(), DUE, Light.NONE),
        (completed(Period.day(date(2019, 4, 1))), date(2020, 1, 1), Light.RED),
        (completed(Period.none()), DUE, Light.NONE),
        (facts(current=Period.none()), DUE, Light.GREY),
        (facts(status=Status.CANCELLED), DUE, Light.NONE),
        (facts(current=Period.month(2018, 1), forecast=Period.day(date(2018, 2, 27))), DUE, Light.RED),
        (
            facts(current=Period.day(date(2018, 1, 31)), forecast=Period.day(date(2018, 2, 28))),
            date(2018, 1, 1),
            Light.AMBER,
        ),
    ],
)
def test_light_compares_calendar_months(given, as_of, expected):
    assert judge(given, as_of).light == expected


@pytest.mark.parametrize(
    ("reported_on", "expected"),
    [
        (None, Freshness.NEVER),
        (date(2018, 11, 1), Freshness.FRESH),
        (date(2018, 10, 31), Freshness.AGEING),
        (date(2018, 7, 4), Freshness.AGEING),
        (date(2018, 7, 3), Freshness.STALE),
    ],
)
def test_freshness_counts_from_the_last_report(reported_on, expected):
    assert judge(facts(status=Status.IN_PROGRESS, reported_on=reported_on), DUE).freshness == expected
    assert judge(completed(Period.day(DUE), reported_on=reported_on), DUE).freshness == Freshness.FRESH


def test_an_archived_plan_is_judged_on_the_day_of_archiving_at_the_latest():
    archived = Limits(archived_on=date(2019, 1, 10))
    assert judge(facts(), date(2020, 1, 1), archived).days_overdue == 10
    assert judge(facts(), DUE, archived).position == Position.DUE_SOON


def test_the_window_of_the_plan_decides_what_is_due_soon():
    assert judge(facts(), date(2018, 12, 1), Limits(due_soon_days=10)).position == Position.IN_PERIOD
