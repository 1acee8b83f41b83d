"""Organisations: what each leads and helps with, those below it included, and how punctual it is."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from initiatives.choices import MembershipRole, PlanState, ResponsibilityRole, Status
from initiatives.clocks import Moment
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.presentation.deadline_lists import chosen_deadlines
from initiatives.services.authorship import Author
from initiatives.services.organisations import update_organisation
from initiatives.services.status_updates import Report, record
from tests.factories import DeadlineFactory, OrganisationFactory, PlanFactory, ResponsibilityFactory
from tests.web.conftest import text_of

LIST = "/organisations/"
PAGE = "/organisations/ministeriet/"
TODAY = timezone.localdate()


@pytest.fixture
def reader(sign_in):
    return sign_in(MembershipRole.READER)


@pytest.fixture
def agency(ministry, coordinator):
    """An agency below the ministry with six deadlines that have passed, one of them met on time; and one to come."""
    made = OrganisationFactory(slug="styrelsen", abbreviation="STY", name="Styrelsen for Skilte", parent=ministry)
    for days in (-60, -50, -40, -30, -20, -10, 30):
        deadline = DeadlineFactory(period=Period.day(TODAY + timedelta(days=days)))
        ResponsibilityFactory(action=deadline.action, organisation=made, contact="skilte@example.org")
    done = Report(status=Status.COMPLETED, completed=deadline.current, note="Afleveret")
    first = Period.day(TODAY - timedelta(days=61))
    record(
        by=Author(actor=coordinator, now=timezone.now()),
        deadline=made.responsibilities.order_by("id").first().action.deadlines.get(),
        report=Report(status=done.status, completed=first, note=done.note),
    )
    return made


def listed(address):
    actor = Actor(reaches={MembershipRole.READER: Reach(everything=True)})
    return chosen_deadlines(QueryDict(address.partition("?")[2]), actor, Moment.today(timezone.now())).count()


def test_the_list_counts_what_each_leads_with_those_below_and_its_punctuality(client, reader, deadline, agency):
    answer = client.get(LIST)
    lines = {line.facts.slug: line for line in answer.context["lines"]}
    for line in lines.values():
        assert line.progress.led.deadlines == listed(line.led)
        assert line.progress.led.overdue == listed(line.overdue)
        assert line.progress.partnered == listed(line.partnered)
    assert lines["ministeriet"].progress.led.deadlines == 8
    page = text_of(answer)
    assert "1 of 6 (17\N{NO-BREAK SPACE}%)" in page
    assert "1 of 7 (14\N{NO-BREAK SPACE}%)" in page
    assert "part of MIN" in page


def test_below_five_there_is_no_rate(client, reader, deadline):
    page = text_of(client.get(LIST))
    assert "0 of 1" in page
    assert "%)" not in page


def test_names_are_found_and_an_unknown_filter_is_told(client, reader, deadline, agency):
    assert [line.facts.slug for line in client.get(LIST, {"q": "styrelsen skilte"}).context["lines"]] == ["styrelsen"]
    assert "No organisation is called “zebra”" in text_of(client.get(LIST, {"q": "zebra"}))
    assert client.get(LIST, {"odd": "1"}).status_code == 400


def test_the_page_shows_what_it_leads_by_plan_with_contacts_and_those_below(client, reader, deadline, agency):
    answer = client.get(PAGE)
    page = text_of(answer)
    led, partnered = answer.context["parts"]
    assert (led["positions"].deadlines, partnered["positions"].deadlines) == (8, 0)
    assert sum(len(rows) for _first, rows in led["plans"]) == 8
    assert listed(led["address"]) == 8
    assert "Styrelsen for Skilte" in page
    assert "/plans/com-2017-612/" in page
    assert "mailto:skilte@example.org" in text_of(client.get("/organisations/styrelsen/"))
    assert "mailto" not in page  # the mailbox is the agency's


def test_what_it_helps_with_stands_apart(client, reader, deadline):
    helper = OrganisationFactory(slug="hjaelper")
    ResponsibilityFactory(action=deadline.action, organisation=helper, role=ResponsibilityRole.PARTNER)
    led, partnered = client.get("/organisations/hjaelper/").context["parts"]
    assert (led["positions"].deadlines, partnered["positions"].deadlines) == (0, 1)


def test_drafts_of_others_are_neither_counted_nor_shown(client, reader, ministry):
    draft = PlanFactory(state=PlanState.DRAFT, published_on=None)
    hidden = DeadlineFactory(action__objective__plan=draft, action__title="Hemmelig", label="Hemmelig")
    ResponsibilityFactory(action=hidden.action, organisation=ministry)
    (line,) = client.get(LIST).context["lines"]
    assert line.progress.led.deadlines == 0
    assert "Hemmelig" not in text_of(client.get(PAGE))


def test_a_past_day_shows_the_names_of_then_and_links_keep_the_day(client, reader, deadline, ministry, coordinator):
    update_organisation(by=Author(actor=coordinator, now=timezone.now()), organisation=ministry, name="Vejministeriet")
    assert "Vejministeriet</span></h1>" in text_of(client.get(PAGE))
    past = text_of(client.get(PAGE, {"as_of": "2018-06-01"}))
    assert "Ministeriet for Skilte</span></h1>" in past
    assert "role=lead&amp;as_of=2018-06-01" in past
    assert client.get(PAGE, {"as_of": "2016-06-01"}).status_code == 404


def test_an_organisation_that_nobody_knows_is_not_found(client, reader):
    assert client.get("/organisations/nowhere/").status_code == 404


def test_the_pages_are_danish_too(client, reader, deadline):
    client.cookies["django_language"] = "da"
    assert "<h1>Myndigheder</h1>" in text_of(client.get(LIST))
    assert "Ansvarlig for" in text_of(client.get(PAGE))


@pytest.mark.parametrize("address", [LIST, PAGE])
def test_more_deadlines_need_no_more_queries(
    client, reader, deadline, ministry, django_assert_max_num_queries, address
):
    def add(number):
        for _ in range(number):
            made = DeadlineFactory()
            ResponsibilityFactory(action=made.action, organisation=ministry)
            ResponsibilityFactory(action=made.action, role=ResponsibilityRole.PARTNER)

    add(2)
    with django_assert_max_num_queries(18) as few:
        client.get(address)
    add(18)
    with django_assert_max_num_queries(len(few)):
        client.get(address)
