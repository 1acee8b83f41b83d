"""The job worker makes a long report, in the name of whoever asked, and says on the report what went wrong."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from initiatives.choices import MembershipRole
from initiatives.jobs.reports import make_report
from initiatives.models import MadeReport, Membership
from initiatives.presentation.report_making import ask_for_report, make_waiting_report
from initiatives.queries.actors import actor_of
from initiatives.reports import making
from initiatives.reports.making import ReportFormat
from initiatives.reports.progress.definition import Definition
from initiatives.services.authorship import Author
from tests.factories import DeadlineFactory, MembershipFactory, PlanFactory, UserFactory

NOW = datetime(2019, 1, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    user = UserFactory(username="lars")
    MembershipFactory(user=user, role=MembershipRole.READER)
    return user


@pytest.fixture
def definition():
    plan = PlanFactory(slug="signs")
    for number in range(3):
        DeadlineFactory(action__number=f"1.{number}", action__objective__plan=plan)
    return Definition(("signs",), date(2018, 12, 31), NOW, language="en")


def asked(definition, user, name="csv"):
    report, is_new = ask_for_report(definition, name, Author(actor=actor_of(user, NOW.date()), now=NOW))
    assert is_new
    return report


def faulty(monkeypatch, error):
    """Let the format "csv" end in an error, after a row was told."""

    def write(definition, actor, stream, watch):
        stream.write(b"half")
        watch(1, 3)
        raise error

    kind = making.REPORT_FORMATS["csv"]
    monkeypatch.setitem(making.REPORT_FORMATS, "csv", ReportFormat("csv", kind.content_type, "csv", write))


# The worker closes the connection that it was lent.
@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_what_is_in_the_queue(definition, user):
    report = asked(definition, user)
    make_report.enqueue(str(report.public_id))
    make_report.enqueue(str(report.public_id))
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    report.refresh_from_db()
    assert (report.state, report.rows_done, report.rows_total) == ("ready", 3, 3)
    with report.opened() as file:
        assert file.read().count(b"\r\nsigns/") == 3


def test_a_report_that_another_worker_has_in_hand_is_left_to_it(definition, user):
    report = asked(definition, user)
    MadeReport.objects.filter(pk=report.pk).update(state="running", told_at=NOW)
    assert make_waiting_report(report, lambda: NOW).state == "running"


def test_what_cannot_be_made_says_so_in_words(definition, user):
    report = asked(definition, user)
    Membership.objects.all().delete()
    failed = make_waiting_report(report, lambda: NOW)
    assert (failed.state, failed.sha256) == ("failed", "")
    assert failed.failure == "There was no plan “signs” that you see on that day."


def test_a_fault_is_told_on_the_report_and_raised_for_the_log(definition, user, monkeypatch):
    faulty(monkeypatch, ZeroDivisionError())
    report = asked(definition, user)
    with pytest.raises(ZeroDivisionError):
        make_waiting_report(report, lambda: NOW)
    report.refresh_from_db()
    assert (report.state, report.rows_total) == ("failed", 0)
    assert report.failure.startswith("The report could not be made: a fault")


def test_a_worker_that_is_told_to_end_leaves_the_report_to_be_asked_for_again(definition, user, monkeypatch):
    faulty(monkeypatch, SystemExit(1))
    report = asked(definition, user)
    with pytest.raises(SystemExit):
        make_waiting_report(report, lambda: NOW)
    report.refresh_from_db()
    assert (report.state, report.failure) == ("failed", "")
    assert asked(definition, user) != report
