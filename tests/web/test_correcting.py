"""Correcting a report, taking one back, and reopening what was completed: nothing that was said disappears."""

from datetime import date

import pytest

from initiatives.choices import MembershipRole, PlanState, Status, UpdateKind
from initiatives.models import Stamp, StatusUpdate
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.services.status_updates import Report
from initiatives.services.status_updates import record as record_report
from tests.factories.plans import KNOWN_FROM
from tests.people import text_of
from tests.web.forms import form_of

DONE = Report(Status.COMPLETED, completed=Period.day(date(2018, 12, 20)), note="Udgivet")


def page(row, name):
    return f"/status-updates/{row.public_id}/{name}/"


@pytest.fixture
def own(deadline, contributor, author_at):
    """The contributor's own report of a completion."""
    reach = Reach(everything=True)
    actor = Actor(user=contributor, name="Mette", reaches={MembershipRole.CONTRIBUTOR: reach})
    return record_report(by=author_at(2018, 12, 21, actor=actor), deadline=deadline, report=DONE)


@pytest.fixture
def of_somebody_else(deadline, contributor, author_at):
    return record_report(by=author_at(2018, 12, 21), deadline=deadline, report=DONE)


def test_a_correction_begins_with_what_the_report_says_and_takes_its_place(client, own):
    form = client.get(page(own, "correct"))
    sent = form_of(form, "report")
    assert (sent["status"], sent["completed"], sent["note"]) == ("completed", "20.12.2018", "Udgivet")

    answer = client.post(page(own, "correct"), {**sent, "completed": "2. januar 2019"})

    correction = StatusUpdate.objects.get(kind=UpdateKind.CORRECTION)
    assert (correction.target, correction.completed) == (own, Period.day(date(2019, 1, 2)))
    assert answer.url == "/plans/com-2017-612/actions/III-3/#guidance"
    assert "Corrected on III-3" in text_of(client.get("/help/"))


def test_taking_back_is_one_click_on_the_page_with_a_reason_chosen_already(client, own, deadline):
    form = client.get(page(own, "withdraw"), {"next": "/deadlines/"})
    assert "Udgivet" in text_of(form)

    answer = client.post(page(own, "withdraw"), form_of(form, "form"))

    row = StatusUpdate.objects.get(kind=UpdateKind.WITHDRAWAL)
    assert (row.target, row.note) == (own, "Recorded by mistake.")
    assert answer.url == "/deadlines/"
    assert "What stands now: no report received." in text_of(client.get("/help/"))
    deadline.refresh_from_db()
    assert deadline.is_open


def test_another_reason_for_taking_back_is_given_in_words(client, own):
    sent = {**form_of(client.get(page(own, "withdraw")), "form"), "reason": "other"}

    unexplained = client.post(page(own, "withdraw"), sent)
    assert [problem.target for problem in unexplained.context["problems"]] == ["id_note"]
    client.post(page(own, "withdraw"), {**sent, "note": "Afventer ministeren"})

    assert StatusUpdate.objects.get(kind=UpdateKind.WITHDRAWAL).note == "Afventer ministeren"


@pytest.mark.parametrize("name", ["correct", "withdraw"])
def test_a_second_click_strikes_once(client, own, name):
    sent = {**form_of(client.get(page(own, name)), "form"), "note": "Fejl"}

    answers = [client.post(page(own, name), sent) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert StatusUpdate.objects.count() == 2


@pytest.mark.parametrize("name", ["correct", "withdraw"])
def test_what_was_struck_already_or_is_somebody_elses_is_refused_in_words(client, own, name, sign_in, ministry):
    client.post(page(own, "withdraw"), form_of(client.get(page(own, "withdraw")), "form"))
    struck = client.get(page(own, name))
    assert struck.status_code == 403
    assert "has been corrected or withdrawn already" in text_of(struck)

    sign_in(MembershipRole.CONTRIBUTOR, organisation=ministry)
    foreign = client.get(page(own, name))
    assert foreign.status_code == 403
    assert "your own reports" in text_of(foreign)


def test_a_coordinator_corrects_what_others_reported(client, of_somebody_else, sign_in):
    assert client.get(page(of_somebody_else, "correct")).status_code == 403

    sign_in(MembershipRole.COORDINATOR)

    assert client.get(page(of_somebody_else, "correct")).status_code == 200


def test_a_report_struck_meanwhile_by_somebody_else_is_not_struck_again_and_nothing_typed_is_lost(
    client, own, author_at
):
    from initiatives.services.status_updates import withdraw

    sent = {**form_of(client.get(page(own, "correct")), "report"), "note": "Min rettelse"}
    withdraw(by=author_at(2018, 12, 22), target=own, reason="Forkert frist")

    answer = client.post(page(own, "correct"), sent)
    assert answer.status_code == 200
    assert form_of(answer, "report")["note"] == "Min rettelse"
    again = client.post(page(own, "correct"), form_of(answer, "report"))

    assert "has been corrected or withdrawn already" in text_of(again)
    assert form_of(again, "report")["note"] == "Min rettelse"
    assert StatusUpdate.objects.count() == 2


def test_a_completed_deadline_offers_correction_and_reopening_instead_of_a_further_report(
    client, own, deadline, sign_in
):
    answer = client.get(f"/deadlines/{deadline.public_id}/update/")
    assert page(own, "correct") in text_of(answer)
    assert "A coordinator can reopen it" in text_of(answer)
    assert 'name="status"' not in text_of(answer)

    sign_in(MembershipRole.COORDINATOR)
    assert f"/deadlines/{deadline.public_id}/reopen/" in text_of(client.get(f"/deadlines/{deadline.public_id}/update/"))


def test_reopening_is_for_coordinators_and_needs_a_note(client, own, deadline, sign_in):
    address = f"/deadlines/{deadline.public_id}/reopen/"
    refused = client.get(address)
    assert refused.status_code == 403
    assert "Only a coordinator" in text_of(refused)

    sign_in(MembershipRole.COORDINATOR)
    sent = {**form_of(client.get(address), "report"), "forecast": "2190", "delay_reason": "scope"}
    bare = client.post(address, sent)
    assert [problem.target for problem in bare.context["problems"]] == ["id_note"]
    client.post(address, {**sent, "note": "Nye krav"})

    assert StatusUpdate.objects.get(kind=UpdateKind.REOPENING).note == "Nye krav"


def test_there_is_no_page_for_a_report_that_does_not_exist_or_may_not_be_seen(client, own, deadline):
    assert client.get("/status-updates/00000000-0000-4000-8000-000000000000/correct/").status_code == 404

    plan = deadline.action.plan
    plan.state = PlanState.DRAFT
    plan.save_stamped(Stamp(name="test", known_at=KNOWN_FROM))
    assert client.get(page(own, "correct")).status_code == 404
