"""When somebody was here last: a visit ends two hours after the home page was opened; not each look is written."""

from datetime import UTC, datetime, timedelta

import pytest

from initiatives.models import User
from initiatives.policies import Actor
from initiatives.services.authorship import Author
from initiatives.services.visits import note_visit
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

MORNING = datetime(2018, 12, 20, 8, tzinfo=UTC)


@pytest.fixture
def visit():
    """Return ``visit(instant)``, which notes a visit of one and the same person and returns when the last one ended."""
    user = UserFactory()

    def at(instant):
        return note_visit(by=Author(actor=Actor(user=User.objects.get(pk=user.pk)), now=instant))

    at.user = user
    return at


def test_the_first_visit_follows_none(visit):
    assert visit(MORNING) is None
    visit.user.refresh_from_db()
    assert (visit.user.visited_at, visit.user.previous_visit_at) == (MORNING, None)


def test_a_visit_that_goes_on_keeps_the_end_of_the_one_before(visit):
    visit(MORNING)
    assert visit(MORNING + timedelta(hours=5)) == MORNING
    assert visit(MORNING + timedelta(hours=6)) == MORNING
    assert visit(MORNING + timedelta(hours=8)) == MORNING


def test_two_hours_without_a_look_end_a_visit_at_the_last_look(visit):
    visit(MORNING)
    visit(MORNING + timedelta(hours=1))
    assert visit(MORNING + timedelta(hours=3, seconds=1)) == MORNING + timedelta(hours=1)


def test_a_look_soon_after_another_writes_nothing(visit, django_assert_num_queries):
    visit(MORNING)
    with django_assert_num_queries(1):  # the one that reads the account
        visit(MORNING + timedelta(minutes=9))
    visit.user.refresh_from_db()
    assert visit.user.visited_at == MORNING


def test_of_two_looks_at_once_the_second_changes_nothing(visit):
    visit(MORNING)
    stale = User.objects.get(pk=visit.user.pk)
    visit(MORNING + timedelta(hours=4))
    note_visit(by=Author(actor=Actor(user=stale), now=MORNING + timedelta(hours=4, seconds=1)))
    visit.user.refresh_from_db()
    assert (visit.user.visited_at, visit.user.previous_visit_at) == (MORNING + timedelta(hours=4), MORNING)


def test_our_own_commands_visit_nothing():
    assert note_visit(by=Author(actor=Actor(name="load_plans", system=True), now=MORNING)) is None
