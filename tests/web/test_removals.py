"""The removal of a text from the log on pages: one coordinator asks, another decides, nobody else does either."""

import pytest

from initiatives.choices import MembershipRole, PersonEventKind
from initiatives.models import PersonEvent, RedactionRequest, StatusUpdate
from initiatives.services.status_updates import EvidenceItem, Report, record
from tests.factories import MembershipFactory, UserFactory
from tests.people import text_of


@pytest.fixture
def row(deadline, author_at):
    report = Report(
        status="in_progress",
        note="Hanne Hansen er syg",
        internal_note="Ring til Hanne",
        evidence=(EvidenceItem("Brev fra Hanne", case_number="1"),),
    )
    return record(by=author_at(), deadline=deadline, report=report)


@pytest.fixture
def asked(client, editor, row):
    answer = client.post(f"/removals/ask/status-update/{row.public_id}/", {"texts": ["note"], "reason": "Persondata"})
    assert answer.url == "/removals/"
    return RedactionRequest.objects.get()


def another(client, plan):
    user = UserFactory()
    MembershipFactory(user=user, role=MembershipRole.COORDINATOR, plan=plan)
    client.force_login(user)
    return user


def test_one_asks_and_another_agrees_and_the_text_is_gone(client, asked, plan):
    another(client, plan)
    assert "Persondata" in text_of(client.get("/removals/"))
    page = f"/removals/{asked.public_id}/"
    assert "Hanne Hansen er syg" in text_of(client.get(page))

    answer = client.post(page, {"decision": "approve"})

    assert answer.url == "/removals/"
    assert StatusUpdate.objects.get().note.startswith("[text removed on ")
    assert "Hanne Hansen" not in text_of(client.get(page))


def test_whoever_asked_does_not_decide(client, asked):
    page = f"/removals/{asked.public_id}/"
    assert "another coordinator" in text_of(client.get(page))

    answer = client.post(page, {"decision": "approve"})

    assert answer.status_code == 422
    assert StatusUpdate.objects.get().note == "Hanne Hansen er syg"


def test_a_declined_text_stays_and_is_not_decided_twice(client, asked, plan):
    another(client, plan)
    page = f"/removals/{asked.public_id}/"
    client.post(page, {"decision": "decline"})

    assert client.post(page, {"decision": "approve"}).status_code == 422
    assert client.post(page, {"decision": "perhaps"}).status_code == 422
    assert StatusUpdate.objects.get().note == "Hanne Hansen er syg"


def test_texts_of_evidence_and_report_are_asked_for_together(client, editor, row):
    page = f"/removals/ask/status-update/{row.public_id}/"
    assert "Brev fra Hanne" in text_of(client.get(page))

    client.post(page, {"texts": ["note", "internal_note", "evidence-1.title"], "reason": "Persondata"})

    assert sorted(each.fields for each in RedactionRequest.objects.all()) == [["internal_note", "note"], ["title"]]


@pytest.mark.parametrize("sent", [{"texts": ["note"]}, {"reason": "x"}, {"texts": ["status"], "reason": "x"}])
def test_nothing_is_asked_for_without_texts_and_a_reason(client, editor, row, sent):
    assert client.post(f"/removals/ask/status-update/{row.public_id}/", sent).status_code == 422
    assert not RedactionRequest.objects.exists()


def test_a_note_that_is_shown_with_a_refusal_is_logged_too(client, editor, row):
    answer = client.post(f"/removals/ask/status-update/{row.public_id}/", {})
    assert (answer.status_code, "Ring til Hanne" in text_of(answer)) == (422, True)
    assert list(PersonEvent.objects.values_list("kind", flat=True)) == [PersonEventKind.NOTE_READ]


@pytest.mark.parametrize(
    ("role", "reads"), [(MembershipRole.READER, 404), (MembershipRole.CONTRIBUTOR, 404), (MembershipRole.AUDITOR, 200)]
)
def test_auditors_read_requests_and_nobody_else_asks_or_decides(client, asked, sign_in, row, role, reads):
    sign_in(role)
    page = f"/removals/{asked.public_id}/"

    assert client.get("/removals/").status_code == reads
    assert client.get(page).status_code == reads
    assert client.post(page, {"decision": "approve"}).status_code == (403 if reads == 200 else 404)
    assert client.get(f"/removals/ask/status-update/{row.public_id}/").status_code == 403
    assert StatusUpdate.objects.get().note == "Hanne Hansen er syg"


def test_the_history_of_an_action_leads_there_for_coordinators_alone(client, editor, sign_in, row):
    action = row.deadline.action
    page = f"/plans/{action.plan.slug}/actions/{action.number}/"
    assert f"/removals/ask/status-update/{row.public_id}/" in client.get(page).content.decode()

    sign_in(MembershipRole.AUDITOR)

    assert "/removals/ask/" not in client.get(page).content.decode()
