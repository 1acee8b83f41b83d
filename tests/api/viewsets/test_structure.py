"""Objectives, actions, deadlines and organisations through the REST interface."""

import pytest

from initiatives.choices import MembershipRole
from initiatives.models import Action, Deadline, Objective, Organisation
from initiatives.services.status_updates import Report, record
from tests.api.conftest import LATE, problem
from tests.factories import ActionFactory, ObjectiveFactory, OrganisationFactory

API = "/api/v1"


def if_match(version):
    return {"If-Match": f'"{version}"'}


def test_an_objective_is_created_changed_and_removed_in_a_draft(coordinator_program, draft):
    made = coordinator_program.post(
        f"{API}/objectives/",
        {"plan": "secret", "number": "7.a", "title": "Under", "parent": str(draft.objective.public_id)},
    )
    assert made.status_code == 201
    objective = made.json()
    assert (objective["plan"], objective["parent"]["number"], objective["language"]) == ("secret", "7", "da")
    changed = coordinator_program.patch(objective["url"], {"number": "7.b", "parent": None}, headers=if_match(1))
    assert (changed.json()["number"], changed.json()["parent"], changed.json()["version"]) == ("7.b", None, 2)
    assert coordinator_program.get(objective["url"]).json() == changed.json()
    assert coordinator_program.delete(objective["url"], headers=if_match(2)).status_code == 204
    assert Objective.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "errors"),
    [({"number": "2"}, {"number"}), ({"plan": "other"}, {"plan"}), ({"language": "en"}, {"language"})],
)
def test_what_names_an_objective_of_a_published_plan_stays(coordinator_program, signs, change, errors):
    address = f"{API}/objectives/{signs.objective.public_id}/"
    answer = coordinator_program.patch(address, change, headers=if_match(1))
    assert problem(answer, 400, "invalid")["errors"].keys() == errors


def test_an_objective_above_must_be_of_the_same_plan(coordinator_program, signs, draft):
    answer = coordinator_program.post(
        f"{API}/objectives/",
        {"plan": "secret", "number": "8", "title": "x", "parent": str(signs.objective.public_id)},
    )
    assert problem(answer, 400, "invalid")["errors"].keys() == {"parent"}


def test_an_action_is_created_with_its_deadlines(coordinator_program, signs):
    content = {
        "plan": "signs",
        "objective": str(signs.objective.public_id),
        "number": "1.2",
        "title": "Tavler",
        "wording": "Der opsættes tavler.",
        "deadlines": [
            {"key": "first", "label": "Første", "original": "2199-33", "kind": "start_by", "firmness": "expected"},
            {"key": "open", "label": "Åben"},
        ],
    }
    made = coordinator_program.post(f"{API}/actions/", content)
    assert made.status_code == 201
    action = made.json()
    assert [(each["ref"], each["label"]) for each in action["deadlines"]] == [
        ("signs/1.2/first", "Første"),
        ("signs/1.2/open", "Åben"),
    ]
    assert (action["status"], action["deadlines_active"], action["deadlines_met"]) == ("none", 2, 0)
    deadline = coordinator_program.get(f"{API}/deadlines/signs/1.2/first/").json()
    assert (deadline["original"]["edtf"], deadline["current"]["edtf"], deadline["kind"]) == (
        "2199-33",
        "2199-33",
        "start_by",
    )
    assert coordinator_program.get(f"{API}/deadlines/signs/1.2/open/").json()["original"] is None


@pytest.mark.parametrize(
    ("deadlines", "errors"),
    [
        ([], {"deadlines"}),
        (None, {"deadlines"}),
        ({"key": "x", "label": "x"}, {"deadlines"}),
        (["x"], {"deadlines.0"}),
        ([{"key": "x"}], {"deadlines.0.label"}),
        ([{"key": "x", "label": "x", "current": "2199"}], {"deadlines.0.current"}),
        ([{"key": "x", "label": "x", "original": "2199-13"}], {"deadlines.0.original"}),
        ([{"key": "not a key", "label": "x"}], {"key"}),
        ([{"key": "x", "label": "x"}] * 101, {"deadlines"}),
    ],
)
def test_an_action_without_sound_deadlines_is_refused_whole(coordinator_program, signs, deadlines, errors):
    content = {"plan": "signs", "objective": str(signs.objective.public_id), "number": "1.2", "title": "Tavler"}
    answer = coordinator_program.post(f"{API}/actions/", {**content, "deadlines": deadlines})
    assert problem(answer, 400, "invalid")["errors"].keys() == errors
    assert Action.objects.count() == 1


def test_two_deadlines_of_one_action_have_two_keys(coordinator_program, signs):
    content = {"plan": "signs", "objective": str(signs.objective.public_id), "number": "1.2", "title": "Tavler"}
    twice = [{"key": "x", "label": "x"}] * 2
    problem(coordinator_program.post(f"{API}/actions/", {**content, "deadlines": twice}), 400, "invalid")
    assert Action.objects.count() == 1


def test_an_action_shows_what_follows_from_its_deadlines(reader, signs, author_at):
    address = f"{API}/actions/{signs.action.public_id}/"
    report = Report(status="completed", completed=signs.guidance.current, note="Færdig")
    record(by=author_at(2018, 11, 1), deadline=signs.guidance, report=report)
    now = reader.get(address).json()
    assert (now["status"], now["deadlines_met"], now["deadlines_active"], now["deadlines_overdue"]) == (
        "in_progress",
        1,
        3,
        0,
    )
    then = reader.get(f"{address}?as_of=2018-10-31").json()
    assert (then["status"], then["deadlines_met"], then["deadlines_overdue"]) == ("none", 0, 1)


def test_an_action_is_changed_and_its_number_stays_once_published(coordinator_program, signs):
    address = f"{API}/actions/{signs.action.public_id}/"
    changed = coordinator_program.patch(address, {"summary": "Kort", "origin": "existing_effort"}, headers=if_match(1))
    assert (changed.json()["summary"], changed.json()["origin"], changed.json()["version"]) == (
        "Kort",
        "existing_effort",
        2,
    )
    answer = coordinator_program.patch(address, {"number": "9"}, headers=if_match(2))
    assert problem(answer, 400, "invalid")["errors"].keys() == {"number"}
    for name in ("deadlines", "plan", "status", "funding"):
        answer = coordinator_program.patch(address, {name: []}, headers=if_match(2))
        assert problem(answer, 400, "invalid")["errors"].keys() == {name}


def test_actions_are_found_by_plan_objective_number_and_words(coordinator_program, signs, draft):
    below = ObjectiveFactory(plan=signs.plan, parent=signs.objective, number="1.a")
    ActionFactory(objective=below, number="1.10", title="Støjskærme", translations={})

    def numbers(query):
        return [action["number"] for action in coordinator_program.get(f"{API}/actions/{query}").json()["results"]]

    assert numbers("?plan=signs") == ["1.1", "1.10"]
    assert numbers("?plan=signs&objective=1") == ["1.1", "1.10"]
    assert numbers("?objective=1.a") == numbers("?q=støj") == numbers("?number=1.10") == ["1.10"]
    assert numbers("?plan=secret&plan=signs&as_of=2018-01-01") == ["1.1", "1.10", "7.1"]
    problem(coordinator_program.get(f"{API}/actions/?plan=signs&objective=7"), 400, "invalid")


def test_a_deadline_is_created_changed_and_removed_in_a_draft(coordinator_program, draft):
    made = coordinator_program.post(
        f"{API}/deadlines/",
        {
            "action": str(draft.action.public_id),
            "key": "second",
            "label": "Anden",
            "original": {"latest": "2199-06-30"},
        },
    )
    assert made.status_code == 201
    deadline = made.json()
    assert (deadline["ref"], deadline["current"]["edtf"]) == ("secret/7.1/second", "../2199-06-30")
    assert made.headers["Location"] == deadline["url"]
    changed = coordinator_program.patch(deadline["url"], {"label": "Ny", "kind": "event"}, headers=if_match(1))
    assert (changed.json()["label"], changed.json()["kind"], changed.json()["version"]) == ("Ny", "event", 2)
    assert coordinator_program.delete(deadline["url"], headers=if_match(2)).status_code == 204
    problem(coordinator_program.delete(f"{API}/deadlines/secret/7.1/hidden/", headers=if_match(1)), 409, "has_history")
    assert Deadline.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["original", "current", "key", "status", "action", "moves", "plan", "position", "forecast"]
)
def test_what_is_recorded_elsewhere_or_computed_is_not_changed_here(coordinator_program, signs, name):
    answer = coordinator_program.patch(f"{API}/deadlines/signs/1.1/guidance/", {name: "2199"}, headers=if_match(1))
    assert problem(answer, 400, "invalid")["errors"].keys() == {name}


def test_a_reading_is_not_confirmed_in_silence_once_published(coordinator_program, signs):
    address = f"{API}/deadlines/signs/1.1/guidance/"
    answer = coordinator_program.patch(address, {"is_confirmed": False}, headers=if_match(1))
    assert problem(answer, 400, "invalid")["errors"].keys() == {"is_confirmed"}


def test_a_deadline_has_one_address_by_id_and_one_by_ref(reader, signs):
    by_ref = reader.get(f"{API}/deadlines/signs/1.1/guidance/").json()
    assert reader.get(by_ref["url"]).json() == by_ref
    assert reader.get(f"{API}/deadlines/{str(signs.guidance.public_id).upper()}/").json() == by_ref


def test_a_deadline_on_which_something_was_recorded_keeps_its_reports_when_it_is_changed(coordinator_program, signs):
    coordinator_program.post(
        f"{API}/status-updates/", {"deadline": "signs/1.1/guidance", "status": "in_progress", **LATE}
    )
    address = f"{API}/deadlines/signs/1.1/guidance/?lang=da"
    problem(coordinator_program.patch(address, {"label": "Ny"}, headers=if_match(1)), 412, "stale")
    changed = coordinator_program.patch(address, {"label": "Ny", "translations": {}}, headers=if_match(2)).json()
    assert (changed["label"], changed["status"], changed["version"]) == ("Ny", "in_progress", 3)


def test_an_organisation_is_created_changed_and_removed_while_nothing_names_it(coordinator_program, program):
    made = coordinator_program.post(
        f"{API}/organisations/", {"slug": "vd", "name": "Vejdirektoratet", "kind": "agency", "aliases": ["VD"]}
    )
    assert made.status_code == 201
    body = made.json()
    above = OrganisationFactory(abbreviation="TRM")
    changed = coordinator_program.patch(body["url"], {"parent": str(above.public_id)}, headers=if_match(1))
    assert (changed.json()["parent"]["abbreviation"], changed.json()["aliases"]) == ("TRM", ["VD"])
    loop = coordinator_program.patch(
        f"{API}/organisations/{above.public_id}/", {"parent": body["id"]}, headers=if_match(1)
    )
    assert problem(loop, 400, "invalid")["errors"].keys() == {"parent"}
    slug = coordinator_program.patch(body["url"], {"slug": "other"}, headers=if_match(2))
    assert problem(slug, 400, "invalid")["errors"].keys() == {"slug"}
    own = program(MembershipRole.COORDINATOR, organisation=above)
    problem(own.patch(body["url"], {"name": "x"}, headers=if_match(2)), 403, "not_allowed")
    assert coordinator_program.delete(body["url"], headers=if_match(2)).status_code == 204
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("aliases", ["VD", [7], [""], [["x"]], ["x" * 301], ["x"] * 51, ["a\x00"]])
def test_other_names_are_a_list_of_texts(coordinator_program, signs, aliases):
    address = f"{API}/organisations/{signs.ministry.public_id}/"
    answer = coordinator_program.patch(address, {"aliases": aliases}, headers=if_match(1))
    (name,) = problem(answer, 400, "invalid")["errors"]
    assert name.partition(".")[0] == "aliases"


def test_organisations_are_found_by_kind_abbreviation_and_words(reader, signs):
    OrganisationFactory(slug="politi", name="Rigspolitiet", abbreviation="RP", kind="police")

    def slugs(query):
        return [body["slug"] for body in reader.get(f"{API}/organisations/{query}").json()["results"]]

    assert slugs("") == ["politi", "trm"]
    assert slugs("?kind=police") == slugs("?q=rigs") == slugs("?abbreviation=RP") == ["politi"]


@pytest.mark.parametrize("resource", ["plans", "objectives", "actions", "deadlines", "organisations"])
def test_nobody_but_coordinators_makes_anything(program, signs, resource):
    content = {
        "plans": {"slug": "x", "title": "x"},
        "objectives": {"plan": "signs", "number": "9", "title": "x"},
        "actions": {
            "plan": "signs",
            "objective": str(signs.objective.public_id),
            "number": "9",
            "title": "x",
            "deadlines": [{"key": "x", "label": "x"}],
        },
        "deadlines": {"action": str(signs.action.public_id), "key": "x", "label": "x"},
        "organisations": {"slug": "x", "name": "x"},
    }[resource]
    for role in (MembershipRole.READER, MembershipRole.CONTRIBUTOR, MembershipRole.AUDITOR):
        problem(program(role).post(f"{API}/{resource}/", content), 403, "not_allowed")
    assert program(MembershipRole.COORDINATOR).post(f"{API}/{resource}/", content).status_code == 201
