"""Each filter of deadlines, today and for a past day."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from initiatives.choices import ResponsibilityRole, Status
from initiatives.clocks import Moment
from initiatives.filters.deadlines import ORDERING_LABELS, ORDERINGS, DeadlineFilterSet
from initiatives.models import Deadline, Stamp
from initiatives.periods import Period
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

pytestmark = pytest.mark.django_db

LIVE = Moment.today(datetime(2018, 12, 20, 9, 30, tzinfo=UTC))
LATER = datetime(2020, 1, 1, tzinfo=UTC)
# The same day, read back a year later from the logs.
PAST = Moment.resolve(now=LATER, as_of=date(2018, 12, 20))
SUMMER = Moment.resolve(now=LATER, as_of=date(2018, 7, 1))
both_clocks = pytest.mark.parametrize("moment", [LIVE, PAST], ids=["today", "past"])


def filtered(query, moment=LIVE):
    data = QueryDict(query)
    return list(DeadlineFilterSet(data, Deadline.objects.at(moment).order_by("pk"), moment=moment).qs)


@pytest.fixture
def four(author_at):
    """Overdue without a report, completed, delayed by a move and doubtful, and undated."""
    overdue = DeadlineFactory(period=Period.quarter(2018, 3), kind="event")
    done = DeadlineFactory(period=Period.quarter(2018, 4))
    report = Report(status=Status.COMPLETED, completed=Period.day(date(2018, 11, 30)), note="Published")
    record(by=author_at(2018, 12, 1), deadline=done, report=report)
    moved = DeadlineFactory(period=Period.quarter(2018, 4))
    move_deadline(
        by=author_at(2018, 12, 2),
        deadline=moved,
        period=Period.quarter(2019, 1),
        reason="capacity",
        explanation="Two have left.",
    )
    doubtful = Report(status=Status.IN_PROGRESS, confidence="amber", confidence_reason="Two have left.")
    record(by=author_at(2018, 12, 2), deadline=moved, report=doubtful)
    undated = DeadlineFactory(period=Period.none())
    return overdue, done, moved, undated


@both_clocks
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=none", [0, 3]),
        ("status=completed", [1]),
        ("status=completed&status=in_progress", [1, 2]),
        ("position=overdue&position=no_deadline", [0, 3]),
        ("position=met_on_time", [1]),
        ("overdue=true", [0]),
        ("overdue=false", [1, 2, 3]),
        ("overdue=true&overdue=false", [0, 1, 2, 3]),
        ("delayed=true", [0, 2]),
        ("delayed=false", [1, 3]),
        ("delayed=true&delayed=false", [0, 1, 2, 3]),
        ("kind=event", [0]),
        ("kind=event&kind=complete_by", [0, 1, 2, 3]),
        ("confidence=amber", [2]),
        ("confidence=green", []),
        ("freshness=never", [0, 3]),
        ("freshness=fresh", [1, 2]),
        ("due_from=2018-12-31", [1, 2]),
        ("due_from=2019-01-01", [2]),
        ("due_to=2018-12-31", [0, 1]),
        ("due_to=2018-12-30", [0]),
        ("due_from=2018-10-01&due_to=2018-12-31", [1]),
        ("due_to=2018-09-30&due_to=2018-12-31", [0, 1]),
        ("due_from=2019-01-01&due_from=2018-12-31", [1, 2]),
        ("overdue=true&kind=complete_by", []),
    ],
)
def test_a_filter_finds_what_it_says(four, moment, query, found):
    assert filtered(query, moment) == [four[index] for index in found]


def test_a_past_day_is_filtered_by_what_was_known_then(four):
    assert filtered("status=none", SUMMER) == list(four)
    assert filtered("due_to=2018-12-31", SUMMER) == list(four[:3])
    assert filtered("overdue=true", SUMMER) == []


# ---- plan, objective, action


def test_plans_objectives_and_actions_are_named_by_slug_and_number():
    first, second = PlanFactory(slug="first"), PlanFactory(slug="second")
    chapter = ObjectiveFactory(plan=first, number="II")
    below = ObjectiveFactory(plan=first, number="II-1", parent=chapter)
    one = DeadlineFactory(action=ActionFactory(objective=chapter, number="1"))
    two = DeadlineFactory(action=ActionFactory(objective=below, number="2"))
    other = DeadlineFactory(action=ActionFactory(objective=ObjectiveFactory(plan=second, number="II"), number="1"))
    assert filtered("plan=first") == [one, two]
    assert filtered("plan=first&plan=second") == [one, two, other]
    assert filtered("objective=II") == [one, two, other]
    assert filtered("objective=II&plan=first") == [one, two]
    assert filtered("objective=II-1") == [two]
    assert filtered("action=1") == [one, other]
    assert filtered("action=1&action=2&plan=first") == [one, two]


def test_an_action_belongs_to_the_objective_of_the_day():
    deadline = DeadlineFactory(action__objective__number="1")
    action = deadline.action
    action.objective = ObjectiveFactory(plan=action.plan, number="2")
    action.save_stamped(Stamp(known_at=datetime(2018, 8, 1, tzinfo=UTC)))
    assert (filtered("objective=1"), filtered("objective=2")) == ([], [deadline])
    assert (filtered("objective=1", SUMMER), filtered("objective=2", SUMMER)) == ([deadline], [])


# ---- organisations


@both_clocks
def test_an_organisation_finds_what_it_and_those_below_it_lead_or_help_with(moment):
    ministry = OrganisationFactory(slug="integrationsministeriet", abbreviation="UIM")
    agency = OrganisationFactory(slug="siri", abbreviation="SIRI", parent=ministry)
    other = OrganisationFactory(slug="kl", abbreviation="KL")
    leads = ResponsibilityFactory(deadline=DeadlineFactory(), organisation=agency).deadline
    hosts = ResponsibilityFactory(deadline=DeadlineFactory(), organisation=ministry, role="host").deadline
    helps = ResponsibilityFactory(deadline=DeadlineFactory(), organisation=agency, role="partner").deadline
    uses = ResponsibilityFactory(deadline=DeadlineFactory(), organisation=agency, role="user").deadline
    by_action = ResponsibilityFactory(action=DeadlineFactory().action, organisation=other).action.deadlines.get()
    assert filtered("organisation=UIM", moment) == [leads, hosts, helps]
    assert filtered("organisation=siri", moment) == [leads, helps]
    assert filtered("organisation=UIM&role=lead", moment) == [leads, hosts]
    assert filtered("organisation=UIM&role=partner&role=user", moment) == [helps, uses]
    assert filtered("organisation=siri&organisation=KL", moment) == [leads, helps, by_action]


def test_organisations_are_judged_as_of_the_day():
    old, new = OrganisationFactory(abbreviation="GAMMEL"), OrganisationFactory(abbreviation="NY")
    unit = OrganisationFactory(abbreviation="E1", parent=old)
    by_unit = ResponsibilityFactory(deadline=DeadlineFactory(), organisation=unit).deadline
    handed_over = DeadlineFactory()
    ResponsibilityFactory(deadline=handed_over, organisation=old, valid_to=date(2018, 7, 31))
    ResponsibilityFactory(deadline=handed_over, organisation=new, valid_from=date(2018, 8, 1))
    unit.parent, unit.abbreviation = new, "E2"
    unit.save_stamped(Stamp(known_at=datetime(2018, 8, 1, tzinfo=UTC)))
    assert (filtered("organisation=GAMMEL", SUMMER), filtered("organisation=NY", SUMMER)) == (
        [by_unit, handed_over],
        [],
    )
    assert (filtered("organisation=GAMMEL"), filtered("organisation=NY")) == ([], [by_unit, handed_over])
    assert filtered("organisation=E1", SUMMER) == filtered("organisation=E2") == [by_unit]


# ---- search


@pytest.mark.parametrize("words", ["moskeer", "moskéer", "MOSKÉER", "moskeer sikre", "sikre+moskeer", "moské"])
def test_search_finds_a_word_with_and_without_its_accent(words):
    deadline = DeadlineFactory(action__title="Sikre moskéer og synagoger")
    DeadlineFactory()
    assert filtered(f"q={words}") == [deadline]


def test_search_reads_labels_numbers_plans_and_every_language():
    deadline = DeadlineFactory(
        label="Årsmødet er holdt",
        translations={"en": {"label": {"text": "The annual meeting"}}},
        action__number="III-4",
        action__objective__plan__title="Plan mod skiltemangel",
    )
    DeadlineFactory()
    for words in ("årsmødet", "ÅRSMØDET", "annual", "III-4", "skiltemangel annual"):
        assert filtered(f"q={words}") == [deadline], words
    assert filtered("q=annual+missing") == []
    assert len(filtered("q=annual&q=vejledningen")) == 2
    assert filtered("q=arsmodet") == [], "å and ø are letters of their own"
    assert filtered(f"plan={deadline.action.plan.slug}&q=skiltemangel") == [], "a plan that is named is not searched"


def test_a_past_day_is_searched_by_the_texts_of_that_day_wherever_they_stand():
    deadline = DeadlineFactory(
        label="Skilte", action__title="Tavler", action__objective__plan__title="Pæle", translations={}
    )
    untouched = DeadlineFactory(label="Skilte og pæle", action__title="Andre tavler")
    action, plan = deadline.action, deadline.action.plan
    deadline.label, action.title, plan.title = "Lamper", "Lygter", "Master"
    for thing in (deadline, action, plan):
        thing.save_stamped(Stamp(known_at=datetime(2019, 6, 1, tzinfo=UTC)))

    for words in ("skilte", "tavler", "pæle", "pæle skilte tavler"):
        assert filtered(f"q={words}", SUMMER) == [deadline, untouched], words
        assert filtered(f"q={words}") == [untouched], words
    assert filtered("q=lamper&q=lygter&q=master", SUMMER) == []
    assert filtered("q=lamper lygter master") == [deadline]


def test_the_queries_of_a_search_do_not_grow_with_what_was_edited_since(django_assert_max_num_queries):
    for deadline in [DeadlineFactory(label="Skilte") for _number in range(12)]:
        deadline.label = "Lamper"
        deadline.save_stamped(Stamp(known_at=datetime(2019, 6, 1, tzinfo=UTC)))
    with django_assert_max_num_queries(4):
        assert len(filtered("q=skilte", SUMMER)) == 12


# ---- order


@both_clocks
def test_undated_deadlines_come_last_in_either_direction_and_ids_settle_ties(moment):
    undated = DeadlineFactory(period=Period.none())
    late, early = DeadlineFactory(period=Period.year(2019)), DeadlineFactory(period=Period.year(2017))
    twin = DeadlineFactory(period=Period.year(2019))
    assert filtered("ordering=due", moment) == [early, late, twin, undated]
    assert filtered("ordering=-due", moment) == [twin, late, early, undated]


@both_clocks
def test_overdue_deadlines_come_worst_first_and_the_others_after_them(moment, four):
    overdue, done, moved, undated = four
    worse = DeadlineFactory(period=Period.year(2017))
    assert filtered("ordering=overdue", moment) == [worse, overdue, done, moved, undated]
    assert filtered("ordering=overdue&overdue=true", moment) == [worse, overdue]


@both_clocks
def test_the_last_report_comes_first_when_ordered_by_update(moment, four):
    overdue, done, moved, undated = four
    assert filtered("ordering=updated", moment) == [moved, done, undated, overdue]


def test_numbers_are_ordered_as_people_count():
    plan = PlanFactory()
    ninth, tenth = (
        DeadlineFactory(action=ActionFactory(objective=ObjectiveFactory(plan=plan), number=number))
        for number in ("2.9", "2.10")
    )
    second = DeadlineFactory(action=ninth.action)
    assert filtered("ordering=number") == [ninth, second, tenth]


def test_every_ordering_has_a_label_and_ends_in_the_id():
    assert [code for code, _label in ORDERING_LABELS] == list(ORDERINGS)
    assert all(terms[-1] in ("pk", "-pk") for terms in ORDERINGS.values())


@both_clocks
def test_the_number_of_queries_does_not_grow_with_the_deadlines(moment, django_assert_num_queries):
    body = OrganisationFactory(abbreviation="SIRI")
    plan = PlanFactory(slug="plan")
    query = "plan=plan&organisation=SIRI&role=lead&overdue=false&q=vejledning&ordering=due"

    def add(count):
        for _ in range(count):
            action = ActionFactory(objective=ObjectiveFactory(plan=plan))
            ResponsibilityFactory(deadline=DeadlineFactory(action=action), organisation=body)

    for count, total in ((2, 2), (18, 20)):
        add(count)
        # The plan's slug, the tree of organisations, and the deadlines themselves; on a past day, what was edited since
        # of deadlines and of actions.
        with django_assert_num_queries(3 if moment.is_live else 5):
            assert len(filtered(query, moment)) == total


def test_host_counts_as_lead_and_no_other_role_does():
    body = OrganisationFactory(abbreviation="SIRI")
    for role in ResponsibilityRole:
        ResponsibilityFactory(deadline=DeadlineFactory(), organisation=body, role=role)
    found = filtered("organisation=SIRI&role=lead")
    assert {deadline.responsibilities.get().role for deadline in found} == {"lead", "host"}
