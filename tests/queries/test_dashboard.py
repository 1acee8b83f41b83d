"""Key numbers, one's own deadlines, and organisations: each number is the length of the list that the filters give."""

from datetime import UTC, date, datetime

import pytest

from initiatives.choices import MembershipRole, Position, ResponsibilityRole, Status
from initiatives.clocks import Moment
from initiatives.filters.deadlines import DeadlineFilterSet
from initiatives.models import Deadline
from initiatives.models.organisation_tree import OrganisationTree
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.queries.dashboard import key_numbers
from initiatives.queries.organisation_page import organisation_page
from initiatives.queries.organisation_progress import progress_by_organisation
from initiatives.queries.own_deadlines import GROUPS, own_deadlines
from initiatives.queries.punctuality import punctuality
from initiatives.queries.standings import standing_by_plan, sum_of
from initiatives.services.status_updates import Report, record
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
)

pytestmark = pytest.mark.django_db

LIVE = Moment.today(datetime(2019, 1, 10, 9, 30, tzinfo=UTC))
PAST = Moment.resolve(now=datetime(2020, 1, 1, tzinfo=UTC), as_of=date(2019, 1, 10))
both_clocks = pytest.mark.parametrize("moment", [LIVE, PAST], ids=["today", "past"])
READER = Actor(name="reader", reaches={MembershipRole.READER: Reach(everything=True)})


@pytest.fixture
def bodies(db):
    """A ministry with two agencies below it, and a council of its own."""
    ministry = OrganisationFactory(slug="ministry")
    agencies = [OrganisationFactory(slug=f"agency-{number}", parent=ministry) for number in (1, 2)]
    return ministry, *agencies, OrganisationFactory(slug="council")


@pytest.fixture
def record_of_some(bodies, author_at):
    """Nine deadlines in two plans: led by the agencies, shared, hosted, in words alone, and by nobody."""
    ministry, first, second, council = bodies
    plan = PlanFactory(slug="signs")
    led = [
        DeadlineFactory(action=ActionFactory(objective__plan=plan), period=period)
        for period in (
            Period.month(2018, 10),
            Period.month(2018, 11),
            Period.month(2018, 12),
            Period.month(2019, 1),
            Period.month(2019, 3),
            Period.none(),
        )
    ]
    for deadline in led:
        ResponsibilityFactory(action=deadline.action, organisation=first)
    ResponsibilityFactory(action=led[0].action, organisation=second)
    ResponsibilityFactory(action=led[1].action, organisation=council, role=ResponsibilityRole.PARTNER)
    hosted = DeadlineFactory(period=Period.year(2018))
    ResponsibilityFactory(deadline=hosted, organisation=ministry, role=ResponsibilityRole.HOST)
    worded = DeadlineFactory(is_confirmed=False)
    ResponsibilityFactory(deadline=worded, organisation=None, named_as="relevante ministerier")
    DeadlineFactory()
    done = Report(status=Status.COMPLETED, completed=Period.parse("2018-10-20"), note="Afleveret")
    record(by=author_at(2018, 10, 25), deadline=led[0], report=done)
    late = Report(status=Status.IN_PROGRESS, forecast=Period.month(2019, 2))
    record(by=author_at(2018, 6, 1), deadline=led[3], report=late)
    return led


def length(moment, **query):
    return DeadlineFilterSet(query, Deadline.objects.at(moment), moment=moment).qs.count()


@both_clocks
def test_key_numbers_are_the_lengths_of_the_lists(record_of_some, moment):
    deadlines = Deadline.objects.at(moment)
    found = key_numbers(deadlines, standing_by_plan(deadlines), moment)
    ahead = ["expected_late", "due_soon", "in_period", "upcoming"]
    assert (
        found.due_within
        == {days: length(moment, position=ahead, due=f"next_{days}_days") for days in (30, 60, 90)}
        == {30: 1, 60: 1, 90: 2}
    )
    assert found.stale == length(moment, freshness="stale") == 1
    assert found.never_reported == length(moment, freshness="never") == 7
    assert found.unconfirmed == length(moment, confirmed="false") == 1
    for position in Position.values:
        assert found.positions.of(position) == length(moment, position=position)


@both_clocks
def test_plans_tell_the_day_of_their_last_report(record_of_some, moment):
    standings = standing_by_plan(Deadline.objects.at(moment))
    reported = {standing.positions.deadlines: standing.reported_on for standing in standings.values()}
    assert reported == {6: date(2018, 10, 25), 1: None}
    assert sum_of(standings).deadlines == 9


@both_clocks
def test_an_organisation_has_the_numbers_of_its_lists_and_a_shared_deadline_counts_once(record_of_some, bodies, moment):
    progress = progress_by_organisation(Deadline.objects.at(moment), moment, OrganisationTree.read(moment))
    for body in bodies:
        found = progress[body.pk]
        assert found.led.deadlines == length(moment, organisation=body.slug, role="lead")
        assert found.led.overdue == length(moment, organisation=body.slug, role="lead", overdue="true")
        assert found.partnered == length(moment, organisation=body.slug, role="partner")
        led = DeadlineFilterSet({"organisation": body.slug, "role": "lead"}, Deadline.objects.at(moment), moment=moment)
        assert found.punctuality == punctuality(led.qs)
    assert [progress[body.pk].led.deadlines for body in bodies] == [7, 6, 1, 0]
    assert [progress[body.pk].partnered for body in bodies] == [0, 0, 0, 1]
    assert progress[None].led.deadlines == 2


@both_clocks
def test_the_page_of_an_organisation_agrees_with_the_list(record_of_some, bodies, moment):
    deadlines = Deadline.objects.at(moment)
    progress = progress_by_organisation(deadlines, moment, OrganisationTree.read(moment))
    for body in bodies:
        page = organisation_page(body.slug, deadlines, moment, most=3)
        assert page.led.positions == progress[body.pk].led
        assert page.partnered.positions.deadlines == progress[body.pk].partnered
        assert page.punctuality == progress[body.pk].punctuality
        assert len(page.led.rows) == min(3, page.led.positions.deadlines)
    ministry = organisation_page("ministry", deadlines, moment, most=3)
    assert [each.slug for each in ministry.below] == ["agency-1", "agency-2"]
    assert organisation_page("agency-1", deadlines, moment, most=3).above == ministry.facts
    assert organisation_page("nowhere", deadlines, moment, most=3) is None


@both_clocks
def test_ones_own_are_the_open_ones_of_the_organisation_and_of_those_below(record_of_some, bodies, moment):
    own = own_deadlines(["ministry"], READER, moment, most=2)
    assert {group.name: group.number for group in own.groups} == {"overdue": 3, "soon": 1, "later": 1, "undated": 1}
    assert own.number == 6
    for group in own.groups:
        positions = [position.value for position in GROUPS[group.name]]
        assert group.number == length(moment, organisation="ministry", position=positions)
    assert [row.days_overdue for row in own.groups[0].rows] == [41, 10]
    assert own.organisations == {body.pk for body in bodies[:3]}


@both_clocks
def test_the_number_of_queries_does_not_grow_with_the_deadlines(record_of_some, bodies, moment, query_count):
    def reads():
        deadlines = Deadline.objects.at(moment)
        with query_count() as captured:
            key_numbers(deadlines, standing_by_plan(deadlines), moment)
            progress_by_organisation(deadlines, moment, OrganisationTree.read(moment))
            own_deadlines(["ministry"], READER, moment, most=50)
            organisation_page("ministry", deadlines, moment, most=50)
        return len(captured)

    few = reads()
    for _ in range(18):
        ResponsibilityFactory(action=DeadlineFactory().action, organisation=bodies[1])
    assert reads() == few
