"""The pages of the log: found by day, kind, plan and person; read, never written."""

import pytest
from django.urls import reverse

from initiatives.choices import MembershipRole, Status
from initiatives.periods import Period
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import EvidenceItem, Report, record, withdraw
from tests.admin.conftest import list_page, page, text_of


@pytest.fixture
def logged(deadline, author_at):
    """A completion with evidence that was withdrawn, and a move."""
    report = Report(
        status=Status.IN_PROGRESS, note="Et udkast om moskéer", evidence=(EvidenceItem("Udkast", case_number="2018-7"),)
    )
    row = record(by=author_at(2018, 6, 1), deadline=deadline, report=report)
    withdraw(by=author_at(2018, 6, 2), target=row, reason="Forkert frist")
    move = move_deadline(
        by=author_at(2018, 7, 1),
        deadline=deadline,
        period=Period.year(2190),
        reason="scope",
        explanation="Flere opgaver",
    )
    return row, move


@pytest.mark.parametrize("role", ["coordinator", "auditor", "contributor", "reader"])
def test_nobody_adds_changes_or_removes_a_row_of_the_log(client, sign_in, logged, role):
    sign_in(role)

    for row in (*logged,):
        shown = client.get(page(row))
        assert shown.status_code == 200
        assert '<input type="submit"' not in text_of(shown)
        assert client.post(page(row), {"note": "Ændret"}).status_code == 403
        assert client.post(page(row, "delete"), {"post": "yes"}).status_code == 403
    for name in ("statusupdate", "deadlinechange", "evidence"):
        assert client.get(reverse(f"admin:initiatives_{name}_add")).status_code == 403
        assert "_selected_action" not in text_of(client.get(list_page(name)))


def test_a_withdrawn_row_is_struck_through_and_says_by_what(client, sign_in, logged):
    sign_in(MembershipRole.AUDITOR)

    text = text_of(client.get(list_page("statusupdate"), {"kind__exact": "report"}))

    assert "<del>" in text
    assert "withdrawal" in text


def test_the_log_is_found_by_words_person_kind_plan_and_day(client, sign_in, logged, coordinator):
    sign_in(MembershipRole.AUDITOR)

    def found(name, **query):
        return client.get(list_page(name), query).context["cl"].result_count

    assert found("statusupdate", q="Vejledninger bygningers") == 2
    assert found("statusupdate", q="udkast") == 1
    assert found("statusupdate", q="koordinator") == 2
    assert found("statusupdate", kind__exact="withdrawal") == 1
    assert found("statusupdate", plan="com-2017-612") == 2
    assert found("statusupdate", who=str(coordinator.user.public_id)) == 2
    assert found("statusupdate", known_on__year=2018, known_on__month=6, known_on__day=1) == 1
    assert found("deadlinechange", q="opgaver") == 1
    assert found("evidence", q="2018-7") == 1


def test_a_removed_text_is_no_link(client, sign_in, logged, deadline, author_at, coordinator):
    from initiatives.models import Evidence

    Evidence.objects.redact(link="[text removed on 2019-01-01: privacy]", salts={})
    sign_in(MembershipRole.AUDITOR)

    for address in (list_page("evidence"), page(deadline)):
        assert 'href="[text' not in text_of(client.get(address))
