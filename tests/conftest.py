"""What all tests share: authors at a fixed instant, and triggers that let the test database be emptied."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from initiatives.choices import MembershipRole
from initiatives.models import MadeReport, User, triggers
from initiatives.policies import Actor, Reach
from initiatives.presentation import limits
from initiatives.services.authorship import Author

NOW = datetime(2018, 12, 20, 9, 30, tzinfo=UTC)
IN_THE_BROWSER = Path(__file__).parent / "browser"


def pytest_ignore_collect(collection_path, config):
    """Leave the tests in the browser unread where the plug-in that drives it is not loaded."""
    if collection_path == IN_THE_BROWSER and not config.pluginmanager.hasplugin("playwright"):
        return True
    return None


def pytest_collection_modifyitems(items):
    """Skip what needs PostgreSQL when the tests run on SQLite."""
    if connection.vendor == "postgresql":
        return
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: make test-postgresql"))


@pytest.fixture(autouse=True)
def _open_logs_before_flush(request):
    """A transactional test ends with a flush, which the triggers refuse; the flush's own signal puts them back."""
    mark = request.node.get_closest_marker("django_db")
    transactional = (mark and mark.kwargs.get("transaction")) or {
        "transactional_db",
        "live_server",
    } & set(request.fixturenames)
    if not transactional:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    triggers.remove()


@pytest.fixture(autouse=True)
def _count_requests_anew(monkeypatch):
    """Accounts of different tests have the same numbers; none uses up another's requests."""
    monkeypatch.setattr(limits, "COUNTS", limits.new_counts())


@pytest.fixture(autouse=True)
def _danish():
    """Every test begins in the usual language; a page that was asked for in another one leaves that behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _reports_apart(tmp_path_factory):
    """Reports that tests make are kept in a folder of their own."""
    storage = MadeReport._meta.get_field("file").storage
    kept = {name: storage.__dict__.get(name) for name in ("base_location", "location")}
    storage.__dict__.update(dict.fromkeys(kept, str(tmp_path_factory.mktemp("reports"))))
    yield
    storage.__dict__.update({name: value for name, value in kept.items() if value is not None})


@pytest.fixture(scope="module")
def shared_record(django_db_setup, django_db_blocker):
    """What is made by module-wide fixtures that ask for this is there for all tests of a module, and gone after it.

    Each of these tests takes back its own changes. None of them may be transactional.
    """
    whole = transaction.atomic()
    # As a test's own transaction: blocks that must be the outermost may stand in it.
    whole._from_testcase = True
    with django_db_blocker.unblock(), whole:
        yield
        transaction.set_rollback(True)


def coordinator_of_everything():
    """Return a coordinator of everything, with an account; the same one if there is one already."""
    from tests.factories import UserFactory

    names = {"username": "koordinator", "first_name": "Karen", "last_name": "Koordinator"}
    user = User.objects.filter(**names).first() or UserFactory(**names)
    return Actor(user=user, name=user.display_name, reaches={MembershipRole.COORDINATOR: Reach(everything=True)})


def authors(coordinator):
    """Return what gives an author at an instant: ``author_at(2018, 12, 20)``; noon in Copenhagen is 11 or 10 UTC."""

    def make(year=2018, month=12, day=20, hour=9, minute=30, actor=coordinator):
        return Author(actor=actor, now=datetime(year, month, day, hour, minute, tzinfo=UTC))

    return make


@pytest.fixture
def coordinator(db):
    """A coordinator of everything, with an account."""
    return coordinator_of_everything()


@pytest.fixture
def author_at(coordinator):
    """Return an author at an instant, the coordinator unless told otherwise."""
    return authors(coordinator)
