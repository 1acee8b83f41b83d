"""From where a reader looks: the judged day, what was known, and the language."""

import pytest

from initiatives.services.actions import delete_action
from initiatives.services.plans import update_plan
from tests.api.conftest import problem

GUIDANCE = "/api/v1/deadlines/signs/1.1/guidance/"


def test_a_past_day_is_judged_by_what_stood_then(reader, signs):
    assert reader.get(f"{GUIDANCE}?as_of=2018-09-30").json()["position"] == "due_soon"
    assert reader.get(f"{GUIDANCE}?as_of=2018-10-01").json()["days_overdue"] == 1


def test_a_title_is_the_one_that_was_known(reader, signs, author_at):
    update_plan(by=author_at(2020, 5, 1), plan=signs.plan, title="Skilteplanen", translations={})
    assert reader.get("/api/v1/plans/signs/").json()["title"] == "Skilteplanen"
    assert (
        reader.get("/api/v1/plans/signs/?as_of=2020-04-30&lang=da").json()["title"] == "Handlingsplan for bedre skilte"
    )
    assert reader.get("/api/v1/plans/signs/?as_of=2020-04-30&known=now").json()["title"] == "Skilteplanen"
    listed = reader.get("/api/v1/plans/?as_of=2020-04-30&lang=da").json()["results"]
    assert [plan["title"] for plan in listed] == ["Handlingsplan for bedre skilte"]


@pytest.mark.parametrize("resource", ["plans/signs/", "deadlines/signs/1.1/guidance/"])
def test_what_was_not_known_yet_is_not_there(reader, signs, resource):
    problem(reader.get(f"/api/v1/{resource}?as_of=2016-12-31"), 404, "not_found")
    assert reader.get("/api/v1/plans/?as_of=2016-12-31").json()["results"] == []


def test_every_resource_can_be_read_as_of_a_past_day(reader, signs):
    for name in ("plans", "objectives", "actions", "deadlines", "organisations"):
        then, now = (reader.get(f"/api/v1/{name}/{query}").json()["results"] for query in ("?as_of=2019-01-01", ""))
        assert [thing["id"] for thing in then] == [thing["id"] for thing in now] != []
        address = then[0]["url"]
        assert reader.get(f"{address}?as_of=2019-01-01").json()["id"] == then[0]["id"]


def test_a_thing_removed_since_is_still_read_on_the_day_when_it_was_there(coordinator_program, draft, author_at):
    address = f"/api/v1/actions/{draft.action.public_id}/"
    delete_action(by=author_at(2020, 5, 1), action=draft.action)
    problem(coordinator_program.get(address), 404, "not_found")
    assert coordinator_program.get(f"{address}?as_of=2020-04-30").json()["number"] == "7.1"
    listed = coordinator_program.get("/api/v1/actions/?as_of=2020-04-30").json()["results"]
    assert [action["number"] for action in listed] == ["7.1"]


def test_texts_come_in_the_language_asked_for_or_the_source_s(reader, signs):
    titles = {
        lang: reader.get(f"/api/v1/plans/signs/?lang={lang}").json()["title"] for lang in ("da", "en", "sv", "bg")
    }
    assert titles == {
        "da": "Handlingsplan for bedre skilte",
        "en": "Action plan for better signs",
        "sv": "Action plan for better signs",
        "bg": "Action plan for better signs",
    }
    danish = reader.get("/api/v1/plans/signs/", headers={"Accept-Language": "da"}).json()
    assert danish["title"] == titles["da"]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("deadlines/", "plan"),
        ("deadlines/", "q"),
        ("deadlines/", "overdue"),
        ("actions/", "origin"),
        ("status-updates/", "known_from"),
        ("plans/", "cursor"),
        ("plans/signs/", "lang"),
    ],
)
@pytest.mark.parametrize("value", ["", "%20"])
def test_a_parameter_without_a_value_is_refused_and_does_not_mean_all(reader, signs, address, name, value):
    errors = problem(reader.get(f"/api/v1/{address}?{name}={value}"), 400, "invalid")["errors"]
    assert errors == {name: ["This is empty. Leave it out, or give it a value."]}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("as_of=2026-W01-1", "as_of"),
        ("as_of=31/12/2018", "as_of"),
        ("as_of=2018-02-30", "as_of"),
        ("as_of=", "as_of"),
        ("as_of=0001-01-01", "as_of"),
        ("as_of=9999-12-31", "as_of"),
        ("as_of=2018-01-01&as_of=2018-01-02", "as_of"),
        ("as_of=2018-01-01%00", "as_of"),
        ("known=later", "known"),
        ("known=2018-W01-1", "known"),
        ("known=9999-12-31", "known"),
        ("known=0001-01-01", "known"),
        ("known=2018-13-01T00:00", "known"),
        ("known=2018-01-01T25:00", "known"),
        ("known=", "known"),
        ("lang=fr", "lang"),
        ("lang=da&lang=en", "lang"),
        ("lang=", "lang"),
        ("asof=2018-01-01", "asof"),
        ("org__users=1", "org__users"),
        ("%00=1", "\x00"),
    ],
)
@pytest.mark.parametrize("address", ["plans/", "plans/signs/", "deadlines/", "deadlines/signs/1.1/guidance/"])
def test_a_parameter_or_value_that_does_not_exist_is_400_by_name(reader, signs, address, query, name):
    assert list(problem(reader.get(f"/api/v1/{address}?{query}"), 400, "invalid")["errors"]) == [name]


@pytest.mark.parametrize("known", ["then", "now", "2018-12-31", "2018-12-31T12:00Z", "2018-12-31T12:00:00.5%2B01:00"])
def test_what_was_known_can_be_asked_for_in_each_of_its_forms(reader, signs, known):
    assert reader.get(f"{GUIDANCE}?as_of=2018-12-31&known={known}").status_code == 200


@pytest.mark.parametrize("parameter", ["as_of=2018-01-01", "known=now", "nope=1", "lang=fr"])
def test_a_write_takes_place_today_and_takes_no_parameter_but_a_language(coordinator_program, signs, parameter):
    name = parameter.partition("=")[0]
    for answer in (
        coordinator_program.post(f"/api/v1/status-updates/?{parameter}", {}),
        coordinator_program.patch(f"/api/v1/plans/signs/?{parameter}", {}, headers={"If-Match": '"1"'}),
        coordinator_program.delete(f"/api/v1/plans/signs/?{parameter}", headers={"If-Match": '"1"'}),
    ):
        assert list(problem(answer, 400, "invalid")["errors"]) == [name]
