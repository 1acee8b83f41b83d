"""What "this quarter" and its like mean on a day, and that the filter and the confirmed readings follow them."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from initiatives.choices import DueSpan
from initiatives.clocks import Moment
from initiatives.filters.deadlines import DeadlineFilterSet
from initiatives.filters.due_spans import days_of
from initiatives.models import Deadline
from initiatives.periods import Period
from initiatives.services.deadline_changes import settle_reading
from tests.factories import DeadlineFactory

DAY = date(2018, 12, 20)
LIVE = Moment.today(datetime(2018, 12, 20, 9, 30, tzinfo=UTC))
LATER = datetime(2020, 1, 1, tzinfo=UTC)
PAST = Moment.resolve(now=LATER, as_of=DAY)
both_clocks = pytest.mark.parametrize("moment", [LIVE, PAST], ids=["today", "past"])


def filtered(query, moment):
    rows = Deadline.objects.at(moment).order_by("pk")
    return list(DeadlineFilterSet(QueryDict(query), rows, moment=moment).qs)


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (DueSpan.THIS_MONTH, date(2018, 12, 1), date(2018, 12, 31)),
        (DueSpan.THIS_QUARTER, date(2018, 10, 1), date(2018, 12, 31)),
        (DueSpan.NEXT_QUARTER, date(2019, 1, 1), date(2019, 3, 31)),
        (DueSpan.THIS_YEAR, date(2018, 1, 1), date(2018, 12, 31)),
        (DueSpan.NEXT_30_DAYS, DAY, date(2019, 1, 19)),
        (DueSpan.NEXT_60_DAYS, DAY, date(2019, 2, 18)),
        (DueSpan.NEXT_90_DAYS, DAY, date(2019, 3, 20)),
    ],
)
def test_a_span_is_seen_from_the_judged_day(span, first, last):
    assert days_of(span, DAY) == (first, last)


def test_a_month_ends_on_its_last_day_in_a_leap_year_too():
    assert days_of(DueSpan.THIS_MONTH, date(2020, 2, 29)) == (date(2020, 2, 1), date(2020, 2, 29))
    assert days_of(DueSpan.NEXT_QUARTER, date(2018, 11, 30)) == (date(2019, 1, 1), date(2019, 3, 31))


@pytest.mark.django_db
@both_clocks
def test_due_within_a_span_includes_its_first_and_last_day_and_several_spans_mean_either(moment):
    first, last, behind, next_year = (
        DeadlineFactory(period=Period.day(day))
        for day in (date(2018, 12, 1), date(2018, 12, 31), date(2018, 11, 30), date(2019, 3, 31))
    )
    DeadlineFactory(period=Period.none())
    assert filtered("due=this_month", moment) == [first, last]
    assert filtered("due=this_quarter", moment) == [first, last, behind]
    assert filtered("due=this_month&due=next_quarter", moment) == [first, last, next_year]


@pytest.mark.django_db
def test_a_reading_counts_as_confirmed_from_the_day_it_was_settled(author_at):
    settled = DeadlineFactory(period=Period.quarter(2018, 3), is_confirmed=False)
    sure = DeadlineFactory(is_confirmed=True)
    settle_reading(
        by=author_at(2018, 11, 5),
        deadline=settled,
        period=Period.month(2018, 9),
        reason="scope",
        explanation="Asked the issuer.",
        past_confirmed=True,
    )
    before = Moment.resolve(now=LATER, as_of=date(2018, 11, 4))
    assert filtered("confirmed=false", before) == [settled]
    assert filtered("confirmed=true", before) == [sure]
    for moment in (LIVE, PAST):
        assert filtered("confirmed=false", moment) == []
        assert filtered("confirmed=true&confirmed=false", moment) == [settled, sure]
