"""Date arithmetic is the same in Python and in the database, at the ends of months above all."""

from datetime import date, timedelta

import pytest
from django.db.models import F, Value
from django.db.models.fields import DateField

from initiatives.dates import AddMonths, DaysBetween, add_months
from initiatives.models import Deadline
from initiatives.periods import Period
from tests.factories import DeadlineFactory


@pytest.mark.django_db
@pytest.mark.parametrize("months", [1, 3, 12])
def test_a_month_added_is_clipped_alike_on_every_day_of_four_years(months):
    days = [date(2018, 12, 1) + timedelta(days=number) for number in range(1461)]
    first = DeadlineFactory(period=Period.day(days[0]))
    rows = [
        DeadlineFactory.build(action=first.action, key=f"k{number}", period=Period.day(day))
        for number, day in enumerate(days)
    ]
    Deadline.objects.bulk_create(rows)
    later = Deadline.objects.annotate(later=AddMonths("current_latest", months))
    for latest, found in later.values_list("current_latest", "later"):
        assert found == add_months(latest, months)


@pytest.mark.django_db
def test_days_between_counts_forward_and_backward():
    DeadlineFactory(period=Period.day(date(2018, 3, 26)))
    day = Value(date(2018, 3, 24), output_field=DateField())
    row = Deadline.objects.annotate(to=DaysBetween(day, F("current_latest")), back=DaysBetween("current_latest", day))
    assert row.values_list("to", "back").get() == (2, -2)
