"""Deadlines that come again: when an ongoing one is due for review, and the next of a series."""

import pytest

from initiatives.choices import DeadlineKind, MembershipRole
from initiatives.periods import Period
from initiatives.services.status_updates import Report, record
from tests.admin.conftest import list_page, page
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db


def test_an_ongoing_deadline_says_on_its_page_and_in_the_list_that_its_review_is_due(client, sign_in):
    ongoing = DeadlineFactory(kind=DeadlineKind.RECURRING, period=Period.none(), review_after_months=12)
    sign_in(MembershipRole.READER)
    for address in (page(ongoing), list_page("deadline")):
        assert "review due since 1 January 2018" in client.get(address).content.decode()


def test_a_coordinator_is_offered_the_next_meeting_once_one_was_held(client, sign_in, author_at):
    meeting = DeadlineFactory(kind=DeadlineKind.EVENT)
    offer = f"/admin/initiatives/deadline/add/?in_action={meeting.action.public_id}"
    sign_in(MembershipRole.COORDINATOR)
    assert offer not in client.get(page(meeting)).content.decode()
    held = Report(status="completed", completed=Period.month(2018, 11), note="Held")
    record(by=author_at(), deadline=meeting, report=held)
    assert offer in client.get(page(meeting)).content.decode()
    assert client.get(offer).status_code == 200
    sign_in(MembershipRole.READER)
    assert offer not in client.get(page(meeting)).content.decode()
