"""The list of deadlines: judged on any day, found, narrowed, exported, and always with the same number of queries."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from initiatives.choices import MembershipRole, RecordOrigin, Status
from initiatives.clocks import Moment
from initiatives.models import Action, Deadline, Stamp
from initiatives.periods import Period
from initiatives.queries.overdue import overdue_deadlines
from initiatives.reports.columns import COLUMNS
from initiatives.services.status_updates import Report, record
from tests.admin.conftest import list_page, text_of
from tests.factories import ActionFactory, DeadlineFactory, ObjectiveFactory, OrganisationFactory, ResponsibilityFactory
from tests.factories.plans import KNOWN_FROM

FEW, MANY = 2, 50


def rows_of(client, **query):
    return [row.row for row in client.get(list_page("deadline"), query).context["cl"].result_list]


def exported(client, format_name, **query):
    address = reverse("admin:initiatives_deadline_export", args=[format_name])
    return b"".join(client.get(address, query).streaming_content)


def queries_of(client, address, **query):
    client.get(address, query)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, query).status_code == 200
    return len(captured)


def test_the_list_takes_as_many_queries_for_50_rows_as_for_2(client, editor, plan, deadline, author_at):
    days = ({}, {"as_of": "2019-06-30"}, {"as_of": "2019-06-30", "known": "now"})
    report = Report(status=Status.IN_PROGRESS, note="I gang")

    def add(number):
        objective = ObjectiveFactory(plan=plan)
        ResponsibilityFactory(organisation=OrganisationFactory(), objective=objective)
        known = Stamp(origin=RecordOrigin.LOAD_PLANS, known_at=KNOWN_FROM)
        actions = Action.objects.stamped(known).bulk_create(
            ActionFactory.build(objective=objective, plan=plan) for _row in range(number)
        )
        made = Deadline.objects.stamped(known).bulk_create(DeadlineFactory.build(action=action) for action in actions)
        for deadline in made[::10]:
            record(by=author_at(2018, 6, 1), deadline=deadline, report=report)

    def count():
        return [queries_of(client, list_page("deadline"), **day, all="") for day in days]

    add(FEW)
    few = count()
    add(MANY - FEW)

    assert count() == few
    assert len(rows_of(client, all="")) == MANY + 1


@pytest.mark.parametrize(
    "name", ["plan", "objective", "action", "responsibility", "organisation", "statusupdate", "membership"]
)
def test_every_other_list_takes_as_many_queries_for_20_rows_as_for_2(client, sign_in, author_at, name):
    sign_in(MembershipRole.AUDITOR)

    def add(number):
        for _row in range(number):
            made = DeadlineFactory()
            ResponsibilityFactory(action=made.action, organisation__parent=OrganisationFactory())
            record(by=author_at(2018, 6, 1), deadline=made, report=Report(status=Status.IN_PROGRESS))

    add(FEW)
    few = queries_of(client, list_page(name))
    add(18)

    assert queries_of(client, list_page(name)) == few


@pytest.mark.parametrize("day", ["2018-12-31", "2019-01-01", "2019-01-02", "2020-02-29"])
def test_the_list_of_a_past_day_is_the_overdue_query_of_that_day(client, editor, plan, day):
    objective = ObjectiveFactory(plan=plan)
    for period in (
        Period.day(date(2018, 12, 31)),
        Period.quarter(2018, 4),
        Period.day(date(2019, 1, 1)),
        Period.none(),
    ):
        DeadlineFactory(action=ActionFactory(objective=objective), period=period)

    for known in ("then", "now"):
        moment = Moment.resolve(now=timezone.now(), as_of=date.fromisoformat(day), known=known)
        wanted = [row.pk for row in overdue_deadlines(moment)]
        assert [row.pk for row in rows_of(client, as_of=day, known=known, overdue="true")] == wanted
        judged = {row.pk: row.position for row in rows_of(client, as_of=day, known=known)}
        assert {key for key, position in judged.items() if position == "overdue"} == set(wanted)


def test_the_worst_comes_first(client, editor, plan):
    objective = ObjectiveFactory(plan=plan)
    periods = [Period.none(), Period.year(2190), Period.year(2018), Period.year(2012), Period.year(2150)]
    made = [DeadlineFactory(action=ActionFactory(objective=objective), period=period) for period in periods]

    shown = [row.pk for row in rows_of(client, plan=plan.slug, objective=objective.number)]

    assert shown == [made[index].pk for index in (3, 2, 4, 1, 0)]


@pytest.mark.parametrize("words", ["moskeer", "moskéer", "MOSKÉER", "unge moskeer"])
def test_search_finds_words_whatever_their_accents_and_capitals(client, editor, plan, words):
    found = DeadlineFactory(action__objective__plan=plan, action__title="Dialog med unge i moskéer")
    DeadlineFactory(action__objective__plan=plan, action__title="Dialog med foreninger")

    assert [row.pk for row in rows_of(client, q=words)] == [found.pk]
    listed = client.get(list_page("action"), {"q": words}).context["cl"].result_list
    assert [action.pk for action in listed] == [found.action_id]


def test_the_filters_narrow_by_plan_objective_organisation_position_status_and_period(
    client, editor, deadline, ministry
):
    other = DeadlineFactory(period=Period.year(2190))
    wanted, both = [deadline.pk], {deadline.pk, other.pk}

    assert {row.pk for row in rows_of(client)} == both
    for query in (
        {"plan": "com-2017-612"},
        {"plan": "com-2017-612", "objective": "III-3"},
        {"organisation": ministry.slug},
        {"position": "overdue"},
        {"overdue": "true"},
        {"due_from": "2018-10-01", "due_to": "2018-12-31"},
    ):
        assert [row.pk for row in rows_of(client, **query)] == wanted, query
    assert {row.pk for row in rows_of(client, status="none")} == both
    assert {row.pk for row in rows_of(client, position=["overdue", "upcoming"])} == both


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"position": "very_late"}, "“very_late” is not one of"),
        ({"as_of": "31/12/2018"}, "“31/12/2018” is no day"),
        ({"as_of": "2018-12-31", "known": "whenever"}, "“whenever” is not a known instant"),
        ({"colour": "red"}, "There is no such filter"),
        ({"plan": "no\x00thing"}, "Null characters"),
    ],
)
def test_a_question_that_makes_no_sense_is_answered_with_what_is_wrong(client, editor, query, said):
    answer = client.get(list_page("deadline"), query, follow=True)

    assert answer.status_code == 200
    assert said in text_of(answer)


def test_another_day_says_so_and_records_nothing(client, editor, deadline):
    answer = client.get(list_page("deadline"), {"as_of": "2018-12-31"})

    assert "Judged on 31 December 2018" in text_of(answer)
    assert "Nothing can be recorded on another day" in text_of(answer)
    assert "record-link" not in text_of(answer)
    assert answer.context["action_form"] is None
    client.post(
        f"{list_page('deadline')}?as_of=2018-12-31", {"action": "confirm_unchanged", "_selected_action": deadline.pk}
    )
    assert not deadline.status_updates.exists()


def test_an_export_is_the_list_in_the_same_order(client, editor, plan, deadline):
    for year in (2017, 2190, 2015):
        DeadlineFactory(action__objective__plan=plan, period=Period.year(year))
    query = {"plan": plan.slug, "as_of": "2018-12-31", "known": "now"}
    listed = [(row.ref, row.position) for row in rows_of(client, **query)]

    table = list(csv.DictReader(io.StringIO(exported(client, "csv", **query).decode())))
    assert [(line["ref"], line["position"]) for line in table] == listed
    assert {line["as_of"] for line in table} == {"2018-12-31"}

    danish = exported(client, "csv-excel", **query).decode("utf-8-sig").splitlines()
    assert danish[0].split(";")[0] == "ref"
    assert len(danish) == len(listed) + 1

    sheet = openpyxl.load_workbook(io.BytesIO(exported(client, "xlsx", **query))).worksheets[0]
    cells = [row[0].value for row in sheet.iter_rows() if row[0].value and "/" in str(row[0].value)]
    assert cells == [ref for ref, _position in listed]


def test_an_export_holds_more_than_one_page_of_the_list(client, editor, plan):
    objective = ObjectiveFactory(plan=plan)
    action = ActionFactory(objective=objective)
    for _row in range(130):
        DeadlineFactory(action=action)

    lines = exported(client, "csv").decode().splitlines()

    assert len(lines[0].split(",")) == len(COLUMNS)
    assert len(lines) == 1 + 131


def test_an_export_in_an_unknown_format_or_of_a_senseless_question_is_refused(client, editor):
    assert client.get(reverse("admin:initiatives_deadline_export", args=["docm"])).status_code == 404
    answer = client.get(reverse("admin:initiatives_deadline_export", args=["csv"]), {"position": "x"}, follow=True)
    assert "“x” is not one of" in text_of(answer)


def test_an_empty_list_says_why_it_is_empty(client, sign_in):
    sign_in(MembershipRole.READER)

    assert "There is no deadline yet" in text_of(client.get(list_page("deadline")))
    assert "No deadline fits this question" in text_of(client.get(list_page("deadline"), {"q": "findes ikke"}))
