"""The page of an action: the plan's words, its bodies, each deadline with its reasons, the history, and the buttons."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.choices import Basis, MembershipRole, PlanState, ResponsibilityRole, Status
from initiatives.models import Funding, Stamp
from initiatives.periods import Period
from initiatives.services.deadline_changes import move_deadline, settle_reading
from initiatives.services.status_updates import EvidenceItem, Report, correct, record, withdraw
from tests.factories import ActionFactory, DeadlineFactory, ObjectiveFactory, PlanFactory, ResponsibilityFactory
from tests.factories.plans import KNOWN_FROM
from tests.people import text_of

PAGE = "/plans/com-2017-612/actions/III-3/"


@pytest.fixture
def reader(sign_in, deadline):
    return sign_in(MembershipRole.READER, username="rie")


@pytest.fixture
def told(deadline, author_at):
    """Begun, moved, completed by mistake, corrected, withdrawn."""
    begun = Report(
        status=Status.IN_PROGRESS,
        confidence="amber",
        confidence_reason="Two have left.",
        note="Draft written.",
        internal_note="The minister is not told yet.",
    )
    record(by=author_at(2018, 9, 1), deadline=deadline, report=begun)
    move_deadline(
        by=author_at(2018, 10, 1),
        deadline=deadline,
        period=Period.quarter(2019, 1),
        reason="capacity",
        explanation="The tests began late.",
        decision_reference="Case 2018-4711",
    )
    done = Report(
        status=Status.COMPLETED,
        completed=Period.day(date(2018, 11, 30)),
        note="Published.",
        evidence=(EvidenceItem("Guidance", link="https://example.org/guidance"),),
    )
    first = record(by=author_at(2018, 12, 1), deadline=deadline, report=done)
    second = correct(by=author_at(2018, 12, 2), target=first, report=done)
    withdraw(by=author_at(2018, 12, 3), target=second, reason="It was another guidance.")
    return deadline


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def plain(text):
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


# ---- what the plan says


def test_it_shows_the_plans_words_their_language_their_place_and_our_summary(client, reader, deadline):
    action = deadline.action
    action.wording, action.place = "Udarbejde vejledninger.", "Kapitel III, tabel, række 3"
    action.deadline_wording, action.summary = "Fjerde kvartal 2018.", "Kort fortalt."
    action.alternative_title = "Bygninger"
    action.save_stamped(Stamp(known_at=KNOWN_FROM))
    text = text_of(client.get(PAGE))
    assert '<span lang="da">Udarbejde vejledninger.</span>' in text
    assert '<span class="mark">Danish</span>' in text
    for words in (
        "Kapitel III, tabel, række 3",
        "Fjerde kvartal 2018.",
        "Kort fortalt.",
        "Bygninger",
        "new initiative",
    ):
        assert words in text


def test_bodies_are_shown_with_the_words_that_show_them_and_the_level_that_names_them(client, reader, deadline):
    ResponsibilityFactory(
        organisation=None,
        named_as="relevante ministerier",
        objective=deadline.action.objective,
        role=ResponsibilityRole.PARTNER,
        basis=Basis.INFERRED,
        words="i samarbejde med relevante ministerier",
        place="Kapitel III",
    )
    text = plain(text_of(client.get(PAGE)))
    assert "Lead Ministeriet for Skilte (MIN)" in text
    assert "Partner relevante ministerier named for the objective inferred" in text
    assert "i samarbejde med relevante ministerier « Kapitel III" in text


def test_a_deadline_that_names_others_says_so_itself(client, reader, deadline):
    ResponsibilityFactory(organisation=None, named_as="politiet", deadline=deadline, role=ResponsibilityRole.HOST)
    assert "Named for this deadline Host politiet" in plain(text_of(client.get(PAGE)))


def test_money_is_shown_with_how_it_is_to_be_read(client, reader, deadline):
    Funding(action=deadline.action, amount=Decimal("18500000"), qualifier="up_to", words="18,5 mio. EUR").save_stamped(
        Stamp(known_at=KNOWN_FROM)
    )
    assert "up to 18,500,000 EUR 18,5 mio. EUR" in plain(text_of(client.get(PAGE)))


def test_the_actions_before_and_after_are_one_click_away(client, reader, plan):
    for number in ("III-2", "III-10"):
        ActionFactory(objective=ObjectiveFactory(plan=plan, number=number), number=number)
    text = text_of(client.get(PAGE))
    assert re.search(r'rel="prev" href="/plans/com-2017-612/actions/III-2/"', text)
    assert re.search(r'rel="next" href="/plans/com-2017-612/actions/III-10/"', text)


# ---- the deadlines


def test_a_deadline_shows_both_dates_every_move_with_its_reason_and_why_it_stands_there(client, reader, told):
    text = text_of(client.get(PAGE))
    assert 'id="guidance"' in text
    words = plain(text)
    assert "Current deadline 1st quarter 2019 last day 31 March 2019" in words
    assert "Original deadline 4th quarter 2018 last day 31 December 2018 moved once" in words
    assert "4th quarter 2018 → to 1st quarter 2019" in words
    for told_of_the_move in ("Capacity", "Case 2018-4711", "The tests began late.", "Karen Koordinator"):
        assert told_of_the_move in words
    assert "The last day was 31 March 2019." in words
    assert "Two have left." in words


def test_an_unconfirmed_reading_is_marked_and_a_settled_one_stands_among_the_changes(
    client, reader, deadline, author_at
):
    deadline.is_confirmed, deadline.interpretation_note = False, "Læst som et kvartal."
    deadline.save_stamped(Stamp(known_at=KNOWN_FROM))
    assert "Reading not settled: counts as 4th quarter 2018" in text_of(client.get(PAGE))
    settle_reading(
        by=author_at(2018, 11, 1),
        deadline=deadline,
        period=Period.month(2018, 11),
        reason="other",
        explanation="The ministry says November.",
    )
    words = plain(text_of(client.get(PAGE)))
    assert "Reading not settled" not in words
    assert "Reading settled : 4th quarter 2018 → to November 2018" in words


def test_evidence_is_a_link_only_where_it_leads_to_the_web(client, reader, deadline, author_at):
    report = Report(
        status=Status.COMPLETED,
        completed=Period.day(date(2018, 11, 30)),
        note="Done",
        evidence=(
            EvidenceItem("Report", link="https://example.org/"),
            EvidenceItem("Case", case_number="javascript:x"),
        ),
    )
    record(by=author_at(2018, 12, 1), deadline=deadline, report=report)
    text = text_of(client.get(PAGE))
    assert 'href="https://example.org/"' in text
    assert 'href="javascript' not in text
    assert "Case (javascript:x)" in text


# ---- the history


def test_the_history_stands_newest_first_with_what_was_struck_struck_through_in_words(client, reader, told):
    text = text_of(client.get(PAGE))
    order = [int(seq) for seq in re.findall(r'id="guidance\.(\d)"', text)]
    assert order == [5, 4, 3, 2, 1]
    third = text[text.index('id="guidance.3"') : text.index('id="guidance.2"')]
    assert "correction by no. 4" in third
    assert "<del>" in third
    first = text[text.index('id="guidance.1"') :]
    assert "in force" in first
    assert "<del>" not in first


def test_internal_notes_are_for_those_who_may_read_them(client, reader, told, sign_in, ministry):
    secret = "The minister is not told yet."
    assert secret not in text_of(client.get(PAGE))
    sign_in(MembershipRole.CONTRIBUTOR, organisation=ministry)
    assert secret in text_of(client.get(PAGE))


def test_edits_of_the_texts_are_told_apart_from_the_history(client, reader, told):
    action = told.action
    assert "Edits of the text" not in text_of(client.get(PAGE)), "what came with the plan is no edit"
    action.title, action.translations = "Vejledning om bygninger", {}
    action.save_stamped(Stamp(name="Karen", known_at=datetime(2019, 1, 5, tzinfo=UTC)))
    words = plain(text_of(client.get(PAGE)))
    assert "Edits of the text" in words
    assert "Vejledninger om bygningers modstandskraft → to Vejledning om bygninger" in words
    assert "Edits of the text" not in text_of(client.get(f"{PAGE}?as_of=2018-12-31"))


def test_a_long_history_is_folded_to_its_newest_rows_and_shown_whole_on_request(client, reader, deadline, author_at):
    for number in range(55):
        report = Report(status=Status.IN_PROGRESS, note=f"Note {number}")
        record(by=author_at(2018, 9, 1 + number // 3, 8 + number % 3), deadline=deadline, report=report)
    folded = text_of(client.get(PAGE))
    assert folded.count('id="guidance.') - 1 == 50
    assert "Show all 55" in folded
    assert text_of(client.get(f"{PAGE}?history=all")).count('id="guidance.') - 1 == 55


def test_the_history_of_one_deadline_can_be_asked_for_and_of_none_that_is_not_there(client, reader, told, author_at):
    other = DeadlineFactory(action=told.action, key="app", label="App", translations={})
    record(by=author_at(2018, 9, 5), deadline=other, report=Report(status=Status.IN_PROGRESS, note="App begun"))
    text = text_of(client.get(f"{PAGE}?history=app"))
    assert 'id="app.1"' in text
    assert 'id="guidance.1"' not in text
    assert client.get(f"{PAGE}?history=nothing").status_code == 400
    assert client.get(f"{PAGE}?colour=blue").status_code == 400


# ---- who may what


def test_readers_find_no_buttons(client, reader, told):
    text = text_of(client.get(PAGE))
    for word in ("/update/", "/confirm/", "/date/", "/reopen/", "/correct/", "/withdraw/"):
        assert word not in text


def test_contributors_update_and_confirm_and_coordinators_change_the_date_too(client, contributor, told, sign_in):
    told.refresh_from_db()
    text = text_of(client.get(PAGE))
    assert f"/deadlines/{told.public_id}/update/" in text
    assert "/date/" not in text
    sign_in(MembershipRole.COORDINATOR)
    text = text_of(client.get(PAGE))
    assert f"/deadlines/{told.public_id}/date/" in text
    assert re.search(r"/status-updates/[-0-9a-f]+/withdraw/", text)


def test_unchanged_is_a_form_that_sends_what_the_person_saw(client, sign_in, ministry, author_at, plan):
    # Due far ahead, so that the last report may be confirmed on any day.
    action = ActionFactory(objective=ObjectiveFactory(plan=plan, number="IX"), number="IX")
    deadline = DeadlineFactory(action=action, period=Period.year(2199))
    record(by=author_at(2018, 9, 1), deadline=deadline, report=Report(status=Status.IN_PROGRESS, note="Begun"))
    ResponsibilityFactory(organisation=ministry, action=action, role=ResponsibilityRole.LEAD)
    sign_in(MembershipRole.CONTRIBUTOR, organisation=ministry)
    deadline.refresh_from_db()
    text = text_of(client.get("/plans/com-2017-612/actions/IX/"))
    assert f'action="/deadlines/{deadline.public_id}/confirm/"' in text
    assert f'name="version" value="{deadline.version}"' in text


def test_on_a_past_day_nothing_can_be_recorded_and_nothing_later_is_known(client, editor, told):
    text = text_of(client.get(f"{PAGE}?as_of=2018-10-15"))
    for word in ("/update/", "/date/", "/correct/", "Published."):
        assert word not in text
    assert [int(seq) for seq in re.findall(r'id="guidance\.(\d)"', text)] == [2, 1]
    assert 'href="/plans/com-2017-612/?as_of=2018-10-15"' in text
    before = plain(text_of(client.get(f"{PAGE}?as_of=2018-09-15")))
    assert "Current deadline 4th quarter 2018" in before


def test_what_may_not_be_seen_or_is_not_there_is_not_found(client, reader):
    draft = PlanFactory(slug="udkast", state=PlanState.DRAFT, published_on=None)
    ActionFactory(objective=ObjectiveFactory(plan=draft), number="1")
    assert client.get("/plans/udkast/actions/1/").status_code == 404
    assert client.get("/plans/com-2017-612/actions/XIII/").status_code == 404


def test_an_action_that_came_later_says_that_it_was_not_known_then(client, reader, plan):
    late = ActionFactory(
        objective=ObjectiveFactory(plan=plan, number="V"), number="V", known_at=datetime(2019, 1, 1, tzinfo=UTC)
    )
    answer = client.get(f"/plans/com-2017-612/actions/{late.number}/?as_of=2018-06-01")
    assert answer.status_code == 404
    assert "was not known here" in text_of(answer)


# ---- size and language


@pytest.mark.parametrize("query", ["", "?as_of=2019-01-31"])
def test_the_page_needs_no_more_queries_for_twenty_deadlines_than_for_two(client, editor, told, author_at, query):
    def grow(count):
        for number in range(count):
            made = DeadlineFactory(action=told.action, key=f"more-{count}-{number}")
            report = Report(
                status=Status.COMPLETED,
                completed=Period.month(2018, 11),
                note="Done",
                evidence=(EvidenceItem("Case", case_number="1"),),
            )
            record(by=author_at(2018, 12, 1), deadline=made, report=report)
            made.label = "Another label"
            made.save_stamped(Stamp(known_at=datetime(2019, 1, 5, tzinfo=UTC)))

    grow(1)
    few = queries_of(client, PAGE + query)
    grow(18)
    assert queries_of(client, PAGE + query) == few


def test_danes_read_it_in_danish_and_hostile_texts_are_escaped(client, reader, told, author_at):
    hostile = "<script>alert(1)</script>" + "Ж" * 250
    told.refresh_from_db()
    record(by=author_at(2018, 12, 6), deadline=told, report=Report(status=Status.IN_PROGRESS, note=hostile))
    client.cookies["django_language"] = "da"
    text = text_of(client.get(PAGE))
    for words in ("Hvorfor?", "Gældende frist", "Oprindelig frist", "Fristændringer", "Historik", "Ansvarlig"):
        assert words in text
    assert "<script>alert" not in text
