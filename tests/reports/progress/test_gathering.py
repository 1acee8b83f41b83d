"""What the report says, as values: every number is the length of a list, and each deadline is counted once."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from initiatives.choices import MembershipRole, PlanState, ResponsibilityRole
from initiatives.exceptions import NotAllowed
from initiatives.policies import Actor, Reach
from initiatives.reports.progress.definition import Texts
from initiatives.reports.progress.facts import GROUPS
from initiatives.reports.progress.gathering import ReportRefused
from initiatives.services.organisations import update_organisation
from initiatives.services.status_updates import correct
from tests.factories import ActionFactory, DeadlineFactory, ObjectiveFactory, PlanFactory, ResponsibilityFactory
from tests.reports.progress.scene import AS_OF, ORDER, SLUG, gathered, keys

pytestmark = pytest.mark.django_db

READER = Actor(name="Lise", reaches={MembershipRole.READER: Reach(everything=True)})


@pytest.fixture(autouse=True)
def _messages_in_english():
    with translation.override("en"):
        yield


def numbers_of(report):
    return {number.group: (number.value, number.change) for number in report.numbers}


def test_every_deadline_is_there_in_the_order_of_the_plan(scene):
    assert [row.ref for row in gathered().rows] == ORDER


def test_each_deadline_is_counted_once_and_the_groups_are_all_deadlines(scene):
    report = gathered()
    assert {name: value for name, (value, _change) in numbers_of(report).items()} == {
        "completed": 2,
        "on_course": 5,
        "expected_late": 1,
        "overdue": 2,
        "no_deadline": 1,
        "closed": 1,
    }
    assert sum(number.value for number in report.numbers) == len(report.rows) == 12
    positions = [position for group in GROUPS.values() for position in group]
    assert len(positions) == len(set(positions)) == 13


def test_the_change_since_the_earlier_day_is_that_of_the_day_as_it_was_known_then(scene):
    # On the last of June eleven deadlines were known: one overdue, one undated, the others within their deadlines.
    assert {name: change for name, (_value, change) in numbers_of(gathered()).items()} == {
        "completed": 2,
        "on_course": -4,
        "expected_late": 1,
        "overdue": 1,
        "no_deadline": 0,
        "closed": 1,
    }


def test_without_an_earlier_day_there_is_no_change_and_nothing_since(scene):
    report = gathered(since=None)
    assert {change for _value, change in numbers_of(report).values()} == {None}
    assert report.since is None


def test_overdue_comes_worst_first_and_expected_late_by_its_deadline(scene):
    report = gathered()
    assert [(row.key, row.days_overdue) for row in report.overdue] == [("silent", 275), ("overdue", 31)]
    assert keys(report.expected_late) == ["forecast"]


def test_what_was_completed_closed_new_and_moved_since_then(scene):
    since = gathered().since
    assert keys(since.completed) == ["kept", "late"]
    assert keys(since.closed) == ["cancelled"]
    assert keys(since.new) == ["new"]
    (moved,) = since.moved
    assert (moved.row.key, str(moved.old), str(moved.new), moved.after_passing) == (
        "moved",
        "2018-09-30",
        "2019-33",
        True,
    )


def test_promises_are_what_the_earlier_day_saw_coming_by_the_judged_day(scene):
    promises = {promise.row.key: promise for promise in gathered().since.promises}
    assert list(promises) == ["forecast", "kept", "moved", "late", "overdue", "cancelled", "today"]
    assert {key: each.basis for key, each in promises.items() if each.basis != "deadline"} == {"forecast": "forecast"}
    assert promises["forecast"].promised_on == date(2018, 8, 31)
    assert promises["moved"].promised_on == date(2018, 9, 30)


def test_a_promise_is_delivered_when_it_is_met_by_the_judged_day_on_time_or_late(scene):
    promises = {promise.row.key: promise for promise in gathered().since.promises}
    assert {key for key, each in promises.items() if each.is_delivered} == {"kept", "late"}
    assert (promises["kept"].met_on, promises["kept"].days) == (date(2018, 9, 20), -10)
    assert (promises["late"].met_on, promises["late"].days) == (date(2018, 11, 10), 10)
    assert (promises["overdue"].met_on, promises["overdue"].days) == (None, 31)
    assert gathered().since.delivered == 2


def test_a_promise_of_which_nothing_was_known_then_is_none(scene):
    assert "new" not in {promise.row.key for promise in gathered(as_of=date(2019, 6, 30)).since.promises}


def test_the_next_two_quarters_hold_deadlines_and_the_forecasts_of_what_is_late(scene):
    quarters = gathered(as_of=date(2018, 12, 30)).quarters
    assert [(quarter.year, quarter.number) for quarter in quarters] == [(2018, 4), (2019, 1), (2019, 2)]
    found = [[(each.row.key, each.day.isoformat(), each.basis) for each in quarter.expected] for quarter in quarters]
    assert found == [
        [("today", "2018-12-31", "deadline")],
        [
            ("overdue", "2019-02-15", "forecast"),
            ("forecast", "2019-03-15", "forecast"),
            ("moved", "2019-03-31", "deadline"),
        ],
        [("stale", "2019-06-30", "deadline"), ("new", "2019-06-30", "deadline")],
    ]


def test_on_the_last_day_of_a_quarter_what_is_due_that_day_is_not_forgotten(scene):
    (first, *ahead) = gathered().quarters
    assert (first.year, first.number, keys(each.row for each in first.expected)) == (2018, 4, ["today"])
    assert [(quarter.year, quarter.number) for quarter in ahead] == [(2019, 1), (2019, 2)]


def test_a_quarter_that_is_over_is_left_out_when_nothing_is_due_on_its_last_day(scene):
    quarters = gathered(as_of=date(2019, 3, 31), since=None, known=datetime(2019, 3, 31, tzinfo=UTC)).quarters
    assert [(quarter.year, quarter.number) for quarter in quarters] == [(2019, 1), (2019, 2), (2019, 3)]
    quarters = gathered(as_of=date(2019, 9, 30), since=None, known=datetime(2019, 9, 30, tzinfo=UTC)).quarters
    assert [(quarter.year, quarter.number) for quarter in quarters] == [(2019, 4), (2020, 1)]


def test_overdue_without_a_day_on_which_it_is_expected_is_named(scene):
    assert keys(gathered().undelivered) == ["silent"]
    # The forecast of the other one has passed by then, too.
    assert "overdue" in keys(gathered(as_of=date(2019, 3, 1)).undelivered)


def test_a_body_with_those_it_leads_and_one_deadline_with_two_leads_counts_for_both(scene):
    bodies = {body.name: (keys(body.rows), body.counts.deadlines) for body in gathered().organisations}
    assert bodies == {
        "Ministeriet for Skilte": (["kept", "late"], 2),
        "Rådet for Lys": (["forecast", "moved"], 2),
        "Styrelsen for Æbler": (["kept", "late", "overdue", "silent"], 4),
        "": (["undated", "cancelled", "today", "stale", "far", "new"], 6),
    }


def test_bodies_come_in_alphabetical_order_and_what_nobody_leads_last(scene):
    assert [body.name for body in gathered().organisations] == [
        "Ministeriet for Skilte",
        "Rådet for Lys",
        "Styrelsen for Æbler",
        "",
    ]


def test_the_punctuality_of_a_body_is_that_of_its_deadlines_on_both_dates(scene):
    report = gathered()
    council = next(body for body in report.organisations if body.name == "Rådet for Lys")
    assert (council.punctuality.current.numerator, council.punctuality.current.denominator) == (0, 0)
    assert (council.punctuality.original.numerator, council.punctuality.original.denominator) == (0, 1)
    # Passed by the last of December: kept, late, overdue, silent; on original dates the moved one, too.
    assert (report.punctuality.current.numerator, report.punctuality.current.denominator) == (1, 4)
    assert (report.punctuality.original.numerator, report.punctuality.original.denominator) == (1, 5)


def test_gaps_list_what_the_record_cannot_say(scene):
    gaps = gathered().gaps
    assert keys(gaps.undated) == ["undated"]
    assert keys(gaps.never_reported) == ["silent", "moved", "undated", "today", "far", "new"]
    assert keys(gaps.stale) == ["stale"]
    assert keys(gaps.unconfirmed) == ["far"]


def test_the_official_table_holds_the_aim_of_a_row_and_the_plans_own_words(scene):
    first, second, third = gathered().objectives
    assert [(action.number, str(action.aim)) for action in first.actions] == [
        ("1.1", "Bogstaver skal være store"),
        ("1.2", ""),
    ]
    assert first.actions[0].wording == "Tiltag 1.1, ord for ord."
    assert keys(second.actions[-1].deadlines) == ["today", "stale", "far", "new"]
    assert (first.counts.deadlines, second.counts.deadlines) == (4, 8)
    assert (third.number, third.actions) == ("3", ())


def test_a_text_for_an_objective_stands_with_it(scene):
    report = gathered(texts=Texts(objectives={f"{SLUG}/2": "Det går fremad."}))
    assert [objective.text for objective in report.objectives] == ["", "Det går fremad.", ""]


def test_the_report_of_one_body_has_what_it_or_those_below_it_lead_or_help_with(scene):
    report = gathered(organisation=scene.ministry.slug)
    assert keys(report.rows) == ["kept", "late", "overdue", "silent"]
    assert (report.organisation, [objective.number for objective in report.objectives]) == (
        "Ministeriet for Skilte",
        ["1"],
    )
    assert keys(gathered(organisation=scene.council.slug).rows) == ["forecast", "moved", "undated", "cancelled"]


def test_changes_are_those_known_and_in_effect(scene):
    assert [change.row.key for change in gathered().changes] == ["moved"]
    assert gathered(as_of=date(2018, 10, 9)).changes == ()


def test_several_plans_stand_in_the_order_asked_for_with_their_own_objectives(scene):
    objective = ObjectiveFactory(plan__slug="aa-2018", number="1")
    DeadlineFactory(action=ActionFactory(objective=objective, number="1.1"), key="only")
    report = gathered(plans=(SLUG, "aa-2018"))
    assert [plan.slug for plan in report.plans] == [SLUG, "aa-2018"]
    assert [(each.plan, each.number) for each in report.objectives] == [
        (SLUG, "1"),
        (SLUG, "2"),
        (SLUG, "3"),
        ("aa-2018", "1"),
    ]
    assert len(report.rows) == 13


def test_an_internal_report_has_the_internal_notes_and_a_public_one_none(scene, coordinator):
    internal = gathered(coordinator, audience="internal")
    overdue = next(row for row in internal.rows if row.key == "overdue")
    assert internal.internal_notes == {overdue.pk: "Kun til os selv"}
    assert gathered(coordinator).internal_notes == {}


def test_internal_notes_are_for_coordinators_and_auditors_alone(scene):
    with pytest.raises(NotAllowed, match="Only coordinators of the plan and auditors"):
        gathered(READER, audience="internal")
    auditor = Actor(name="Rita", reaches={MembershipRole.AUDITOR: Reach(everything=True)})
    assert gathered(auditor, audience="internal").internal_notes


@pytest.mark.parametrize(
    ("asked", "parameter", "sentence"),
    [
        ({"plans": ()}, "plan", "Choose at least one plan."),
        ({"plans": (SLUG, "sings")}, "plan", "There was no plan “sings” that you see on that day."),
        ({"organisation": "nobody"}, "organisation", "There is no organisation “nobody”."),
        ({"since": AS_OF}, "since", "The day that is compared with must lie before the day of the report."),
        ({"known": datetime(2016, 1, 1, tzinfo=UTC)}, "plan", f"There was no plan “{SLUG}” that you see on that day."),
    ],
)
def test_what_cannot_be_reported_is_refused_by_the_name_of_its_parameter(scene, asked, parameter, sentence):
    with pytest.raises(ReportRefused) as refused:
        gathered(**asked)
    assert (refused.value.parameter, str(refused.value)) == (parameter, sentence)


def test_a_draft_is_not_there_for_those_who_do_not_see_it(author_at):
    PlanFactory(slug="draft", state=PlanState.DRAFT, published_on=None)
    with pytest.raises(ReportRefused, match="no plan “draft”"):
        gathered(READER, plans=("draft",), since=None)
    assert gathered(plans=("draft",), since=None).rows == ()


def test_what_was_recorded_after_the_known_instant_is_no_part_of_the_report(scene, author_at):
    target = scene.deadline("late").latest_update
    from tests.reports.scene import completed

    correct(by=author_at(2019, 1, 4), target=target, report=completed(date(2018, 10, 30)))
    update_organisation(by=author_at(2019, 1, 5), organisation=scene.council, name="Rådet for Mørke")
    report = gathered()
    assert next(row for row in report.rows if row.key == "late").days_late == 10
    assert "Rådet for Lys" in {body.name for body in report.organisations}
    newer = gathered(known=datetime(2019, 1, 6, tzinfo=UTC))
    assert next(row for row in newer.rows if row.key == "late").position == "met_on_time"
    assert "Rådet for Mørke" in {body.name for body in newer.organisations}


def test_more_deadlines_and_bodies_need_no_more_queries(scene):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            gathered(
                audience="internal", actor=Actor(name="x", reaches={MembershipRole.AUDITOR: Reach(everything=True)})
            )
        return len(captured)

    before = queries()
    for number in range(20):
        action = ActionFactory(objective=scene.actions["2.1"].objective, number=f"9.{number}")
        ResponsibilityFactory(action=action, role=ResponsibilityRole.LEAD)
        DeadlineFactory.create_batch(2, action=action)
    assert queries() <= before


def test_progress_is_told_as_rows_done_of_rows_to_do(scene):
    from initiatives.queries.actors import system_actor
    from initiatives.reports.progress.gathering import gather
    from tests.reports.progress.scene import definition

    told = []
    gather(definition(), system_actor("test"), lambda done, total: told.append((done, total)))
    assert told == [(12, 12)]
