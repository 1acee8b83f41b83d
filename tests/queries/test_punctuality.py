"""Punctuality by lead body: the same rule as over all deadlines, for each body at once."""

from datetime import date

import pytest

from initiatives.choices import ResponsibilityRole, Status
from initiatives.clocks import Moment
from initiatives.models import Deadline, Organisation
from initiatives.periods import Period
from initiatives.queries.bodies import responsible_q
from initiatives.queries.punctuality import Share, punctuality, punctuality_by_lead
from initiatives.services.status_updates import Report, record
from tests.factories import DeadlineFactory, OrganisationFactory, ResponsibilityFactory

pytestmark = pytest.mark.django_db
DAY = date(2019, 1, 10)


def led_by(*bodies, **facts):
    made = DeadlineFactory(**facts)
    for body in bodies:
        ResponsibilityFactory(organisation=body, action=made.action, role=ResponsibilityRole.LEAD)
    return made


def completed(author, deadline, day):
    report = Report(status=Status.COMPLETED, completed=Period.day(day), note="Uden dokumentation: et møde.")
    record(by=author, deadline=deadline, report=report)


@pytest.fixture
def moment(author_at):
    police, ministry = OrganisationFactory(slug="police"), OrganisationFactory(slug="ministry")
    author = author_at(2019, 1, 9)
    completed(author, led_by(police, period=Period.quarter(2018, 4)), date(2018, 12, 20))
    completed(author, led_by(police, ministry, period=Period.quarter(2018, 3)), date(2018, 12, 20))
    led_by(ministry, period=Period.quarter(2018, 4))
    led_by(ministry, period=Period.quarter(2019, 4))
    led_by(period=Period.quarter(2018, 2))
    return Moment.resolve(now=author_at(2019, 6, 1).now, as_of=DAY)


def test_each_body_is_judged_as_its_own_deadlines_would_be(moment):
    by_lead = punctuality_by_lead(Deadline.objects.at(moment), moment)
    for slug in ("police", "ministry"):
        body = Organisation.objects.get(slug=slug)
        led = Deadline.objects.at(moment).filter(responsible_q(frozenset({body.pk}), [ResponsibilityRole.LEAD], moment))
        assert by_lead[body.pk] == punctuality(led)
    assert by_lead[Organisation.objects.get(slug="police").pk].current == Share(1, 2)


def test_what_nobody_leads_is_counted_by_itself(moment):
    assert punctuality_by_lead(Deadline.objects.at(moment), moment)[None].current == Share(0, 1)


def test_the_queries_do_not_grow_with_the_bodies(moment, query_count):
    with query_count() as few:
        punctuality_by_lead(Deadline.objects.at(moment), moment)
    for _body in range(5):
        led_by(OrganisationFactory(), period=Period.quarter(2018, 4))
    with query_count() as many:
        punctuality_by_lead(Deadline.objects.at(moment), moment)
    assert len(many) == len(few)
