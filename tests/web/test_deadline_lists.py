"""The lists of deadlines: what they show, how they are narrowed, sorted and walked, today and on another day."""

import io
import re
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.choices import MembershipRole, PlanState, ResponsibilityRole
from initiatives.filters.deadlines import ORDERINGS
from initiatives.models import Deadline
from initiatives.periods import Period
from initiatives.services.status_updates import Report, record
from initiatives.web.views.deadlines import listing
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
)
from tests.people import text_of
from tests.reports import scene

pytestmark = pytest.mark.django_db

LIST, OVERDUE = "/deadlines/", "/deadlines/overdue/"
ROW = re.compile(r'<a class="title" href="([^"]*)"')


@pytest.fixture
def reader(sign_in):
    return sign_in(MembershipRole.READER)


def refs(answer):
    """Return the references of the rows of a page."""
    assert answer.status_code == 200, answer.content
    return [line.row.ref for line in answer.context["lines"]]


def links(answer, part):
    """Return the addresses of the links on a page that have this part."""
    found = [unescape(link) for link in re.findall(r'href="([^"]*)"', text_of(answer))]
    return [link for link in found if part in link]


def walk(client, address, **parameters):
    """Yield the pages of a list, following the links."""
    while address:
        answer = client.get(address, parameters)
        yield answer
        address, parameters = answer.context["following"], None


# ---- rows


def test_a_row_shows_both_dates_the_action_who_leads_where_it_stands_and_the_last_report(
    client, deadline, ministry, reader, author_at
):
    report = Report(status="in_progress", confidence="amber", confidence_reason="Few hands", note="Under way")
    record(by=author_at(2018, 11, 5), deadline=deadline, report=report)
    text = text_of(client.get(LIST))
    (link,) = ROW.findall(text)
    assert link == "/plans/com-2017-612/actions/III-3/#guidance"
    for words in (
        "4th quarter 2018",
        "31 December 2018",
        "MIN",
        "Overdue",
        "In progress",
        "Delivery: amber",
        "5 November 2018",
    ):
        assert words in text
    assert "COM(2017) 612 final, III-3" in text


def test_texts_are_shown_as_text_and_in_their_language(client, plan, reader):
    action = ActionFactory(objective__plan=plan, title="<script>alert(1)</script>", translations={})
    DeadlineFactory(action=action, label="Сътрудничество", language="bg", translations={})
    text = text_of(client.get(LIST))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert '<span lang="bg">Сътрудничество</span>' in text


def test_the_pages_speak_danish(client, deadline, sign_in):
    sign_in(MembershipRole.COORDINATOR)
    client.cookies["django_language"] = "da"
    for address in (LIST, OVERDUE):
        text = text_of(client.get(address))
        assert "Frist overskredet" in text
        assert "4. kvartal 2018" in text
        assert 'lang="da"' in text


def test_what_the_reader_may_not_see_is_neither_listed_nor_offered_nor_named(client, deadline, reader):
    secret = PlanFactory(slug="secret", reference="HEMMELIG", state=PlanState.DRAFT, published_on=None)
    hidden = ActionFactory(objective__plan=secret, number="7.1")
    body = OrganisationFactory(slug="hidden-body", name="Hemmelig styrelse")
    DeadlineFactory(action=hidden, period=Period.quarter(2018, 3))
    ResponsibilityFactory(action=hidden, organisation=body, role=ResponsibilityRole.LEAD)
    for address in (LIST, OVERDUE):
        answer = client.get(address)
        assert refs(answer) == [deadline.ref]
        assert "HEMMELIG" not in text_of(answer)
        assert "hidden-body" not in text_of(answer)
    assert client.get(LIST, {"plan": "secret"}).status_code == 400


def test_update_is_offered_to_those_who_may_record_and_on_no_other_day(client, deadline, contributor):
    foreign = DeadlineFactory()
    answer = client.get(LIST)
    assert len(refs(answer)) == 2
    assert links(answer, "/update/") == [f"/deadlines/{deadline.public_id}/update/?next=%2Fdeadlines%2F"]
    assert f'value="{foreign.public_id}"' not in text_of(answer)
    past = text_of(client.get(LIST, {"as_of": "2018-12-31"}))
    assert "/update/" not in past
    assert 'name="deadline"' not in past


def test_a_deadline_is_moved_from_the_overdue_list_by_those_who_coordinate_it(client, deadline, contributor, sign_in):
    assert links(client.get(OVERDUE), "/date/") == []
    sign_in(MembershipRole.COORDINATOR)
    assert links(client.get(OVERDUE), "/date/") == [
        f"/deadlines/{deadline.public_id}/date/move/?next=%2Fdeadlines%2Foverdue%2F"
    ]
    assert links(client.get(OVERDUE, {"as_of": "2019-02-01"}), "/date/") == []


# ---- narrowing


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("plan", "nowhere"),
        ("position", "late"),
        ("status", "done"),
        ("overdue", "maybe"),
        ("due", "soon"),
        ("due_from", "31.12.2018"),
        ("role", "lead"),
        ("page_size", "0"),
        ("cursor", "x"),
        ("format", "pdf"),
        ("select", "some"),
        ("page", "2"),
        ("as_of", "yesterday"),
    ],
)
def test_what_does_not_exist_is_refused_by_name(client, deadline, reader, parameter, value):
    answer = client.get(LIST, {parameter: value})
    assert answer.status_code == 400
    assert parameter in str(answer.context["refusal"]) or value in str(answer.context["refusal"])


def test_the_overdue_list_is_not_to_be_turned_into_another(client, deadline, reader):
    assert client.get(OVERDUE, {"overdue": "false"}).status_code == 400
    assert refs(client.get(OVERDUE, {"overdue": "true"})) == [deadline.ref]


def test_empty_boxes_of_the_form_are_left_out_of_the_address(client, deadline, reader):
    answer = client.get(LIST, {"q": "", "plan": "com-2017-612", "status": ["", "none"]})
    assert (answer.status_code, answer["Location"]) == (302, "/deadlines/?plan=com-2017-612&status=none")


def test_every_active_filter_is_a_tag_that_leads_to_the_list_without_it(client, deadline, ministry, reader):
    asked = {
        "plan": "com-2017-612",
        "organisation": "ministeriet",
        "role": "lead",
        "status": ["none", "in_progress"],
        "overdue": "true",
        "due": "this_year",
        "due_from": "2018-01-01",
        "q": "bygning",
        "ordering": "number",
    }
    answer = client.get(LIST, {**asked, "due": [], "as_of": "2019-01-05"})
    assert refs(answer) == [deadline.ref]
    tags = {tag.label: tag.address for tag in answer.context["narrowing"].tags}
    assert [*tags] == [
        "COM(2017) 612 final",
        "MIN",
        "Role: lead",
        "Status: no report received",
        "Status: in progress",
        "Only overdue",
        "Due from 1 January 2018",
        "“bygning”",
    ]
    for label, address in tags.items():
        assert unescape(address) in links(answer, "ordering=number")
        without = client.get(address)
        left = [tag.label for tag in without.context["narrowing"].tags]
        gone = {label, "Role: lead"} if label == "MIN" else {label}
        assert left == [other for other in tags if other not in gone]
        assert without.context["standpoint"].kept == {"as_of": "2019-01-05"}
    assert client.get(answer.context["address"].unfiltered).context["narrowing"].tags == []


def test_the_form_repeats_what_the_address_asks_for_and_carries_the_rest(client, deadline, ministry, reader):
    other = PlanFactory(slug="other", reference="OTHER")
    text = text_of(client.get(LIST, {"plan": ["com-2017-612", "other"], "ordering": "number", "as_of": "2019-01-05"}))
    assert '<option value="com-2017-612" selected>' in text
    assert f'<option value="{other.slug}" selected>' in text
    assert '<input type="hidden" name="ordering" value="number">' in text
    assert '<input type="hidden" name="as_of" value="2019-01-05">' in text


def test_what_was_not_known_on_a_day_is_not_offered_on_it(client, deadline, reader):
    PlanFactory(slug="later", reference="LATER", known_at=datetime(2019, 6, 1, tzinfo=UTC))
    assert "LATER" in text_of(client.get(LIST))
    assert "LATER" not in text_of(client.get(LIST, {"as_of": "2018-12-31"}))


def test_an_organisation_above_is_offered_and_finds_what_those_below_it_lead(client, deadline, ministry, reader):
    agency = OrganisationFactory(slug="agency", abbreviation="AGE", name="Styrelsen", parent=ministry)
    theirs = DeadlineFactory(period=Period.quarter(2018, 1))
    ResponsibilityFactory(deadline=theirs, organisation=agency, role=ResponsibilityRole.LEAD)
    answer = client.get(OVERDUE, {"organisation": "ministeriet"})
    assert sorted(refs(answer)) == sorted([deadline.ref, theirs.ref])
    assert [offer.value for offer in answer.context["narrowing"].organisations] == ["ministeriet", "agency"]


# ---- order and pages


def test_the_heads_of_the_columns_say_and_change_the_order(client, deadline, reader):
    answer = client.get(LIST)
    assert text_of(answer).count("aria-sort") == 1
    heads = {head.name: head for head in answer.context["heads"]}
    assert (heads["due"].direction, heads["due"].address) == ("ascending", "/deadlines/?ordering=-due")
    assert heads["action"].address == "/deadlines/?ordering=number"
    assert heads["lead"].address == ""
    turned = {head.name: head for head in client.get(LIST, {"ordering": "-due"}).context["heads"]}
    assert (turned["due"].direction, turned["due"].address) == ("descending", "/deadlines/?ordering=due")
    worst = {head.name: head for head in client.get(OVERDUE).context["heads"]}
    assert (worst["days"].direction, worst["days"].address) == ("descending", "")


@pytest.mark.parametrize("as_of", [None, "2019-02-01"])
def test_all_pages_together_have_each_row_once_in_the_order_of_the_interface_for_programs(
    client, reader, author_at, as_of
):
    scene.make(author_at)
    for ordering in (None, *ORDERINGS):
        check_all_pages(
            client, {name: value for name, value in {"ordering": ordering, "as_of": as_of}.items() if value}
        )


def check_all_pages(client, asked):
    whole = [row["ref"] for row in client.get("/api/v1/deadlines/", asked).json()["results"]]
    pages = list(walk(client, LIST, page_size="7", **asked))
    assert [len(refs(page)) for page in pages] == [7, 7, 4]
    assert [ref for page in pages for ref in refs(page)] == whole
    assert len({*whole}) == Deadline.objects.count()
    back = client.get(pages[1].context["preceding"])
    assert refs(back) == refs(pages[0])
    assert back.context["preceding"] == ""


def test_a_page_has_fifty_rows_unless_more_are_asked_for(client, reader):
    action = ActionFactory()
    current = Period.year(2018)
    Deadline.objects.bulk_create(
        Deadline(action=action, key=f"d{number}", label="x", current=current, original=current) for number in range(205)
    )
    assert len(refs(client.get(LIST))) == 50
    assert len(refs(client.get(LIST, {"page_size": "5000"}))) == 200


def test_counting_ends_where_nobody_counts_along(client, reader, monkeypatch):
    action = ActionFactory()
    Deadline.objects.bulk_create(Deadline(action=action, key=f"d{number}", label="x") for number in range(4))
    assert client.get(LIST).context["count"] == 4
    monkeypatch.setattr(listing, "MOST_COUNTED", 3)
    answer = client.get(LIST)
    assert answer.context["count"] == 4
    assert "More than" in text_of(answer)


@pytest.mark.parametrize("asked", [{}, {"as_of": "2018-12-31"}], ids=["today", "past"])
@pytest.mark.parametrize("address", [LIST, OVERDUE])
def test_twenty_rows_ask_no_more_than_two(client, contributor, ministry, author_at, address, asked):
    def grow(number):
        for _row in range(number):
            body = OrganisationFactory(parent=ministry)
            action = ActionFactory(objective=ObjectiveFactory())
            made = DeadlineFactory(action=action, period=Period.quarter(2018, 1))
            ResponsibilityFactory(action=action, organisation=body, role=ResponsibilityRole.LEAD, contact="a@b.dk")
            late = Report(status="in_progress", delay_reason="capacity", forecast=Period.year(2199))
            record(by=author_at(2018, 5, 1), deadline=made, report=late)

    def asks():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, {"page_size": "200", **asked}).status_code == 200
        return len(queries)

    grow(2)
    asks()
    few = asks()
    grow(18)
    assert asks() == few
    assert few <= 36


# ---- tabs and empty lists


def test_the_usual_views_are_one_click_away_and_the_one_that_is_shown_is_marked(client, contributor):
    answer = client.get(LIST, {"due": "next_90_days", "ordering": "number"})
    tabs = {str(tab.label): tab for tab in answer.context["tabs"]}
    names = "All, Mine, Overdue, Next 90 days, Due soon, Expected late, No report received, Without deadline"
    assert [*tabs] == names.split(", ")
    assert [name for name, tab in tabs.items() if tab.is_current] == ["Next 90 days"]
    assert re.search(r'aria-current="page">\s*Next 90 days</a>', text_of(answer))
    assert client.get(tabs["Overdue"].address).request["PATH_INFO"] == OVERDUE
    assert tabs["Mine"].address == "/deadlines/?organisation=ministeriet"


def test_an_empty_list_says_which_filter_is_too_many(client, deadline, reader):
    answer = client.get(LIST, {"position": "expected_late", "plan": "com-2017-612"})
    text = text_of(answer)
    assert "No deadline fits the 2 filters" in text
    assert "Without “Expected late” there is one." in text
    assert "Remove “Expected late”" in text
    assert refs(client.get(answer.context["nothing"].ways[0].tag.address)) == [deadline.ref]


def test_an_empty_record_and_a_clean_one_are_told_apart(client, reader):
    assert "There are no deadlines yet" in text_of(client.get(LIST))
    assert "There are no deadlines yet" in text_of(client.get(OVERDUE))
    DeadlineFactory(period=Period.year(2199))
    assert "Nothing is overdue" in text_of(client.get(OVERDUE))
    assert "On this day no deadline was known" in text_of(client.get(LIST, {"as_of": "2016-12-31"}))


# ---- overdue


def test_what_is_overdue_comes_worst_first_with_days_reason_and_forecast(client, deadline, reader, author_at):
    worse = DeadlineFactory(action=deadline.action, key="first", period=Period.quarter(2018, 3))
    late = Report(status="in_progress", delay_reason="capacity", forecast=Period.month(2019, 1), note="Two have left")
    record(by=author_at(2018, 11, 1), deadline=worse, report=late)
    DeadlineFactory(period=Period.year(2199))
    answer = client.get(OVERDUE, {"as_of": "2019-02-10"})
    assert refs(answer) == [worse.ref, deadline.ref]
    text = text_of(answer)
    for words in ("133 days", "41 days", "Capacity", "Two have left", "The forecast, January 2019, has passed"):
        assert words in text
    assert "No forecast" in text
    assert "Expected January 2019" in text_of(client.get(OVERDUE, {"as_of": "2019-01-10"}))


def test_whom_to_write_to_is_said_for_each_row_and_for_all(client, deadline, reader):
    helper = OrganisationFactory(abbreviation="HLP")
    user = OrganisationFactory(abbreviation="USR")
    for body, role, contact in (
        (helper, ResponsibilityRole.PARTNER, "hjælp+frist@hlp.dk"),
        (user, ResponsibilityRole.USER, "user@usr.dk"),
    ):
        ResponsibilityFactory(action=deadline.action, organisation=body, role=role, contact=contact)
    lead = OrganisationFactory(abbreviation="LED")
    ResponsibilityFactory(deadline=deadline, organisation=lead, role=ResponsibilityRole.LEAD, contact="led@led.dk")
    answer = client.get(OVERDUE)
    assert answer.context["recipients"].together == "led@led.dk, hjælp+frist@hlp.dk"
    text = text_of(answer)
    assert 'href="mailto:led@led.dk"' in text
    assert 'href="mailto:?bcc=led@led.dk,hj%C3%A6lp%2Bfrist@hlp.dk"' in text
    assert "user@usr.dk" not in text


def test_the_overdue_list_is_narrowed_by_plan_organisation_and_quarter_with_one_click(
    client, deadline, ministry, reader
):
    agency = OrganisationFactory(slug="agency", abbreviation="AGE", parent=ministry)
    other = PlanFactory(slug="other", reference="OTHER")
    for quarter in (1, 1, 4):
        action = ActionFactory(objective__plan=other)
        DeadlineFactory(action=action, period=Period.quarter(2018, quarter))
        ResponsibilityFactory(action=action, organisation=agency, role=ResponsibilityRole.PARTNER)
    answer = client.get(OVERDUE)
    shown = {
        str(division.label): {part.label: part.count for part in division.first}
        for division in answer.context["divisions"]
    }
    assert shown == {
        "By plan": {"OTHER": 3, "COM(2017) 612 final": 1},
        "By organisation": {"MIN": 4, "AGE": 3},
        "By quarter": {"1st quarter 2018": 2, "4th quarter 2018": 2},
    }
    for division in answer.context["divisions"]:
        for part in division.first:
            assert part.address in links(answer, OVERDUE)
            assert len(refs(client.get(part.address))) == part.count


@pytest.mark.parametrize("known", ["then", "now"])
def test_the_list_the_number_and_the_interface_agree_on_what_was_overdue_on_a_day(client, reader, known):
    plan = Path(settings.ROOT, "fixtures", "plans", "com-2017-612.yaml")
    call_command("load_plans", str(Path(settings.ROOT, "fixtures", "organisations")), str(plan), stdout=io.StringIO())
    asked = {"plan": "com-2017-612", "as_of": "2018-12-31", "known": known}
    program = client.get("/api/v1/deadlines/", {**asked, "overdue": "true", "count": "1", "lang": "en"}).json()
    expected = [row["ref"] for row in program["results"]]
    for address, more in ((LIST, {"overdue": "true"}), (OVERDUE, {})):
        answer = client.get(address, {**asked, **more})
        assert refs(answer) == expected
        assert answer.context["count"] == program["count"] == len(expected) > 5
        days = [line.row.days_overdue for line in answer.context["lines"]]
        assert days == [row["days_overdue"] for row in program["results"]] == sorted(days, reverse=True)
        for link in links(answer, "/plans/com-2017-612/"):
            assert "as_of=2018-12-31" in link
    assert date(2018, 12, 31) == answer.context["standpoint"].moment.as_of
