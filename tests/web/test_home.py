"""The home page by person: one's own deadlines, numbers that equal the lists behind them, whom to chase, news."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from initiatives.choices import MembershipRole, PlanState, ResponsibilityRole, Status
from initiatives.clocks import Moment
from initiatives.models import Deadline, User
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.presentation.deadline_lists import chosen_deadlines
from initiatives.services.authorship import Author
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import Report, record
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
)
from tests.web.conftest import text_of

HOME = "/"
TODAY = timezone.localdate()
EVERYTHING = {MembershipRole.COORDINATOR: Reach(everything=True)}


def in_days(days):
    return Period.day(TODAY + timedelta(days=days))


@pytest.fixture
def by_coordinator(coordinator):
    return Author(actor=coordinator, now=timezone.now() - timedelta(hours=1))


@pytest.fixture
def signs(ministry, by_coordinator):
    """A plan with one deadline in each position that is easily had, led by an agency below the ministry."""
    agency = OrganisationFactory(slug="styrelsen", parent=ministry)
    objective = ObjectiveFactory(plan__slug="skilte", number="1")
    below = ObjectiveFactory(plan=objective.plan, parent=objective, number="1.1")
    action = ActionFactory(objective=below, number="1.1")
    ResponsibilityFactory(action=action, organisation=agency, contact="skilte@example.org")
    days = {"late": -40, "soon": 10, "later": 50, "far": 80, "never": 400}
    made = {key: DeadlineFactory(action=action, key=key, period=in_days(number)) for key, number in days.items()}
    made["undated"] = DeadlineFactory(action=action, key="undated", period=Period.none(), is_confirmed=False)
    made["done"] = DeadlineFactory(action=action, key="done", period=in_days(-3))
    made["slipping"] = DeadlineFactory(action=action, key="slipping", period=in_days(20))
    late = Report(status=Status.IN_PROGRESS, delay_reason="capacity", forecast=in_days(5), note="Få hænder")
    record(by=by_coordinator, deadline=made["late"], report=late)
    done = Report(status=Status.COMPLETED, completed=in_days(-5), note="Afleveret")
    record(by=by_coordinator, deadline=made["done"], report=done)
    record(
        by=by_coordinator,
        deadline=made["slipping"],
        report=Report(status=Status.IN_PROGRESS, forecast=in_days(45), confidence="red", confidence_reason="Vent"),
    )
    return made


def listed(address, actor):
    """Return how many deadlines the list at an address has."""
    parts = urlsplit(address)
    query = QueryDict(parts.query, mutable=True)
    if parts.path == reverse("initiatives:overdue"):
        query["overdue"] = "true"
    else:
        assert parts.path == reverse("initiatives:deadlines")
    as_of = (query.pop("as_of", None) or [None])[0]
    now = timezone.now()
    moment = Moment.resolve(now=now, as_of=date.fromisoformat(as_of)) if as_of else Moment.today(now)
    return chosen_deadlines(query, actor, moment).count()


# ---- coordinators


@pytest.mark.parametrize("query", [{}, {"as_of": str(TODAY - timedelta(days=1))}], ids=["today", "yesterday"])
def test_every_number_is_the_length_of_the_list_it_leads_to(client, signs, editor, query):
    DeadlineFactory(action__number="9", period=in_days(5))
    context = client.get(HOME, query).context
    actor = Actor(user=editor, reaches=EVERYTHING)
    numbers = {number.name: number.number for number in context["numbers"]}
    if not query:
        assert numbers | {"stale": 0} == {
            "overdue": 2,
            "expected_late": 1,
            "due_30": 3,
            "due_60": 4,
            "due_90": 5,
            "met": 1,
            "stale": 0,
            "never": 7,
            "undated": 1,
            "unconfirmed": 1,
        }
    found = [(number.number, number.address) for number in context["numbers"]]
    for name in ("by_plan", "by_objective", "by_organisation"):
        for row in context[name].rows:
            found += [(cell.number, cell.address) for cell in row.cells if cell.address]
            found += [(row.positions.deadlines, row.whole)] if row.whole else []
    assert len(found) > 30
    for number, address in found:
        assert (number, address) == (listed(address, actor), address)


def test_an_organisation_counts_with_those_below_it_and_only_the_top_is_shown(client, signs, editor, ministry):
    rows = client.get(HOME).context["by_organisation"].rows
    by_name = {str(row.name): row for row in rows}
    assert by_name[ministry.name].positions.deadlines == len(signs) + 1
    assert "Styrelsen" not in " ".join(by_name)
    assert "with SFS" in by_name[ministry.name].meta


def test_whom_to_chase_stands_beside_what_is_overdue(client, signs, editor):
    answer = client.get(HOME)
    page = text_of(answer)
    assert [each.row.key for each in answer.context["chase"].rows] == ["guidance", "late"]
    assert 'href="mailto:skilte@example.org"' in page
    assert "Copy all addresses" in page
    assert reverse("initiatives:overdue") in page


def test_the_objectives_of_another_plan_are_one_link_away(client, signs, editor):
    shown = client.get(HOME, {"plan": "skilte"}).context["by_objective"]
    assert [(row.prefix, row.is_below) for row in shown.rows] == [("1", False), ("1.1", True)]
    assert client.get(HOME, {"plan": "com-2017-612"}).context["by_objective"].others[0][1].startswith("/?plan=skilte")
    assert client.get(HOME, {"plan": "nowhere"}).status_code == 400


def test_a_coordinator_who_records_for_an_organisation_has_a_list_of_work_too(client, signs, sign_in, ministry):
    sign_in(MembershipRole.COORDINATOR, organisation=ministry)
    context = client.get(HOME).context
    assert context["numbers"]
    assert context["own"].number == len(signs) - 1  # one is completed


# ---- contributors


def test_a_contributor_sees_what_is_urgent_first_with_role_and_last_report(client, signs, contributor):
    answer = client.get(HOME)
    groups = answer.context["own"].groups
    assert {group.name: [each.row.key for each in group.rows] for group in groups} == {
        "overdue": ["guidance", "late"],
        "soon": ["soon", "slipping"],
        "later": ["later", "far", "never"],
        "undated": ["undated"],
    }
    page = text_of(answer)
    assert "<h1>My deadlines</h1>" in page
    assert "Få hænder" in page
    assert "Lead" in page
    assert "numbers" not in answer.context


@pytest.mark.parametrize("query", [{}, {"as_of": str(TODAY - timedelta(days=1))}], ids=["today", "yesterday"])
def test_the_counts_of_ones_own_lead_to_lists_of_that_length(client, signs, contributor, query):
    own = client.get(HOME, query).context["own"]
    actor = Actor(user=contributor, reaches={MembershipRole.CONTRIBUTOR: Reach(everything=True)})
    for group in own.groups:
        assert listed(group.address, actor) == group.number
    assert listed(own.address, actor) == own.number


def test_unchanged_is_two_clicks_and_refused_with_the_reason_in_the_row(client, signs, contributor, ministry):
    page = text_of(client.get(HOME))
    assert f'action="{reverse("initiatives:confirm", args=[signs["late"].public_id])}"' in page
    assert reverse("initiatives:update", args=[signs["soon"].public_id]) in page
    assert reverse("initiatives:confirm", args=[signs["soon"].public_id]) not in page
    passed = Deadline.objects.get(pk=signs["late"].pk).latest_update
    assert passed.forecast.latest > TODAY
    version = Deadline.objects.get(pk=signs["late"].pk).version
    sent = {"version": version, "next": HOME}
    saved = client.post(reverse("initiatives:confirm", args=[signs["late"].public_id]), sent)
    assert saved.status_code == 302
    assert saved.url == HOME
    assert "Nothing has been reported yet" not in page


def test_a_passed_forecast_is_the_reason_why_unchanged_is_refused(client, contributor, deadline, by_coordinator):
    ago = Author(actor=by_coordinator.actor, now=by_coordinator.now - timedelta(days=30))
    report = Report(status=Status.IN_PROGRESS, delay_reason="capacity", forecast=in_days(-10))
    record(by=ago, deadline=deadline, report=report)
    page = text_of(client.get(HOME))
    assert "The deadline has passed: report the reason and a new forecast instead." in page
    assert reverse("initiatives:confirm", args=[deadline.public_id]) not in page


def test_nothing_is_recorded_from_another_day(client, signs, contributor):
    page = text_of(client.get(HOME, {"as_of": str(TODAY - timedelta(days=1))}))
    assert "Confirm unchanged" not in page
    assert "/update/" not in page


def test_a_long_group_is_cut_and_leads_to_all_of_it(client, contributor, ministry, deadline):
    for _ in range(11):
        ResponsibilityFactory(organisation=ministry, action=DeadlineFactory(period=in_days(100)).action)
    later = client.get(HOME).context["own"].groups[-1]
    assert (later.number, len(later.rows)) == (11, 10)
    assert "Show all 11 later" in text_of(client.get(HOME))


# ---- readers, visibility, everybody


def test_a_reader_sees_the_plans_with_their_latest_state(client, signs, deadline, sign_in):
    PlanFactory(slug="without-deadlines", title="Strategi uden frister", translations={})
    sign_in(MembershipRole.READER)
    answer = client.get(HOME)
    rows = answer.context["by_plan"].rows
    assert [row.positions.deadlines for row in rows] == [1, 8, 0]
    assert rows[1].reported_on == TODAY
    assert "own" not in answer.context
    assert "Strategi uden frister" in text_of(answer)


def test_drafts_of_others_are_neither_counted_nor_named(client, sign_in, deadline):
    draft = PlanFactory(slug="draft", title="Hemmelig plan", translations={}, state=PlanState.DRAFT, published_on=None)
    hidden = DeadlineFactory(action__objective__plan=draft)
    ResponsibilityFactory(action=hidden.action, organisation__name="Hemmelig styrelse")
    sign_in(MembershipRole.COORDINATOR, plan=deadline.action.plan)
    answer = client.get(HOME)
    assert "Hemmelig" not in text_of(answer)
    assert answer.context["numbers"][0].number == 1


def test_what_is_new_since_the_last_visit_is_counted_with_one_link(client, sign_in, signs, by_coordinator):
    user = sign_in(MembershipRole.READER)
    assert client.get(HOME).context["news"] is None
    ended = timezone.now() - timedelta(minutes=50)
    User.objects.filter(pk=user.pk).update(visited_at=timezone.now(), previous_visit_at=ended)
    now = Author(actor=by_coordinator.actor, now=timezone.now() - timedelta(minutes=20))
    record(by=now, deadline=signs["far"], report=Report(status=Status.IN_PROGRESS))
    move_deadline(by=now, deadline=signs["later"], period=in_days(60), reason="capacity", explanation="Få hænder")
    answer = client.get(HOME)
    counts = answer.context["news"].counts
    assert (counts.reports, counts.moves, counts.corrections, counts.edits) == (1, 1, 0, 0)
    assert "1 report, 1 deadline change" in text_of(answer)
    changes = client.get(answer.context["news"].address)
    assert len(changes.context["entries"]) == counts.total


def test_the_page_is_danish_unless_english_is_asked_for(client, signs, editor):
    client.cookies["django_language"] = "da"
    page = text_of(client.get(HOME))
    assert "<h1>Overblik</h1>" in page
    assert "Frist overskredet" in page


def test_another_day_shows_what_stood_then(client, signs, editor):
    context = client.get(HOME, {"as_of": str(TODAY - timedelta(days=10))}).context
    assert {number.name: number.number for number in context["numbers"]}["met"] == 0
    kept = parse_qs(urlsplit(context["numbers"][1].address).query)["as_of"]
    assert kept == [str(TODAY - timedelta(days=10))]


@pytest.mark.parametrize(
    ("role", "reach", "most"),
    [
        (MembershipRole.COORDINATOR, "everything", 30),
        (MembershipRole.COORDINATOR, "ministry", 40),  # both the overview and a list of work
        (MembershipRole.CONTRIBUTOR, "ministry", 22),
        (MembershipRole.READER, "everything", 12),
    ],
)
def test_more_deadlines_need_no_more_queries(
    client, sign_in, ministry, django_assert_max_num_queries, role, reach, most
):
    def add(number):
        for position in range(number):
            made = DeadlineFactory(period=in_days(100 if position % 2 else -100))
            ResponsibilityFactory(organisation=ministry, action=made.action)
            ResponsibilityFactory(action=made.action, role=ResponsibilityRole.PARTNER, contact="a@example.org")

    user = sign_in(role, **({"organisation": ministry} if reach == "ministry" else {}))
    since = timezone.now() - timedelta(days=1)
    User.objects.filter(pk=user.pk).update(visited_at=timezone.now(), previous_visit_at=since)
    add(2)
    with django_assert_max_num_queries(most) as few:
        client.get(HOME)
    add(18)
    with django_assert_max_num_queries(len(few)):
        client.get(HOME)
