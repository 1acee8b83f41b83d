"""Kept reports are seen by those who may see what is in them, as roles and plans are today."""

import pytest

from initiatives.choices import MembershipRole, PlanState
from initiatives.clocks import Moment
from initiatives.models import MadeReport
from initiatives.policies import Actor, Reach
from initiatives.queries.made_reports import visible_reports
from initiatives.services.made_reports import ask_for_report
from tests.conftest import NOW
from tests.factories import PlanFactory

pytestmark = pytest.mark.django_db


def acting(role, *plans, everything=False, organisations=()):
    keys = frozenset(plan.pk for plan in plans)
    return Actor(reaches={role: Reach(everything=everything, plans=keys, organisations=frozenset(organisations))})


READER = acting(MembershipRole.READER, everything=True)
CONTRIBUTOR = acting(MembershipRole.CONTRIBUTOR, organisations=[1])
AUDITOR = acting(MembershipRole.AUDITOR, everything=True)
COORDINATOR = acting(MembershipRole.COORDINATOR, everything=True)
ADMINISTRATOR = acting(MembershipRole.ADMINISTRATOR, everything=True)


@pytest.fixture
def one():
    return PlanFactory(slug="one")


@pytest.fixture
def two():
    return PlanFactory(slug="two")


@pytest.fixture
def asked(author_at):
    """Return a report that was asked for: ``asked(plan, …, audience=…, of_draft=…)``."""

    def make(*plans, audience="public", of_draft=False):
        definition = {"audience": audience, "language": "da", "as_of": "2018-12-31", "known": "2018-12-31T12:00:00Z"}
        report, _is_new = ask_for_report(
            by=author_at(),
            definition={**definition, "plans": [plan.slug for plan in plans], "n": MadeReport.objects.count()},
            format_name="pdf",
            plans=plans,
            of_draft=of_draft,
            file_name="report.pdf",
            content_type="application/pdf",
        )
        return report

    return make


def seen(actor):
    return set(visible_reports(actor, Moment.today(NOW)))


def test_a_report_of_published_plans_is_seen_by_all_who_read_and_nobody_else(asked, one, two):
    report = asked(one, two)
    for actor in (READER, CONTRIBUTOR, AUDITOR, COORDINATOR, acting(MembershipRole.COORDINATOR, one)):
        assert seen(actor) == {report}
    assert seen(ADMINISTRATOR) == set()
    assert seen(Actor()) == set()


def test_a_report_with_internal_notes_is_for_auditors_and_coordinators_of_every_plan_in_it(asked, one, two):
    report = asked(one, two, audience="internal")
    for actor in (AUDITOR, COORDINATOR, acting(MembershipRole.COORDINATOR, one, two)):
        assert seen(actor) == {report}
    for actor in (READER, CONTRIBUTOR, acting(MembershipRole.COORDINATOR, one)):
        assert seen(actor) == set()


def test_a_report_with_a_draft_in_it_is_hidden_from_those_who_see_no_draft(asked, one):
    draft = PlanFactory(slug="secret", state=PlanState.DRAFT, published_on=None)
    report = asked(one, draft)
    assert seen(READER) == set()
    assert seen(acting(MembershipRole.COORDINATOR, one)) == set()
    assert seen(acting(MembershipRole.COORDINATOR, draft)) == {report}
    assert seen(AUDITOR) == {report}


def test_a_report_of_a_day_on_which_the_plan_was_a_draft_stays_hidden_when_the_plan_is_published(asked, one):
    report = asked(one, of_draft=True)
    assert seen(READER) == set()
    assert seen(acting(MembershipRole.COORDINATOR, one)) == {report}


def test_a_plan_that_is_a_draft_again_takes_its_reports_out_of_sight(asked, one):
    asked(one)
    assert len(seen(READER)) == 1
    type(one).objects.filter(pk=one.pk).update(state=PlanState.DRAFT)
    assert seen(READER) == set()


def test_the_newest_report_comes_first(asked, one):
    first, second = asked(one), asked(one)
    assert list(visible_reports(READER, Moment.today(NOW))) == [second, first]
