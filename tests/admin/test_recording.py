"""Recording on a deadline: the whole way of a report, from the form to the history."""

from datetime import date

import pytest

from initiatives.choices import MembershipRole, Status, UpdateKind
from initiatives.models import StatusUpdate
from initiatives.periods import Period
from tests.admin.conftest import filled, list_page, page, text_of
from tests.factories import DeadlineFactory, OrganisationFactory, ResponsibilityFactory

COMPLETED = {
    "status": "completed",
    "completed": "2018-12-20",
    "evidence-0-title": "Vejledningen",
    "evidence-0-link": "https://example.org/vejledning",
}


def record(client, deadline, **values):
    form = client.get(page(deadline, "record"))
    return client.post(page(deadline, "record"), filled(form, **values), follow=True)


def positions_on(client, day, known="now"):
    answer = client.get(list_page("deadline"), {"as_of": day, "known": known})
    return {
        row.row.ref: (row.row.position, row.row.days_overdue, row.row.days_late)
        for row in answer.context["cl"].result_list
    }


def test_completed_in_time_then_corrected_is_late_by_two_days_with_both_rows_in_the_history(
    client, contributor, deadline
):
    answer = record(client, deadline, **COMPLETED)
    assert "Completed on time" in text_of(answer)

    row = StatusUpdate.objects.get()
    form = client.get(page(deadline, "correct", row.public_id))
    assert form.context["form"]["completed"].value() == "2018-12-20"
    answer = client.post(page(deadline, "correct", row.public_id), filled(form, completed="2.1.2019"), follow=True)

    text = text_of(answer)
    assert "Completed late" in text
    assert "2 days" in text
    assert text.count('class="entry') == 2
    assert "<del>Completed</del>" in text
    assert "correction by no. 2" in text
    assert positions_on(client, "2019-01-01") == {deadline.ref: ("overdue", 1, None)}
    assert positions_on(client, "2019-01-02") == {deadline.ref: ("met_late", None, 2)}
    assert positions_on(client, "2019-01-02", known="then") == {deadline.ref: ("overdue", 2, None)}


def test_the_form_starts_from_the_row_in_force(client, contributor, deadline):
    record(client, deadline, status="in_progress", forecast="2100-Q2", delay_reason="capacity", note="Udkast sendt")

    form = client.get(page(deadline, "record")).context["form"]

    assert form["status"].value() == "in_progress"
    assert form["forecast"].value() == "2100-Q2"
    assert form["delay_reason"].value() == "capacity"
    assert form["note"].value() == "Udkast sendt"


def test_what_is_missing_is_said_at_the_fields_and_nothing_typed_is_lost(client, contributor, deadline):
    answer = record(client, deadline, status="in_progress", note="Vi er næsten færdige", confidence="amber")

    form = answer.context["form"]
    assert set(form.errors) == {"forecast", "delay_reason", "confidence_reason"}
    assert form["note"].value() == "Vi er næsten færdige"
    assert not StatusUpdate.objects.exists()


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2018-12-20", Period.day(date(2018, 12, 20))),
        ("20.12.2018", Period.day(date(2018, 12, 20))),
        ("2018-12", Period.month(2018, 12)),
        ("2018-Q4", Period.quarter(2018, 4)),
        ("2018-36", Period.quarter(2018, 4)),
        ("2018-Q2 / 2018-Q3", Period.parse("2018-34/2018-35")),
    ],
)
def test_a_period_is_written_as_people_write_it(client, contributor, deadline, written, period):
    record(client, deadline, **{**COMPLETED, "completed": written})

    assert StatusUpdate.objects.get().completed == period


def test_a_period_that_cannot_be_read_is_answered_with_how_to_write_it(client, contributor, deadline):
    answer = record(client, deadline, **{**COMPLETED, "completed": "last Tuesday"})

    (problem,) = answer.context["form"].errors["completed"]
    assert "last Tuesday" in problem
    assert "4th quarter 2018" in problem


def test_a_double_click_records_once_and_says_so(client, contributor, deadline):
    form = client.get(page(deadline, "record"))
    sent = filled(form, **COMPLETED)

    client.post(page(deadline, "record"), sent)
    second = client.post(page(deadline, "record"), sent, follow=True)

    assert StatusUpdate.objects.count() == 1
    assert "the second click changed nothing" in text_of(second)


def test_a_double_click_on_a_correction_or_withdrawal_counts_once(client, contributor, deadline):
    record(client, deadline, **COMPLETED)
    row = StatusUpdate.objects.get()
    correction = filled(client.get(page(deadline, "correct", row.public_id)), note="Rettet dato")
    for _click in range(2):
        client.post(page(deadline, "correct", row.public_id), correction)
    corrected = StatusUpdate.objects.get(kind=UpdateKind.CORRECTION)
    withdrawal = filled(client.get(page(deadline, "withdraw", corrected.public_id)), note="Fejl")
    for _click in range(2):
        client.post(page(deadline, "withdraw", corrected.public_id), withdrawal)

    assert [row.kind for row in StatusUpdate.objects.order_by("seq")] == ["report", "correction", "withdrawal"]


def test_a_stale_form_keeps_what_was_typed_and_shows_what_somebody_else_recorded(
    client, contributor, deadline, author_at
):
    form = client.get(page(deadline, "record"))
    record(client, deadline, status="in_progress", forecast="2100", delay_reason="scope", note="Først ude")

    answer = client.post(
        page(deadline, "record"),
        filled(form, status="on_hold", forecast="2101", delay_reason="funding", note="Min egen tekst"),
    )

    text = text_of(answer)
    assert StatusUpdate.objects.count() == 1
    assert "Min egen tekst" in text
    assert "Først ude" in text
    assert "since you opened it" in text

    client.post(page(deadline, "record"), filled(answer))
    assert [row.note for row in StatusUpdate.objects.order_by("seq")] == ["Først ude", "Min egen tekst"]


def test_a_completed_deadline_offers_correction_instead_of_a_further_report(client, contributor, deadline):
    record(client, deadline, **COMPLETED)

    answer = client.get(page(deadline, "record"))

    assert "takes no further report" in text_of(answer)
    assert 'name="status"' not in text_of(answer)


def test_a_withdrawal_asks_why_and_restores_what_stood_before(client, contributor, deadline):
    record(client, deadline, **COMPLETED)
    row = StatusUpdate.objects.get()
    address = page(deadline, "withdraw", row.public_id)

    unexplained = client.post(address, filled(client.get(address), note="  "))
    assert unexplained.context["form"].errors["note"]
    answer = client.post(address, filled(client.get(address), note="Forkert frist"), follow=True)

    assert "withdrawal by no. 2" in text_of(answer)
    deadline.refresh_from_db()
    assert deadline.latest_update is None
    assert deadline.is_open


def test_confirming_unchanged_copies_the_last_report(client, contributor, plan, ministry):
    upcoming = DeadlineFactory(action__objective__plan=plan, period=Period.year(2190))
    ResponsibilityFactory(organisation=ministry, deadline=upcoming)
    record(client, upcoming, status="in_progress", note="Som planlagt")
    address = page(upcoming, "confirm")

    sent = filled(client.get(address))
    client.post(address, sent)
    client.post(address, sent)

    assert [(row.kind, row.note) for row in StatusUpdate.objects.order_by("seq")] == [
        ("report", "Som planlagt"),
        ("unchanged", "Som planlagt"),
    ]


def test_an_overdue_deadline_without_reason_is_not_confirmed_and_the_page_says_why(client, editor, deadline, author_at):
    from initiatives.services.status_updates import Report
    from initiatives.services.status_updates import record as record_report

    record_report(by=author_at(2018, 6, 1), deadline=deadline, report=Report(status=Status.IN_PROGRESS))
    address = page(deadline, "confirm")

    answer = client.post(address, filled(client.get(address)))

    assert "report the reason and a new forecast" in text_of(answer)


def test_only_coordinators_are_offered_to_close_a_deadline(client, contributor, deadline, sign_in):
    offered = dict(client.get(page(deadline, "record")).context["form"].fields["status"].choices)
    assert "cancelled" not in offered

    sign_in(MembershipRole.COORDINATOR)
    offered = dict(client.get(page(deadline, "record")).context["form"].fields["status"].choices)
    assert {"cancelled", "closed_partial", "superseded"} <= set(offered)


def test_a_superseded_deadline_names_its_successor_by_reference(client, editor, deadline):
    successor = DeadlineFactory(action=deadline.action, key="second")

    unknown = record(client, deadline, status="superseded", note="Samlet", superseded_by="com-2017-612/III-3/nothing")
    assert "There is no deadline" in unknown.context["form"].errors["superseded_by"][0]
    record(client, deadline, status="superseded", note="Samlet", superseded_by="com-2017-612/III-3/second")

    assert StatusUpdate.objects.get().superseded_by == successor


def test_reopening_needs_a_coordinator_and_a_note(client, contributor, deadline, sign_in):
    record(client, deadline, **COMPLETED)
    assert client.get(page(deadline, "reopen")).status_code == 403

    sign_in(MembershipRole.COORDINATOR)
    address = page(deadline, "reopen")
    bare = client.post(address, filled(client.get(address), forecast="2100", delay_reason="scope"))
    assert bare.context["form"].errors["note"]
    client.post(address, filled(client.get(address), forecast="2100", delay_reason="scope", note="Nye krav"))

    assert StatusUpdate.objects.get(kind=UpdateKind.REOPENING).note == "Nye krav"


def test_evidence_needs_a_title_and_a_web_address_or_a_case(client, contributor, deadline):
    answer = record(client, deadline, **{**COMPLETED, "evidence-0-link": "javascript:alert(1)"})
    assert answer.context["evidence"][0].errors["link"]
    answer = record(client, deadline, **{**COMPLETED, "evidence-0-title": ""})
    assert answer.context["evidence"][0].errors["title"]
    answer = record(client, deadline, **{**COMPLETED, "evidence-0-link": ""})
    assert answer.context["evidence"][0].errors["link"]
    assert not StatusUpdate.objects.exists()


def test_text_of_people_stays_text_on_every_page(client, contributor, deadline):
    nasty = "<script>alert(1)</script>{{ 7 }}"
    record(
        client,
        deadline,
        **COMPLETED,
        note=nasty,
        internal_note=nasty,
        **{"evidence-1-title": nasty, "evidence-1-case_number": "1"},
    )
    row = StatusUpdate.objects.get()

    for address in (
        page(deadline),
        page(deadline, "correct", row.public_id),
        page(row),
        list_page("statusupdate"),
        "/admin/",
    ):
        assert "<script>alert" not in text_of(client.get(address)), address


def test_an_internal_note_is_for_those_who_record_here_and_for_auditors(client, contributor, deadline, sign_in):
    record(client, deadline, **COMPLETED, internal_note="Kun internt")
    row = StatusUpdate.objects.get()
    pages = [page(deadline), page(row)]
    assert all("Kun internt" in text_of(client.get(address)) for address in pages)

    sign_in(MembershipRole.AUDITOR)
    assert all("Kun internt" in text_of(client.get(address)) for address in pages)
    sign_in(MembershipRole.READER)
    assert not any("Kun internt" in text_of(client.get(address)) for address in pages)
    sign_in(MembershipRole.CONTRIBUTOR, organisation=OrganisationFactory())
    assert not any("Kun internt" in text_of(client.get(address)) for address in pages)


def test_nothing_is_recorded_in_an_archived_plan(client, editor, deadline, author_at):
    from initiatives.services.plans import archive_plan

    archive_plan(by=author_at(2019, 6, 1), plan=deadline.action.plan, on=date(2019, 6, 1))

    assert client.get(page(deadline, "record")).status_code == 403
    assert "Record status" not in text_of(client.get(page(deadline)))
