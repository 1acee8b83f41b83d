"""When an ongoing deadline without a date is due for review."""

from datetime import UTC, date, datetime

import pytest

from initiatives.choices import DeadlineKind
from initiatives.clocks import Moment
from initiatives.models import Deadline
from initiatives.periods import Period
from initiatives.queries.review import review_days
from initiatives.services.status_updates import Report, record
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db


def days(as_of=date(2019, 6, 1)):
    moment = Moment.resolve(now=datetime(2020, 1, 1, tzinfo=UTC), as_of=as_of)
    return review_days(Deadline.objects.at(moment))


def ongoing(**values):
    return DeadlineFactory(kind=DeadlineKind.RECURRING, period=Period.none(), **{"review_after_months": 12, **values})


def test_the_months_count_from_the_plan_until_somebody_reports_and_then_from_the_report(author_at):
    deadline = ongoing()
    assert days() == {deadline.pk: date(2018, 1, 1)}
    record(by=author_at(2018, 8, 31), deadline=deadline, report=Report(status="in_progress"))
    assert days() == {deadline.pk: date(2019, 8, 31)}
    assert days(as_of=date(2018, 8, 30)) == {deadline.pk: date(2018, 1, 1)}, "as known then"


def test_what_is_dated_closed_of_another_kind_or_without_an_interval_is_not_reviewed(author_at):
    ongoing(review_after_months=None)
    DeadlineFactory(period=Period.none(), review_after_months=6)
    DeadlineFactory(kind=DeadlineKind.RECURRING, review_after_months=6)
    closed = ongoing()
    record(by=author_at(), deadline=closed, report=Report(status="cancelled", note="No longer needed"))
    assert days() == {}
