"""The list of plans and the page of one: what is shown of it, by data, on any day, and to whom."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.choices import MembershipRole, PlanState, ResponsibilityRole, Status
from initiatives.clocks import Moment
from initiatives.models import Stamp
from initiatives.periods import Period
from initiatives.queries.judged import judged_deadlines
from initiatives.queries.plan_tree import plan_tree
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import Report, record
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
)
from tests.people import text_of

PAGE = "/plans/com-2017-612/"
LATER = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def reader(sign_in, deadline):
    return sign_in(MembershipRole.READER, username="rie")


@pytest.fixture
def table(plan):
    """A chapter with the official cells of one row, in Danish."""
    chapter = ObjectiveFactory(plan=plan, number="II", title="Finansiering")
    purpose = ObjectiveFactory(plan=plan, parent=chapter, number="II-1", title="Støtte med kortsigtet finansiering.")
    action = ActionFactory(
        objective=purpose,
        number="II-1",
        wording="18,5 mio. EUR gøres tilgængelige.",
        deadline_wording="Indkaldelse igangsættes inden oktober 2018.",
    )
    return DeadlineFactory(
        action=action,
        key="call",
        period=Period.by_end_of(Period.month(2018, 10)),
        is_confirmed=False,
        interpretation_note="Inden oktober er læst som til og med oktober.",
    )


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def words_in(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", text_of(answer)).split())


# ---- the list


def test_plans_are_listed_with_their_latest_state_and_each_number_leads_to_those_deadlines(client, reader, plan):
    text = text_of(client.get("/plans/"))
    assert "Action plan for better signs" in text
    assert "COM(2017) 612 final" in text
    assert 'href="/deadlines/?plan=com-2017-612&amp;position=overdue">1 overdue</a>' in text
    assert 'href="/plans/com-2017-612/timeline/"' in text


def test_another_organisations_draft_is_neither_listed_nor_found(client, reader, sign_in):
    draft = PlanFactory(slug="udkast", title="Hemmeligt", translations={}, state=PlanState.DRAFT, published_on=None)
    assert "Hemmeligt" not in text_of(client.get("/plans/"))
    assert client.get("/plans/udkast/").status_code == 404
    sign_in(MembershipRole.COORDINATOR, plan=draft)
    assert "Hemmeligt" in text_of(client.get("/plans/"))
    assert "seen by its coordinators" in text_of(client.get("/plans/udkast/"))


def test_the_list_needs_no_more_queries_for_twenty_plans_than_for_two(client, reader):
    DeadlineFactory(action__objective__plan__issuer=OrganisationFactory())
    few = queries_of(client, "/plans/")
    for _number in range(18):
        DeadlineFactory(action__objective__plan__issuer=OrganisationFactory())
    assert queries_of(client, "/plans/") == few


def test_more_than_a_page_of_plans_goes_on(client, reader):
    for number in range(31):
        PlanFactory(slug=f"p-{number:02}")
    text = text_of(client.get("/plans/"))
    following = re.search(r'href="(/plans/\?cursor=[^"]+)"', text)[1]
    assert "p-30" not in text
    assert "/plans/p-30/" in text_of(client.get(following))


def test_without_any_plan_the_list_says_what_to_do(client, sign_in):
    sign_in(MembershipRole.READER)
    assert "no plan that you can see yet" in text_of(client.get("/plans/"))


# ---- one plan


def test_a_plan_of_official_cells_is_shown_as_its_table_with_the_follow_up_beside(client, reader, table):
    text = text_of(client.get(PAGE))
    for cell in ("Støtte med kortsigtet finansiering.", "18,5 mio. EUR", "Indkaldelse igangsættes inden oktober 2018."):
        assert cell in text
    assert '<span lang="da">18,5 mio. EUR gøres tilgængelige.</span>' in text
    assert "Follow-up" in text
    assert "Reading not settled: counts as by the end of October 2018" in text
    assert "Inden oktober er læst som til og med oktober." in text
    assert 'href="/plans/com-2017-612/actions/II-1/"' in text


def test_a_plan_without_cells_is_shown_by_its_areas_with_the_status_of_each_action(client, reader, deadline, author_at):
    record(by=author_at(2018, 11, 1), deadline=deadline, report=Report(status=Status.IN_PROGRESS))
    text = text_of(client.get(PAGE))
    assert "Follow-up" not in text
    assert 'id="objective-III-3"' in text
    assert "status-in_progress" in text
    assert "MIN" in words_in(client.get(PAGE))


def test_a_strategy_without_deadlines_shows_its_objectives(client, reader):
    strategy = PlanFactory(slug="strategi", kind="strategy")
    ObjectiveFactory(plan=strategy, number="1", title="Færre skilte", summary="Kun de nødvendige.")
    text = text_of(client.get("/plans/strategi/"))
    assert "Færre skilte" in text
    assert "has no deadlines" in text
    assert "names no actions here" in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("position=overdue", True),
        ("position=upcoming", False),
        ("status=none", True),
        ("status=completed", False),
        ("organisation=MIN", True),
        ("q=modstandskraft", True),
        ("q=findesikke", False),
        ("position=&status=&q=", True),
    ],
)
def test_the_page_is_narrowed_by_position_status_organisation_and_words(client, reader, query, shown):
    text = text_of(client.get(f"{PAGE}?{query}"))
    assert ("/actions/III-3/" in text) == shown


@pytest.mark.parametrize("query", ["position=nowhere", "colour=blue", "organisation=NOBODY"])
def test_a_filter_that_does_not_exist_is_refused_by_name(client, reader, query):
    answer = client.get(f"{PAGE}?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in text_of(answer)


def test_a_narrowed_page_rolls_up_whole_actions_and_offers_every_organisation(client, reader, deadline, author_at):
    other = DeadlineFactory(action=deadline.action, key="app", period=Period.quarter(2019, 1))
    record(
        by=author_at(2018, 12, 1),
        deadline=other,
        report=Report(status=Status.COMPLETED, completed=Period.day(date(2018, 11, 30)), note="Done"),
    )
    elsewhere = DeadlineFactory(action__objective__plan=deadline.action.plan)
    ResponsibilityFactory(
        organisation=OrganisationFactory(slug="politi", abbreviation="POL"), action=elsewhere.action, role="lead"
    )
    text = text_of(client.get(f"{PAGE}?organisation=ministeriet&position=overdue"))
    assert "1 of 2 deadlines met" in text
    assert '<option value="politi">POL</option>' in text
    assert '<option value="ministeriet" selected>MIN</option>' in text


def test_objectives_fold_and_unfold_by_the_address(client, reader, plan):
    for number in range(1, 20):
        DeadlineFactory(action__objective__plan=plan, action__objective__number=f"9.{number}")
    opened = re.compile(r'<details class="objective"[^>]* open>')
    assert not opened.findall(text_of(client.get(PAGE)))
    assert len(opened.findall(text_of(client.get(f"{PAGE}?open=all")))) == 20
    assert len(opened.findall(text_of(client.get(f"{PAGE}?open=9.3")))) == 1
    assert not opened.findall(text_of(client.get(f"{PAGE}?open=none")))


def test_the_page_needs_no_more_queries_for_twenty_deadlines_than_for_two(client, reader, table, plan):
    def grow(count):
        for _number in range(count):
            deadline = DeadlineFactory(action__objective__plan=plan, action__objective__number=f"x{_number}{count}")
            ResponsibilityFactory(action=deadline.action, role=ResponsibilityRole.LEAD)

    grow(1)
    few = (
        queries_of(client, PAGE),
        queries_of(client, f"{PAGE}?as_of=2018-06-01"),
        queries_of(client, f"{PAGE}?q=skilt"),
    )
    grow(18)
    many = (
        queries_of(client, PAGE),
        queries_of(client, f"{PAGE}?as_of=2018-06-01"),
        queries_of(client, f"{PAGE}?q=skilt"),
    )
    assert many == few


def test_of_a_large_plan_only_the_open_objectives_are_read(plan, django_assert_max_num_queries):
    moment = Moment.today(LATER)
    for number in ("1", "2"):
        objective = ObjectiveFactory(plan=plan, number=number)
        for place in range(4):
            DeadlineFactory(action=ActionFactory(objective=objective, number=f"{number}.{place}"))
    whole = judged_deadlines(moment).filter(action__plan=plan)
    with django_assert_max_num_queries(14):
        tree = plan_tree(plan.pk, whole, None, moment, opened=["2"], most=5)
    first, second = tree.objectives
    assert (tree.is_large, tree.is_cut, tree.positions.deadlines) == (True, False, 8)
    assert (first.is_read, first.actions, first.positions.deadlines) == (False, (), 4)
    assert [action.number for action in second.actions] == ["2.0", "2.1", "2.2", "2.3"]
    assert all(len(action.rows) == 1 for action in second.actions)


# ---- another day


def test_a_past_day_shows_titles_and_periods_of_then_and_its_links_keep_the_day(
    client, reader, plan, deadline, author_at
):
    move_deadline(
        by=author_at(2018, 12, 10),
        deadline=deadline,
        period=Period.quarter(2019, 4),
        reason="capacity",
        explanation="Two have left.",
    )
    plan.title, plan.translations = "Nyt navn", {}
    plan.save_stamped(Stamp(known_at=datetime(2019, 6, 1, tzinfo=UTC)))

    now, then = (text_of(client.get(f"{PAGE}{query}")) for query in ("", "?as_of=2018-11-01"))
    assert "Nyt navn" in now
    assert "moved once" in now
    assert "Nyt navn" not in then
    assert "Action plan for better signs" in then
    assert "moved" not in then
    assert 'href="/plans/com-2017-612/actions/III-3/?as_of=2018-11-01"' in then
    assert "/deadlines/?plan=com-2017-612&amp;format=xlsx&amp;as_of=2018-11-01" in then


def test_a_plan_that_was_not_known_then_says_so_to_those_who_see_it_today(client, reader):
    answer = client.get(f"{PAGE}?as_of=2016-06-01")
    assert answer.status_code == 404
    assert "was not known here" in text_of(answer)
    draft = PlanFactory(slug="udkast", state=PlanState.DRAFT, published_on=None)
    assert "was not known here" not in text_of(client.get(f"/plans/{draft.slug}/?as_of=2016-06-01"))


def test_an_archived_plan_is_marked_as_frozen_on_its_day(client, reader, plan):
    plan.state, plan.archived_on = PlanState.ARCHIVED, date(2019, 1, 31)
    plan.save_stamped(Stamp(known_at=datetime(2019, 1, 31, tzinfo=UTC)))
    text = text_of(client.get(PAGE))
    assert "archived, frozen on 31 January 2019" in text
    assert "31 days" in text, "overdue is counted to the day of archiving"


# ---- languages and hostile texts


def test_danes_read_it_in_danish(client, reader, table):
    client.cookies["django_language"] = "da"
    text = text_of(client.get(PAGE))
    for words in ("Tiltag/resultat", "Opfølgning", "Fortolkning ikke fastlagt", "Filtrér planen", "Formål"):
        assert words in text
    assert '<span lang="da">' not in text


def test_texts_of_people_are_escaped_and_a_source_is_followed_only_on_the_web(client, reader):
    hostile = "<script>alert(1)</script>" + "Ж" * 250
    plan = PlanFactory(slug="onde", title=hostile, translations={}, language="bg", source_link="javascript:alert(1)")
    DeadlineFactory(action__objective__plan=plan, action__title=hostile, label=hostile, action__translations={})
    text = text_of(client.get("/plans/onde/"))
    assert "<script>alert" not in text
    assert "javascript:" not in text
    assert '<span lang="bg">&lt;script&gt;' in text


@pytest.mark.slow
def test_plan_and_action_need_no_more_queries_for_two_hundred_deadlines_than_for_twenty(client, reader, deadline, plan):
    action_page = f"{PAGE}actions/III-3/"

    def grow(count):
        for number in range(count):
            objective = ObjectiveFactory(plan=plan, number=f"{count}.{number}")
            DeadlineFactory(action=ActionFactory(objective=objective, number=f"{count}-{number}"))
            DeadlineFactory(action=deadline.action, key=f"key-{count}-{number}")

    grow(10)
    few = queries_of(client, PAGE), queries_of(client, action_page)
    grow(90)
    assert (queries_of(client, PAGE), queries_of(client, action_page)) == few
