"""Confirming many deadlines at once: asked first, then done, and what was left out is named with the reason."""

import pytest
from django.utils import timezone

from initiatives.choices import MembershipRole, PlanState, Status, UpdateKind
from initiatives.models import StatusUpdate
from initiatives.periods import Period
from initiatives.presentation import confirming
from initiatives.services.status_updates import Report, record
from tests.factories import DeadlineFactory, PlanFactory, ResponsibilityFactory
from tests.people import text_of

LIST, CONFIRM = "/deadlines/", "/deadlines/confirm/"


@pytest.fixture
def reported(plan, ministry, author_at):
    """Two deadlines of the ministry, far ahead and reported on."""
    made = []
    for _row in range(2):
        deadline = DeadlineFactory(action__objective__plan=plan, period=Period.year(2190))
        ResponsibilityFactory(organisation=ministry, deadline=deadline)
        record(by=author_at(2018, 6, 1), deadline=deadline, report=Report(status=Status.IN_PROGRESS, note="I gang"))
        made.append(deadline)
    return made


def send(client, deadlines, **more):
    """Send the selection as the list does, or with ``confirmed`` as the page that asks does."""
    seen = client.get(LIST).context["shown_at"]
    sent = {"deadline": [row.public_id for row in deadlines], "seen_at": seen, "next": f"{LIST}?ordering=number"}
    return client.post(CONFIRM, {**sent, **more})


def confirm(client, deadlines, **more):
    answer = send(client, deadlines, confirmed="yes", **more)
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}?ordering=number")
    return client.get(answer["Location"])


def confirmations():
    return StatusUpdate.objects.filter(kind=UpdateKind.UNCHANGED).count()


def test_the_person_is_asked_first_and_told_what_will_be_left_out_and_why(client, contributor, deadline, reported):
    foreign = DeadlineFactory(period=Period.year(2190))
    answer = send(client, [*reported, deadline, foreign])
    selection = answer.context["selection"]
    assert [row.ref for row in selection.confirmable] == [row.ref for row in reported]
    left_out = {row.ref: reason for row, reason in selection.left_out}
    assert left_out == {
        deadline.ref: "Nothing has been reported yet, so there is nothing to confirm.",
        foreign.ref: "Nothing has been reported yet, so there is nothing to confirm.",
    }
    assert "2 deadlines will be confirmed" in text_of(answer)
    assert confirmations() == 0


def test_what_can_be_confirmed_is_and_what_is_left_out_is_named_with_the_reason(
    client, contributor, deadline, reported
):
    foreign = DeadlineFactory(period=Period.year(2190))
    text = text_of(confirm(client, [*reported, deadline, foreign]))
    assert confirmations() == 2
    assert "2 deadlines were confirmed unchanged" in text
    assert "2 deadlines were left out" in text
    assert f"{deadline.ref}: Nothing has been reported yet" in text
    assert f"{foreign.ref}: You may record only on deadlines that your organisation leads" in text


def test_a_foreign_deadline_is_said_not_to_be_the_persons_own(client, contributor, deadline, author_at):
    foreign = DeadlineFactory(period=Period.year(2190))
    record(by=author_at(2018, 6, 1), deadline=foreign, report=Report(status=Status.IN_PROGRESS))
    ((row, reason),) = send(client, [foreign]).context["selection"].left_out
    assert (row.ref, reason) == (foreign.ref, "You may not record on it.")


def test_the_same_click_sent_twice_confirms_once(client, contributor, reported):
    seen = timezone.now().isoformat()
    confirm(client, reported, seen_at=seen)
    text = text_of(confirm(client, reported, seen_at=seen))
    assert confirmations() == 2
    assert "Something was recorded on it after the list was shown" in text
    assert send(client, reported, seen_at=seen).context["selection"].confirmable == []


def test_nothing_selected_is_said_and_nothing_is_written(client, contributor, reported):
    answer = client.post(CONFIRM, {"next": LIST}, follow=True)
    assert "Nothing is selected" in text_of(answer)
    assert "Nothing is selected" in text_of(
        client.post(CONFIRM, {"deadline": ["x", ""], "confirmed": "1"}, follow=True)
    )
    assert confirmations() == 0


def test_more_than_the_bound_is_refused_before_anything_is_written(client, contributor, reported, monkeypatch):
    monkeypatch.setattr(confirming, "MOST_AT_ONCE", 1)
    assert "At most 1 deadlines can be confirmed at once" in text_of(confirm(client, reported))
    assert confirmations() == 0


def test_what_the_person_may_not_see_cannot_be_selected(client, contributor, reported):
    secret = PlanFactory(slug="secret", state=PlanState.DRAFT, published_on=None)
    hidden = DeadlineFactory(action__objective__plan=secret)
    selection = send(client, [hidden, *reported]).context["selection"]
    assert len(selection.confirmable) == 2
    assert selection.left_out == []


def test_the_way_back_never_leads_to_another_site(client, contributor, reported):
    answer = send(client, reported, confirmed="yes", next="https://elsewhere.example/")
    assert answer["Location"] == "/"


def test_every_row_can_be_selected_without_a_script(client, contributor, deadline, reported):
    text = text_of(client.get(LIST))
    assert text.count('name="deadline"') == 3
    assert 'form="selection" checked' not in text
    assert f'href="{LIST}?select=all"' in text
    assert text_of(client.get(LIST, {"select": "all"})).count('form="selection" checked') == 3


def test_a_reader_has_nothing_to_select(client, sign_in, reported):
    sign_in(MembershipRole.READER)
    text = text_of(client.get(LIST))
    assert 'name="deadline"' not in text
    assert CONFIRM not in text


def test_the_address_by_itself_leads_to_the_list(client, contributor):
    assert client.get(CONFIRM)["Location"] == LIST
