"""The list of deadlines says what the overdue list, the command and the exports say, row for row."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from initiatives.choices import MembershipRole, PlanState, ResponsibilityRole, Status
from initiatives.clocks import Moment
from initiatives.models import Stamp
from initiatives.periods import Period
from initiatives.queries.overdue import overdue_count, overdue_deadlines
from initiatives.queries.rows import deadline_rows
from initiatives.services.status_updates import Report, record
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
)
from tests.reports import scene

pytestmark = pytest.mark.django_db

LIST = "/api/v1/deadlines/"
COMMISSION = "com-2017-612"


def listed(client, **parameters):
    """Return the results of all pages."""
    address, results = LIST, []
    while address:
        answer = client.get(address, parameters)
        assert answer.status_code == 200, answer.content
        body = answer.json()
        results += body["results"]
        address, parameters = body["next"], None
    return results


def exported(client, **parameters):
    answer = client.get(LIST, {**parameters, "format": "csv"})
    assert answer.status_code == 200, answer.content
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode(), newline="")))


def printed(**options):
    """Return what the command lists, as rows."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        call_command("list_overdue", format="csv", **options)
    stream.seek(0)
    return list(csv.DictReader(stream))


@pytest.mark.parametrize("known", ["then", "now"])
@pytest.mark.parametrize("day", ["2017-12-01", "2018-12-31", "2019-01-01"])
def test_the_overdue_list_is_the_same_here_in_the_queries_the_command_and_the_file(reader, day, known):
    files = [Path(settings.ROOT, "fixtures", *names) for names in (("organisations",), ("plans", f"{COMMISSION}.yaml"))]
    call_command("load_plans", *map(str, files), stdout=io.StringIO())
    moment = Moment.resolve(now=timezone.now(), as_of=date.fromisoformat(day), known=known)
    asked = {"plan": COMMISSION, "overdue": "true", "as_of": day, "known": known, "lang": "da"}
    expected = [
        (row.ref, row.days_overdue, row.position, row.light, row.leads)
        for row in deadline_rows(overdue_deadlines(moment, [COMMISSION]), moment, "da")
    ]
    assert len(expected) > 1
    here = [
        (row["ref"], row["days_overdue"], row["position"], row["light"], names(row["leads"]))
        for row in listed(reader, **asked, page_size=2)
    ]
    assert here == expected
    as_text = [(ref, str(days), position, light, "; ".join(leads)) for ref, days, position, light, leads in expected]
    columns = ("ref", "days_overdue", "position", "light", "lead")
    assert [tuple(row[name] for name in columns) for row in exported(reader, **asked)] == as_text
    rows = printed(plans=[COMMISSION], as_of=day, known=known, language="da")
    assert [tuple(row[name] for name in columns) for row in rows] == as_text
    counted = reader.get(LIST, {**asked, "count": "1"}).json()
    assert counted["count"] == overdue_count(moment, [COMMISSION]) == len(counted["results"]) == len(expected)


def names(bodies):
    return [body["abbreviation"] or body["name"] for body in bodies]


@pytest.mark.parametrize("asked", [{}, {"as_of": "2018-12-31"}, {"as_of": "2018-12-31", "known": "now"}])
def test_a_row_says_what_the_file_says(reader, author_at, asked):
    scene.make(author_at)
    here, file = listed(reader, **asked, lang="da"), exported(reader, **asked, lang="da")
    assert [row["ref"] for row in here] == [row["ref"] for row in file]
    assert len(here) == 18
    for row, cells in zip(here, file, strict=True):
        for name in ("plan", "label", "kind", "firmness", "wording", "status", "confidence", "position", "light"):
            assert row[name] == cells[name]
        for name in ("days_overdue", "days_late", "days_slipped", "effective_on", "started_on"):
            assert text(row[name]) == cells[name]
        for name in ("original", "current", "completed"):
            period = row[name] or {"earliest": None, "latest": None}
            assert text(period["earliest"]) == cells[f"{name}_earliest"]
            assert text(period["latest"]) == cells[f"{name}_latest"]
        assert row["objective"] == cells["objective_number"]
        assert (row["action"]["number"], row["action"]["title"]) == (cells["action_number"], cells["action"])
        assert (row["moves"], row["freshness"]) == (int(cells["moves"]), cells["freshness"])
        assert (row["last_update"] or {"note": ""})["note"] == cells["note"]


def text(value):
    return "" if value is None else str(value)


def test_a_deadline_reads_as_agreed(reader, author_at):
    plan = PlanFactory(slug="plan")
    action = ActionFactory(objective=ObjectiveFactory(plan=plan, number="III"), number="III-4")
    deadline = DeadlineFactory(
        action=action,
        key="guidance",
        wording="Tredje kvartal 2018",
        wording_language="da",
        period=Period.quarter(2018, 3),
    )
    ResponsibilityFactory(action=action, organisation__abbreviation="SIRI", organisation__name="Styrelsen")
    ResponsibilityFactory(deadline=deadline, organisation=None, named_as="alle", role=ResponsibilityRole.PARTNER)
    done = Report(status=Status.COMPLETED, completed=Period.day(date(2018, 10, 3)), note="Sendt ud")
    update = record(by=author_at(2018, 10, 4), deadline=deadline, report=done)
    (row,) = listed(reader)
    deadline.refresh_from_db()
    host = "http://testserver/api/v1"
    assert row == {
        "id": str(deadline.public_id),
        "ref": "plan/III-4/guidance",
        "url": f"{host}/deadlines/{deadline.public_id}/",
        "plan": "plan",
        "objective": "III",
        "action": {
            "id": str(action.public_id),
            "number": "III-4",
            "title": "Guidance on signs",
            "url": f"{host}/actions/{action.public_id}/",
        },
        "key": "guidance",
        "label": "The guidance is ready",
        "kind": "complete_by",
        "firmness": "committed",
        "wording": "Tredje kvartal 2018",
        "wording_language": "da",
        "original": {"edtf": "2018-35", "earliest": "2018-07-01", "latest": "2018-09-30", "precision": "quarter"},
        "current": {"edtf": "2018-35", "earliest": "2018-07-01", "latest": "2018-09-30", "precision": "quarter"},
        "is_confirmed": True,
        "interpretation_note": "",
        "moves": 0,
        "status": "completed",
        "effective_on": "2018-10-03",
        "confidence": "",
        "position": "met_late",
        "days_overdue": None,
        "days_late": 3,
        "days_left": None,
        "days_slipped": 3,
        "light": "green",
        "freshness": "fresh",
        "forecast": None,
        "started_on": None,
        "completed": {"edtf": "2018-10-03", "earliest": "2018-10-03", "latest": "2018-10-03", "precision": "day"},
        "last_update": {
            "id": str(update.public_id),
            "kind": "report",
            "recorded_at": "2018-10-04T09:30:00Z",
            "recorded_by": "Karen Koordinator",
            "note": "Sendt ud",
        },
        "leads": [{"abbreviation": "SIRI", "name": "Styrelsen"}],
        "partners": [{"abbreviation": "", "name": "alle"}],
        "version": deadline.version,
    }
    assert reader.get(row["url"]).json() == row


def test_no_database_id_leaves(reader):
    deadline = DeadlineFactory(pk=987_654_321)
    DeadlineFactory(pk=987_654_322, period=deadline.current)
    body = reader.get(LIST, {"page_size": "1"}).content.decode()
    assert str(deadline.public_id) in body
    assert "987654321" not in body


def test_drafts_are_seen_by_those_who_edit_them_alone(program, reader):
    shown = DeadlineFactory()
    draft = PlanFactory(slug="draft", state=PlanState.DRAFT, published_on=None)
    hidden = DeadlineFactory(action=ActionFactory(objective=ObjectiveFactory(plan=draft)))
    assert [row["ref"] for row in listed(reader)] == [shown.ref]
    assert {row["ref"] for row in exported(reader)} == {shown.ref}
    assert reader.get(LIST, {"count": "1"}).json()["count"] == 1
    answer = reader.get(LIST, {"plan": "draft"})
    assert (answer.status_code, [*answer.json()["errors"]]) == (400, ["plan"])
    theirs = program(MembershipRole.COORDINATOR, plan=draft)
    assert {row["ref"] for row in listed(theirs)} == {shown.ref, hidden.ref}


def test_texts_are_in_the_language_asked_for(reader):
    DeadlineFactory()
    for language, label in [("da", "Vejledningen foreligger"), ("en", "The guidance is ready")]:
        (row,) = listed(reader, lang=language)
        assert row["label"] == label
        (cells,) = exported(reader, lang=language)
        assert cells["label"] == label


def test_a_past_day_shows_the_texts_and_bodies_of_the_day(reader):
    deadline = DeadlineFactory(label="Før", translations={})
    ResponsibilityFactory(deadline=deadline, organisation=OrganisationFactory(abbreviation="OLD"))
    later = Stamp(known_at=datetime(2018, 11, 1, tzinfo=UTC))
    deadline.label = "Efter"
    deadline.save_stamped(later)
    body = deadline.responsibilities.get()
    body.organisation = OrganisationFactory(abbreviation="NEW", known_at=datetime(2018, 11, 1, tzinfo=UTC))
    body.save_stamped(later)
    (then,), (now,) = listed(reader, as_of="2018-10-01"), listed(reader)
    assert (then["label"], names(then["leads"])) == ("Før", ["OLD"])
    assert (now["label"], names(now["leads"])) == ("Efter", ["NEW"])


def test_what_was_not_yet_known_is_not_there(reader):
    DeadlineFactory(known_at=datetime(2018, 6, 1, tzinfo=UTC))
    assert listed(reader, as_of="2018-05-31") == []
    assert len(listed(reader, as_of="2018-06-01")) == 1


def test_overdue_rows_come_worst_first_and_all_others_as_they_fall_due(reader):
    for day in (date(2018, 3, 1), date(2018, 1, 1), date(2199, 1, 1), date(2018, 2, 1)):
        DeadlineFactory(period=Period.day(day))
    DeadlineFactory(period=Period.none())
    days = [row["current"] and row["current"]["edtf"] for row in listed(reader)]
    assert days == ["2018-01-01", "2018-02-01", "2018-03-01", "2199-01-01", None]
    days_overdue = [row["days_overdue"] for row in listed(reader, overdue="true")]
    assert len(days_overdue) == 3
    assert days_overdue == sorted(days_overdue, reverse=True)


@pytest.mark.parametrize("asked", [{}, {"as_of": "2019-03-01"}], ids=["today", "past"])
def test_a_page_costs_the_same_queries_at_any_depth_and_size_of_the_record(reader, author_at, asked):
    scene.make(author_at)

    def cost(address, parameters=None):
        with CaptureQueriesContext(connection) as queries:
            answer = reader.get(address, parameters)
        assert answer.status_code == 200
        return len(queries), answer.json()

    wanted = {**asked, "overdue": "true", "page_size": "2"}
    first, body = cost(LIST, wanted)
    second, body = cost(body["next"])
    assert body["previous"] is not None
    assert second == first
    for number in range(3):
        scene.make(author_at, slug=f"skilte-{number}")
    depths = set()
    again, body = cost(LIST, wanted)
    while body["next"]:
        number_of_queries, body = cost(body["next"])
        depths.add(number_of_queries)
    assert (again, depths) == (first, {first})


def test_a_cursor_keeps_what_was_asked_for_but_the_count(reader, author_at):
    scene.make(author_at)
    asked = {"ordering": "-due", "as_of": "2018-12-31", "lang": "en", "page_size": "5", "count": "1"}
    parameters = parse_qs(urlsplit(reader.get(LIST, asked).json()["next"]).query)
    assert parameters.pop("cursor")
    assert parameters == {name: [value] for name, value in asked.items() if name != "count"}
