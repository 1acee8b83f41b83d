"""Confirming many deadlines at once from the list."""

import pytest
from django.utils import timezone

from initiatives.choices import Status, UpdateKind
from initiatives.models import StatusUpdate
from initiatives.periods import Period
from initiatives.presentation import confirming
from initiatives.services.status_updates import Report, record
from tests.admin.conftest import list_page, text_of
from tests.factories import DeadlineFactory, ResponsibilityFactory


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


def confirm(client, deadlines, **more):
    seen = client.get(list_page("deadline")).context["action_form"]["seen_at"].value()
    sent = {"action": "confirm_unchanged", "_selected_action": [row.pk for row in deadlines], "seen_at": seen, **more}
    return client.post(list_page("deadline"), sent, follow=True)


def confirmations():
    return StatusUpdate.objects.filter(kind=UpdateKind.UNCHANGED).count()


def test_what_can_be_confirmed_is_and_what_is_left_out_is_named_with_the_reason(
    client, contributor, deadline, reported
):
    foreign = DeadlineFactory(action=deadline.action.__class__.objects.get(pk=reported[0].action_id), key="foreign")

    answer = confirm(client, [*reported, deadline, foreign])

    text = text_of(answer)
    assert confirmations() == 2
    assert "2 deadlines were confirmed unchanged" in text
    assert "2 deadlines were left out" in text
    assert f"{deadline.ref}: Nothing has been reported yet" in text
    assert f"{foreign.ref}: You may record only on deadlines that your organisation leads" in text


def test_the_same_click_sent_twice_confirms_once(client, contributor, reported):
    seen = timezone.now().isoformat()

    confirm(client, reported, seen_at=seen)
    second = confirm(client, reported, seen_at=seen)

    assert confirmations() == 2
    assert "Something was recorded on it after the list was shown" in text_of(second)


def test_a_later_list_confirms_anew(client, contributor, reported):
    confirm(client, reported)
    confirm(client, reported)

    assert confirmations() == 4


@pytest.mark.parametrize("seen", ["", "yesterday", "2018-13-45T00:00", "2190-01-01T00:00+00:00"])
def test_a_list_that_does_not_say_when_it_was_shown_counts_as_shown_now(client, contributor, reported, seen):
    confirm(client, reported, seen_at=seen)

    assert confirmations() == 2


def test_more_than_the_bound_is_refused_before_anything_is_written(client, contributor, reported, monkeypatch):
    monkeypatch.setattr(confirming, "MOST_AT_ONCE", 1)

    answer = confirm(client, reported)

    assert "At most 1 deadlines can be confirmed at once" in text_of(answer)
    assert confirmations() == 0
