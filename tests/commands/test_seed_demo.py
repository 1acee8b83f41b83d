"""The demonstration: everything that can happen is in it, and it touches nothing that is real."""

import io
import re
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

from initiatives.choices import (
    ChangeKind,
    Confidence,
    DeadlineKind,
    Freshness,
    MembershipRole,
    Position,
    RecordOrigin,
    Status,
    UpdateKind,
)
from initiatives.clocks import Moment
from initiatives.exceptions import NotAllowed
from initiatives.management.demonstration import make_organisations, put_on_stage
from initiatives.models import Deadline, DeadlineChange, Membership, Organisation, Plan, StatusUpdate, User
from initiatives.periods import Period
from initiatives.policies import may_administer, may_create_plan, may_record
from initiatives.queries.actors import actor_of, system_actor
from initiatives.queries.bodies import responsible_organisations
from initiatives.services import status_updates
from initiatives.services.authorship import Author
from initiatives.services.plans import create_plan
from initiatives.services.status_updates import EvidenceItem, Report
from tests.factories import PlanFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def seed_demo():
    """Run the command and return what it prints."""
    out = io.StringIO()
    call_command("seed_demo", "--language", "en", stdout=out)
    return out.getvalue()


@pytest.fixture
def demo():
    seed_demo()
    return Plan.objects.get(slug="demo")


def judged(field, now=None, **scope):
    """Return what the position rule says of today, as a list."""
    rows = Deadline.objects.at(Moment.today(now or timezone.now())).filter(**scope)
    return list(rows.annotate(answer=F(field)).values_list("answer", flat=True))


def test_the_demo_plan_is_marked_as_one(demo):
    assert demo.is_demonstration
    assert all("demonstration" in text.lower() for text in (demo.text("title", "da"), demo.text("title", "en")))
    assert all("demo" in name.lower() for name in Organisation.objects.values_list("name", flat=True))
    assert set(StatusUpdate.objects.values_list("origin", flat=True)) == {RecordOrigin.SEED_DEMO}


def test_every_position_status_and_freshness_is_in_it(demo):
    assert set(judged("position")) == set(Position.values)
    assert set(judged("state_status")) == set(Status.values)
    assert set(judged("freshness")) == set(Freshness.values)
    assert set(judged("state_confidence")) >= set(Confidence.values)
    assert set(Deadline.objects.values_list("kind", flat=True)) == set(DeadlineKind.values)


def test_everything_that_can_be_recorded_is_in_it(demo):
    assert set(StatusUpdate.objects.values_list("kind", flat=True)) == set(UpdateKind.values)
    assert set(DeadlineChange.objects.values_list("kind", flat=True)) == set(ChangeKind.values)
    assert DeadlineChange.objects.filter(after_passing=True).exists()
    assert Deadline.objects.filter(moves=2).exists()
    assert Deadline.objects.filter(is_confirmed=False).exists()


def test_what_happened_is_spread_over_the_past_year_and_none_of_it_lies_ahead(demo):
    days = StatusUpdate.objects.values_list("known_on", flat=True)
    today = timezone.localdate()
    assert max(days) <= today
    assert (today - min(days)).days >= 300


@pytest.mark.parametrize("today", [(2024, 2, 29), (2025, 12, 31), (2026, 1, 1), (2026, 5, 31)])
def test_every_position_is_in_it_on_whatever_day_it_is_made(today):
    now = datetime(*today, 8, tzinfo=UTC)
    actor = system_actor("seed_demo")
    make_organisations(now=now, actor=actor)
    put_on_stage(now=now, actor=actor)
    assert set(judged("position", now=now)) == set(Position.values)
    assert set(judged("freshness", now=now)) == set(Freshness.values)


def test_running_it_again_makes_nothing_and_shows_no_password(demo):
    before = StatusUpdate.objects.count(), User.objects.count(), Membership.objects.count()
    said = seed_demo()
    assert said == "demo: nothing is new.\n"
    assert (StatusUpdate.objects.count(), User.objects.count(), Membership.objects.count()) == before


def test_each_role_has_an_account_whose_password_is_printed():
    printed = dict(re.findall(r"^    (\w+) +(\S+)$", seed_demo(), re.MULTILINE))
    assert set(printed) == set(MembershipRole.values)
    for username, password in printed.items():
        user = authenticate(username=username, password=password)
        assert user is not None
        assert user.is_staff
        assert not user.is_superuser
    assert len(set(printed.values())) == 5


def test_the_accounts_may_do_what_their_roles_say(demo):
    actors = {user.username: actor_of(user, timezone.localdate()) for user in User.objects.all()}
    assert {name for name, actor in actors.items() if may_administer(actor)} == {"administrator"}
    assert {name for name, actor in actors.items() if may_create_plan(actor)} == {"coordinator"}
    deadline = Deadline.objects.get(key="running")
    bodies = responsible_organisations(deadline.pk, timezone.localdate())
    may = {name for name, actor in actors.items() if may_record(actor, demo.pk, bodies)}
    assert may == {"contributor", "coordinator"}


def test_it_refuses_to_run_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        seed_demo()
    assert not Plan.objects.exists()
    assert not User.objects.exists()


def test_it_never_touches_a_real_plan_of_its_name():
    plan = PlanFactory(slug="demo", title="En rigtig plan")
    with pytest.raises(CommandError, match="is a real one"):
        seed_demo()
    plan.refresh_from_db()
    assert (plan.title, plan.version, User.objects.count()) == ("En rigtig plan", 1, 0)


def test_it_leaves_an_account_of_the_same_name_alone():
    UserFactory(username="contributor", first_name="Mette", last_name="Rigtig")
    said = seed_demo()
    assert "contributor" not in said
    assert not Membership.objects.filter(user__username="contributor").exists()
    assert not StatusUpdate.objects.filter(who__username="contributor").exists()


def test_a_contributor_completes_iii_3_on_time_and_corrects_it_to_two_days_late():
    call_command("load_plans", stdout=io.StringIO())
    seed_demo()
    deadline = Deadline.objects.get(action__plan__slug="com-2017-612", action__number="III-3")
    contributor = User.objects.get(username="contributor")
    now = timezone.now()
    by = Author(actor=actor_of(contributor, timezone.localdate()), now=now)
    evidence = (EvidenceItem("Vejledningen", link="https://example.org/guidance"),)
    completed = Report(status=Status.COMPLETED, completed=Period.parse("2018-12-20"), evidence=evidence)
    row = status_updates.record(by=by, deadline=deadline, report=completed)
    assert judged("position", pk=deadline.pk) == ["met_on_time"]
    corrected = Report(status=Status.COMPLETED, completed=Period.parse("2019-01-02"), evidence=evidence)
    status_updates.correct(by=by, target=row, report=corrected)
    assert (judged("position", pk=deadline.pk), judged("days_late", pk=deadline.pk)) == (["met_late"], [2])
    moment = Moment.resolve(now=timezone.now(), as_of=date(2019, 1, 1), known="now")
    assert Deadline.objects.at(moment).overdue(moment).filter(pk=deadline.pk).exists()
    assert StatusUpdate.objects.filter(deadline=deadline).count() == 2


def test_the_contributor_records_for_the_commission_once_its_plan_is_there(demo):
    assert Membership.objects.filter(user__username="contributor").count() == 1
    call_command("load_plans", stdout=io.StringIO())
    seed_demo()
    bodies = Membership.objects.filter(user__username="contributor").values_list("organisation__slug", flat=True)
    assert sorted(bodies) == ["demo-styrelsen", "european-commission"]


def test_the_administrator_of_the_demonstration_has_no_say_over_content(demo):
    actor = actor_of(User.objects.get(username="administrator"), timezone.localdate())
    with pytest.raises(NotAllowed):
        create_plan(by=Author(actor=actor, now=timezone.now()), slug="ny", title="Ny")
