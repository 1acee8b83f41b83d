"""Updating the status of a deadline on its page: from the form to the log, and whatever may come between."""

import re
from datetime import date

import pytest
from django.utils import timezone

from initiatives.choices import DeadlineKind, MembershipRole, PlanState, Status, UpdateKind
from initiatives.clocks import local_day
from initiatives.models import StatusUpdate
from initiatives.periods import Period
from initiatives.services.status_updates import Report
from initiatives.services.status_updates import record as record_report
from tests.factories import DeadlineFactory, OrganisationFactory, PlanFactory, ResponsibilityFactory
from tests.people import text_of
from tests.web.forms import form_of

EXPLAINED = {"forecast": "1. kvartal 2190", "delay_reason": "capacity"}
COMPLETED = {
    "status": "completed",
    "completed": "20.12.2018",
    "evidence-0-title": "Vejledningen",
    "evidence-0-link": "https://example.org/vejledning",
}


def page(deadline, name="update"):
    return f"/deadlines/{deadline.public_id}/{name}/"


def record(client, deadline, *, query="", follow=True, **values):
    address = f"{page(deadline)}{query}"
    sent = form_of(client.get(address), "report")
    return client.post(address, {**sent, **values}, follow=follow)


def problems(answer):
    return {problem.target: problem.message for problem in answer.context["problems"]}


@pytest.fixture
def reported(deadline, author_at):
    """The deadline with a report of somebody else's, made before it had passed."""
    report = Report(Status.IN_PROGRESS, note="Udkast sendt til høring", forecast=Period.month(2018, 11))
    record_report(by=author_at(2018, 6, 1), deadline=deadline, report=report)
    deadline.refresh_from_db()
    return deadline


def test_a_report_is_recorded_and_said_in_plain_words_with_the_way_to_take_it_back(client, contributor, deadline):
    answer = record(client, deadline, status="in_progress", note="Vi er i gang", follow=False, **EXPLAINED)

    row = StatusUpdate.objects.get()
    assert (row.status, row.forecast, row.note) == ("in_progress", Period.quarter(2190, 1), "Vi er i gang")
    assert answer.status_code == 302
    assert answer.url == "/plans/com-2017-612/actions/III-3/#guidance"
    (message,) = [str(message) for message in client.get("/help/").context["messages"]]
    assert "Recorded on III-3, The guidance is ready: in progress, expected 1st quarter 2190." in message
    assert f"/status-updates/{row.public_id}/withdraw/" in message


def test_a_form_that_comes_empty_is_answered_with_what_is_missing(client, contributor, deadline):
    answer = client.post(page(deadline))
    assert "status" in answer.context["form"].errors
    assert not StatusUpdate.objects.exists()


def test_the_form_begins_with_the_last_report_which_stands_beside_it(client, contributor, reported):
    answer = client.get(page(reported))

    sent = form_of(answer, "report")
    assert sent["status"] == "in_progress"
    assert sent["forecast"] == "November 2018"
    assert sent["note"] == "Udkast sendt til høring"
    assert text_of(answer).count("Udkast sendt til høring") == 2
    assert "Karen Koordinator" in text_of(answer)


def test_whoever_reports_first_finds_nothing_chosen(client, contributor, deadline):
    answer = client.get(page(deadline))

    assert "status" not in form_of(answer, "report")
    assert "No report has been received yet." in text_of(answer)


def test_completion_begins_with_today_and_takes_day_and_evidence_at_once(client, contributor, reported):
    sent = form_of(client.get(page(reported)), "report")
    assert sent["completed"] == f"{local_day(timezone.now()):%d.%m.%Y}"

    record(client, reported, **COMPLETED)

    row = StatusUpdate.objects.get(status="completed")
    assert row.completed == Period.day(date(2018, 12, 20))
    assert [item.link for item in row.evidence.all()] == ["https://example.org/vejledning"]
    assert not row.forecast, "what the form still held from the last report is not asked for"


def test_todays_date_is_left_out_where_the_work_goes_on(client, contributor, deadline):
    record(client, deadline, status="in_progress", **EXPLAINED)

    assert not StatusUpdate.objects.get().completed


def test_what_somebody_wrote_is_never_left_out_in_silence(client, contributor, reported):
    answer = record(client, reported, **COMPLETED, forecast="2190")
    assert "has no forecast" in problems(answer)["id_forecast"]

    answer = record(client, reported, status="in_progress", completed="1.12.2018", **EXPLAINED)
    assert "Only a completed deadline has a completion date" in str(problems(answer))
    assert StatusUpdate.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({}, {"id_status_0"}),
        ({"status": "in_progress"}, {"id_forecast", "id_delay_reason"}),
        ({"status": "in_progress", **EXPLAINED, "forecast": "2018"}, {"id_forecast"}),
        ({"status": "in_progress", **EXPLAINED, "delay_reason": "other"}, {"id_note"}),
        ({"status": "in_progress", **EXPLAINED, "confidence": "red"}, {"id_confidence_reason"}),
        ({"status": "completed", "completed": ""}, {"id_completed", "evidence"}),
        ({"status": "completed", "completed": "", "completion_unknown": "on"}, {"id_completed", "evidence"}),
        ({"status": "completed", "completed": "1.1.2190", "note": "n"}, {"id_completed"}),
        ({"status": "completed", "completed": "snart"}, {"id_completed", "evidence"}),
        ({**COMPLETED, "completed": "", "evidence-0-title": ""}, {"id_completed", "id_evidence-0-title"}),
        (
            {"status": "in_progress", "forecast": "snart", "confidence": "amber"},
            {"id_forecast", "id_delay_reason", "id_confidence_reason"},
        ),
        ({"status": "cancelled"}, {"id_note"}),
        ({"status": "superseded"}, {"id_note", "id_superseded_by"}),
        ({**COMPLETED, "evidence-0-title": ""}, {"id_evidence-0-title"}),
        ({**COMPLETED, "evidence-0-link": "javascript:alert(1)"}, {"id_evidence-0-link"}),
        ({"status": "in_progress", **EXPLAINED, "effective_on": "2190-01-01"}, {"id_effective_on"}),
    ],
)
def test_all_that_is_missing_is_said_at_once_each_with_a_link_to_its_place(client, editor, deadline, said, wrong):
    answer = record(client, deadline, **said)

    text = text_of(answer)
    assert set(problems(answer)) == wrong
    assert all(f'href="#{target}"' in text and f'id="{target}"' in text for target in wrong)
    assert not StatusUpdate.objects.exists()


def test_a_field_that_is_wrong_says_so_to_those_who_hear_the_page(client, contributor, deadline):
    answer = record(client, deadline, status="in_progress", note="Vi er næsten færdige", forecast="snart")

    text = text_of(answer)
    assert re.search(r'<input[^>]* name="forecast"[^>]* aria-invalid="true"', text)
    assert re.search(r'<input[^>]* aria-describedby="id_forecast_helptext id_forecast_error"', text)
    assert 'id="id_forecast_error"' in text
    assert (form_of(answer, "report")["note"], form_of(answer, "report")["forecast"]) == (
        "Vi er næsten færdige",
        "snart",
    )


def test_a_double_click_records_once_and_says_so(client, contributor, deadline):
    sent = {**form_of(client.get(page(deadline)), "report"), **COMPLETED}

    client.post(page(deadline), sent)
    client.post(page(deadline), sent)

    assert StatusUpdate.objects.count() == 1
    assert "the second click changed nothing" in text_of(client.get("/help/"))


def test_when_somebody_was_quicker_both_texts_are_shown_and_the_next_save_is_made_knowingly(
    client, contributor, reported, author_at
):
    sent = form_of(client.get(page(reported)), "report")
    theirs = Report(Status.ON_HOLD, note="Deres tekst", forecast=Period.year(2189), delay_reason="funding")
    record_report(by=author_at(2026, 11, 1), deadline=reported, report=theirs)

    mine = {**sent, "status": "in_progress", "note": "Min tekst", **EXPLAINED, "internal_note": "Min interne"}
    answer = client.post(page(reported), mine)

    pairs = {pair.label: (pair.first, pair.second) for pair in answer.context["overtaken"]}
    assert pairs["Note"] == ("Deres tekst", "Min tekst")
    assert pairs["Internal note"] == ("–", "Min interne")
    assert pairs["Reason for the delay"] == ("Funding", "Capacity")
    assert 'id="overtaken-title"' in text_of(answer)
    assert set(problems(answer)) == {"overtaken-title"}
    assert StatusUpdate.objects.count() == 2

    client.post(page(reported), form_of(answer, "report"))
    assert StatusUpdate.objects.order_by("-seq")[0].note == "Min tekst"


def test_when_somebody_completed_it_meanwhile_what_was_written_can_still_be_copied(
    client, contributor, reported, author_at
):
    sent = form_of(client.get(page(reported)), "report")
    done = Report(Status.COMPLETED, completed=Period.day(date(2018, 12, 1)), note="Udgivet")
    record_report(by=author_at(2018, 12, 2), deadline=reported, report=done)

    answer = client.post(page(reported), {**sent, "note": "Min tekst", **EXPLAINED})

    assert ("Note", "Min tekst") in answer.context["shown"]
    assert "was not recorded" in text_of(answer)
    assert StatusUpdate.objects.count() == 2


def test_what_an_ended_session_had_kept_is_in_the_form_again_and_is_not_saved_yet(client, contributor, deadline):
    sent = form_of(client.get(page(deadline)), "report")
    session = client.session
    typed = "&".join(f"{name}={value}" for name, value in {**sent, "note": "Min tekst", "status": "on_hold"}.items())
    session["kept_form"] = {"user": contributor.pk, "path": page(deadline), "typed": typed}
    session.save()

    answer = client.get(page(deadline))

    assert "it is not saved yet" in text_of(answer)
    again = form_of(answer, "report")
    assert (again["note"], again["status"]) == ("Min tekst", "on_hold")
    assert answer.context["problems"] == []
    assert 'aria-invalid="true"' not in text_of(answer)
    assert "Min tekst" not in text_of(client.get(page(deadline))), "it is brought back once"


def test_after_saving_one_is_led_back_to_the_list_one_came_from_and_never_to_another_site(
    client, contributor, reported
):
    answer = record(client, reported, query="?next=/deadlines/overdue/", status="on_hold", follow=False, **EXPLAINED)
    assert answer.url == "/deadlines/overdue/"

    answer = record(client, reported, query="?next=https://example.org/", status="on_hold", follow=False, **EXPLAINED)
    assert "example.org" not in answer.url


def test_looking_at_a_form_writes_nothing(client, editor, deadline):
    names = ("update", "confirm", "reopen", "date", "date/move", "date/first_date")
    for name in names:
        client.get(page(deadline, name), {"status": "in_progress", "version": "1"})

    assert not StatusUpdate.objects.exists()
    deadline.refresh_from_db()
    assert deadline.version == 1


def test_a_form_without_the_token_against_forgery_is_refused(deadline, contributor, client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(contributor)

    assert strict.post(page(deadline), {"status": "in_progress", "version": "1"}).status_code == 403
    assert not StatusUpdate.objects.exists()


def test_a_contributor_of_another_body_reads_and_may_not_record(client, deadline, sign_in):
    sign_in(MembershipRole.CONTRIBUTOR, organisation=OrganisationFactory())

    for name in ("update", "confirm"):
        refused = client.get(page(deadline, name))
        assert refused.status_code == 403
        assert "your organisation leads or helps with" in text_of(refused)
    assert client.post(page(deadline), {"status": "in_progress", "version": "1"}).status_code == 403
    assert not StatusUpdate.objects.exists()


def test_what_may_not_be_seen_is_not_found(client, sign_in):
    draft = DeadlineFactory(action__objective__plan=PlanFactory(state=PlanState.DRAFT))
    own = OrganisationFactory()
    ResponsibilityFactory(organisation=own, deadline=draft)
    sign_in(MembershipRole.CONTRIBUTOR, organisation=own)

    names = ("update", "confirm", "reopen", "date", "date/move")
    assert {client.get(page(draft, name)).status_code for name in names} == {404}
    assert client.get(f"/status-updates/{draft.public_id}/withdraw/").status_code == 404


def test_nothing_is_recorded_in_an_archived_plan_and_the_page_says_why(client, editor, deadline, author_at):
    from initiatives.services.plans import archive_plan

    archive_plan(by=author_at(2019, 6, 1), plan=deadline.action.plan, on=date(2019, 6, 1))

    for name in ("update", "confirm", "date/move"):
        answer = client.get(page(deadline, name))
        assert answer.status_code == 403
        assert "The plan is archived" in text_of(answer)


def test_on_another_day_nothing_is_recorded_and_the_page_leads_back_to_today(client, contributor, deadline):
    answer = client.get(page(deadline), {"as_of": "2018-12-20"})
    assert "status" not in form_of(answer)
    assert answer.context["today"] == page(deadline)
    assert f'href="{page(deadline)}"' in text_of(answer)

    sent = {**form_of(client.get(page(deadline)), "report"), **COMPLETED}
    assert client.post(f"{page(deadline)}?as_of=2018-12-20", sent).status_code == 403
    assert not StatusUpdate.objects.exists()


def test_confirming_copies_the_last_report_and_leads_back(client, contributor, plan, ministry, author_at):
    upcoming = DeadlineFactory(action__objective__plan=plan, period=Period.year(2190))
    ResponsibilityFactory(organisation=ministry, deadline=upcoming)
    record_report(by=author_at(2018, 6, 1), deadline=upcoming, report=Report(Status.IN_PROGRESS, note="Som planlagt"))
    upcoming.refresh_from_db()
    sent = {"version": upcoming.version, "next": "/deadlines/"}

    first = client.post(page(upcoming, "confirm"), sent)
    second = client.post(page(upcoming, "confirm"), sent)

    assert (first.url, second.url) == ("/deadlines/", "/deadlines/")
    assert [(row.kind, row.note) for row in StatusUpdate.objects.order_by("seq")] == [
        ("report", "Som planlagt"),
        ("unchanged", "Som planlagt"),
    ]


def test_what_cannot_be_confirmed_is_refused_in_words_with_the_way_to_the_form(client, contributor, reported):
    answer = client.post(page(reported, "confirm"), {"version": reported.version, "next": "/deadlines/"})

    text = text_of(answer)
    assert "report the reason and a new forecast" in text
    assert f'href="{page(reported)}?next=%2Fdeadlines%2F"' in text
    assert StatusUpdate.objects.count() == 1


def test_what_somebody_else_reported_meanwhile_is_confirmed_only_knowingly(client, contributor, reported, author_at):
    theirs = Report(Status.ON_HOLD, note="Deres tekst", forecast=Period.year(2189), delay_reason="funding")
    seen = reported.version
    record_report(by=author_at(2026, 11, 1), deadline=reported, report=theirs)

    answer = client.post(page(reported, "confirm"), {"version": seen})
    assert "Somebody else has reported since" in text_of(answer)
    assert "Deres tekst" in text_of(answer)
    assert StatusUpdate.objects.count() == 2

    client.post(page(reported, "confirm"), form_of(answer, "confirm"))
    assert StatusUpdate.objects.get(kind=UpdateKind.UNCHANGED).note == "Deres tekst"


def test_text_of_people_stays_text(client, contributor, deadline):
    nasty = "<script>alert(1)</script>{{ 7 }}"
    record(client, deadline, status="in_progress", note=nasty, internal_note=nasty, **EXPLAINED)
    row = StatusUpdate.objects.get()

    for address in (page(deadline), page(deadline, "confirm"), f"/status-updates/{row.public_id}/withdraw/"):
        text = text_of(client.get(address))
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


def test_a_start_asks_for_its_day_and_a_held_meeting_offers_the_next_one_to_coordinators(client, editor, plan):
    start = DeadlineFactory(action__objective__plan=plan, kind=DeadlineKind.START_BY, period=Period.year(2190))
    assert client.get(page(start)).context["starts"]
    meeting = DeadlineFactory(action__objective__plan=plan, kind=DeadlineKind.EVENT)

    record(client, meeting, follow=False, **COMPLETED)

    text = text_of(client.get("/help/"))
    assert f"in_action={meeting.action.public_id}" in text


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_more_queries_for_a_long_history_and_both_languages_are_shown(
    client, contributor, deadline, author_at, language, django_assert_max_num_queries
):
    for month in range(1, 12):
        report = Report(Status.IN_PROGRESS, note=f"Måned {month}")
        record_report(by=author_at(2018, month, 1), deadline=deadline, report=report)
    client.cookies["django_language"] = language

    with django_assert_max_num_queries(20):
        answer = client.get(page(deadline))

    assert {"da": "Opdatér status", "en": "Update status"}[language] in text_of(answer)
    assert f'<html lang="{language}">' in text_of(answer)
