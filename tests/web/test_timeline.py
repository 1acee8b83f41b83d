"""The timeline's page: who may see it, both drawings, the table, pages, and what hostile or foreign texts become."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.choices import MembershipRole, PlanState
from initiatives.periods import Period
from initiatives.services.status_updates import Report, record
from tests.factories import ActionFactory, DeadlineFactory, ObjectiveFactory, PlanFactory, ResponsibilityFactory
from tests.people import text_of

ADDRESS = "/plans/com-2017-612/timeline/"


@pytest.fixture
def reader(sign_in, deadline):
    return sign_in(MembershipRole.READER, username="rie")


def test_it_shows_two_drawings_and_the_same_facts_as_a_table(client, reader, deadline):
    text = text_of(client.get(ADDRESS))
    assert text.count('<svg class="chart chart-') == 2
    assert "Timeline of" in text
    assert "The same facts as a table" in text
    assert text.count('href="/plans/com-2017-612/actions/III-3/"') == 3
    assert "style=" not in text.replace("stylesheet", "")
    assert re.search(r'class="chart-late"', text)


def test_it_is_danish_for_danes(client, reader):
    client.cookies["django_language"] = "da"
    text = text_of(client.get(ADDRESS))
    assert "Samme oplysninger som tabel" in text
    assert "4. kv." in text or "kv." in text
    assert not re.search(r'\b(x|y|x1|width)="\d+,\d', text), "numbers of a drawing have a point in every language"


def test_a_plan_that_may_not_be_seen_is_not_found(client, reader):
    PlanFactory(slug="udkast", state=PlanState.DRAFT, published_on=None)
    assert client.get("/plans/udkast/timeline/").status_code == 404
    assert client.get("/plans/findes-ikke/timeline/").status_code == 404


@pytest.mark.parametrize("query", ["group=colour", "after=nowhere", "farve=blå", "group=objective&group=objective"])
def test_what_cannot_be_asked_for_is_refused_by_name(client, reader, query):
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in text_of(answer)


def test_texts_of_people_are_escaped_and_marked_with_their_language(client, reader, plan):
    hostile = "<script>alert(1)</script>" + "Опазване " * 25
    objective = ObjectiveFactory(plan=plan, title=hostile, language="bg", translations={})
    action = ActionFactory(objective=objective, title=hostile, language="bg", translations={})
    DeadlineFactory(action=action, label=hostile, language="bg", translations={})
    text = text_of(client.get(ADDRESS))
    assert "<script>alert" not in text
    assert '<text class="chart-group" x="8"' in text
    assert re.search(r'<text class="chart-label"[^>]* lang="bg">', text)


def test_a_plan_without_dates_says_so_kindly(client, sign_in):
    plan = PlanFactory(slug="uden-frister")
    objective = ObjectiveFactory(plan=plan)
    for _ in range(3):
        DeadlineFactory(action__objective=objective, period=Period.none())
    sign_in(MembershipRole.READER)
    text = text_of(client.get("/plans/uden-frister/timeline/"))
    assert "no date for any of its 3 deadlines" in text
    assert "chart-quarter" not in text
    assert "There are no deadlines" in text_of(client.get(f"/plans/{PlanFactory().slug}/timeline/"))


def test_pages_are_linked_and_keep_grouping_and_day(client, reader, plan, deadline):
    for _ in range(60):
        DeadlineFactory(action=deadline.action)
    answer = client.get(f"{ADDRESS}?group=organisation&as_of=2018-12-31")
    following = re.search(r'href="([^"]*)" rel="next"', text_of(answer)).group(1).replace("&amp;", "&")
    assert "group=organisation" in following
    assert "as_of=2018-12-31" in following
    text = text_of(client.get(following))
    assert "Lines 51 to 61 of 61" in text
    assert "(continued)" in text
    assert 'rel="prev"' in text


def test_a_past_day_is_drawn_as_it_stood_with_today_marked_too(client, reader, deadline, author_at):
    done = Report(status="completed", completed=Period.day(date(2019, 1, 5)), note="Done")
    record(by=author_at(2019, 1, 7), deadline=deadline, report=done)
    past = text_of(client.get(f"{ADDRESS}?as_of=2019-01-06"))
    assert "As of 6 Jan 2019" in past
    assert "+6 days" in past
    assert "chart-done" not in past.partition("chart-wide")[2]
    now = text_of(client.get(f"{ADDRESS}?as_of=2019-01-06&known=now"))
    assert "chart-done" in now.partition("chart-wide")[2]


@pytest.mark.parametrize("day", ["", "?as_of=2018-12-31"], ids=["today", "past"])
def test_it_needs_no_more_queries_for_twenty_deadlines_than_for_two(client, reader, plan, day):
    def add(count):
        for _ in range(count):
            ResponsibilityFactory(action=DeadlineFactory(action__objective__plan=plan).action)

    add(2)
    client.get(ADDRESS + day)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS + day)
    add(18)
    with CaptureQueriesContext(connection) as many:
        client.get(ADDRESS + day)
    assert len(many) == len(few)
