"""The two clocks: what a reader may ask for, and what it means at the edge of a day."""

from datetime import UTC, date, datetime

import pytest

from initiatives.clocks import ClockError, Moment, end_of_day

NOW = datetime(2019, 3, 1, 10, tzinfo=UTC)


def test_the_end_of_a_day_is_copenhagens():
    assert end_of_day(date(2018, 12, 31)).astimezone(UTC) == datetime(2018, 12, 31, 22, 59, 59, 999999, tzinfo=UTC)
    assert end_of_day(date(2018, 6, 30)).astimezone(UTC) == datetime(2018, 6, 30, 21, 59, 59, 999999, tzinfo=UTC)
    assert end_of_day(date(2018, 10, 28)).astimezone(UTC).hour == 22, "the day on which the clocks go back"


@pytest.mark.parametrize(
    ("as_of", "known", "instant", "is_live"),
    [
        (None, "then", NOW, True),
        (date(2019, 3, 1), "now", NOW, True),
        (date(2019, 12, 31), "then", NOW, True),
        (date(2018, 12, 31), "then", end_of_day(date(2018, 12, 31)), False),
        (date(2018, 12, 31), "now", NOW, False),
        (None, "2018-12-31", end_of_day(date(2018, 12, 31)), False),
        (None, date(2019, 3, 1), NOW, True),
        (date(2018, 1, 1), "2019-01-01T12:00:00Z", datetime(2019, 1, 1, 12, tzinfo=UTC), False),
        (None, "2019-01-01T12:00:00", datetime(2019, 1, 1, 11, tzinfo=UTC), False),
    ],
)
def test_a_moment_is_a_judged_day_and_an_instant_of_knowledge(as_of, known, instant, is_live):
    moment = Moment.resolve(now=NOW, as_of=as_of, known=known)
    assert (moment.known, moment.is_live) == (instant, is_live)


@pytest.mark.parametrize("known", ["2019-03-02", "9999-12-31", "2019-03-01T11:00:00Z", "yesterday", "2019-02-30", ""])
def test_what_cannot_have_been_known_or_read_is_refused_by_name(known):
    with pytest.raises(ClockError, match=known or "then, now"):
        Moment.resolve(now=NOW, known=known)


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        (date(1, 1, 1), "now"),
        (date(1899, 12, 31), "then"),
        (date(9999, 12, 31), "now"),
        (None, "0001-01-01T00:00+05:00"),
    ],
)
def test_days_outside_the_years_of_periods_are_refused(as_of, known):
    with pytest.raises(ClockError, match="1900"):
        Moment.resolve(now=NOW, as_of=as_of, known=known)
