"""The description of the interface is sound, whole, and true of what is answered."""

import io
from uuid import UUID

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator

from initiatives.api.examples import EXAMPLES
from initiatives.api.urls import router
from initiatives.models import StatusUpdate
from initiatives.periods import Period
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import Report, record, withdraw
from tests.api.conftest import problem

METHODS = {"list": "get", "create": "post", "retrieve": "get", "partial_update": "patch", "destroy": "delete"}
LOGS = {"status-update", "deadline-change"}


DESCRIBED = []


@pytest.fixture
def schema(reader):
    """The description, which is the same for everybody: it is asked for once."""
    if not DESCRIBED:
        answer = reader.get("/api/schema/")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/vnd.oai.openapi+json")
        DESCRIBED.append(answer.json())
    return DESCRIBED[0]


def check(schema, reference, value):
    """Check a value against a shape of the description."""
    Draft202012Validator({**reference, "components": schema["components"]}).validate(value)


def operation(schema, resource, action):
    path = f"/api/v1/{resource}s/"
    if action not in ("list", "create"):
        path += "{slug}/" if resource == "plan" else "{id}/"
    return schema["paths"][path][METHODS[action]]


def test_the_description_has_no_error_and_no_warning():
    out = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    assert out.getvalue().startswith("openapi: 3.1.0")


def test_every_operation_is_described_with_all_its_refusals(schema):
    described = {
        (operation["operationId"], method): set(operation["responses"])
        for path in schema["paths"].values()
        for method, operation in path.items()
    }
    every = {"400", "401", "403", "406", "429", "500", "503"}
    edit = every | {"404", "409", "412", "413", "415", "428"}
    make = every | {"201", "409", "412", "413", "415", "422", "428"}
    expected = {}
    for name, _viewset, basename in router.registry:
        name = name.replace("-", "_")
        is_log = basename in LOGS
        expected[f"{name}_list", "get"] = every | {"200"}
        expected[f"{name}_retrieve", "get"] = every | {"200", "404"} | (set() if is_log else {"304"})
        expected[f"{name}_create", "post"] = make
        if not is_log:
            expected[f"{name}_partial_update", "patch"] = edit | {"200"}
            expected[f"{name}_destroy", "delete"] = edit - {"413", "415"} | {"204"}
    expected["progress_report", "get"] = every | {"200", "304"}
    assert described == expected


def test_every_refusal_is_a_problem_with_an_example(schema):
    for path in schema["paths"].values():
        for described in path.values():
            for status, answer in described["responses"].items():
                if status >= "400":
                    (content,) = answer["content"].items()
                    assert content[0] == "application/problem+json"
                    for example in content[1]["examples"].values():
                        check(schema, content[1]["schema"], example["value"])


def test_preconditions_and_keys_are_described_where_they_count(schema):
    def headers(resource, action):
        parameters = operation(schema, resource, action).get("parameters", [])
        return {each["name"]: each.get("required", False) for each in parameters if each["in"] == "header"}

    assert headers("plan", "partial_update") == headers("deadline", "destroy") == {"If-Match": True}
    assert headers("deadline-change", "create") == {"Idempotency-Key": False, "If-Match": True}
    assert headers("status-update", "create") == {"Idempotency-Key": False, "If-Match": False}
    assert headers("action", "create") == {"Idempotency-Key": False}
    assert headers("objective", "retrieve") == {"If-None-Match": False}


def test_texts_that_may_not_be_empty_are_described_so(schema):
    written = operation(schema, "action", "create")["requestBody"]["content"]["application/json"]["schema"]
    properties = schema["components"]["schemas"][written["$ref"].rpartition("/")[2]]["properties"]
    assert (properties["title"]["minLength"], properties["number"]["minLength"]) == (1, 1)
    assert "minLength" not in properties["summary"]


def test_every_filter_is_described_with_its_values(schema):
    described = {each["name"]: each for each in operation(schema, "deadline", "list")["parameters"]}
    names = "plan objective action organisation role status position overdue delayed kind due due_from due_to"
    others = "confirmed confidence freshness q ordering as_of known lang cursor page_size count format"
    assert described.keys() == {*names.split(), *others.split()}
    assert "none" in described["status"]["schema"]["items"]["enum"]
    assert described["format"]["schema"]["enum"][0] == "json"


@pytest.fixture
def record_of_everything(signs, author_at):
    """One row at least of everything that can be read, with as many of its fields filled as can be."""
    report = Report(status="in_progress", forecast=Period.year(2199), delay_reason="capacity")
    row = record(by=author_at(2018, 10, 1), deadline=signs.guidance, report=report)
    withdraw(by=author_at(2018, 10, 2), target=row, reason="Forkert")
    record(by=author_at(2018, 10, 3), deadline=signs.guidance, report=report)
    move_deadline(
        by=author_at(2018, 10, 4),
        deadline=signs.guidance,
        period=Period.year(2199),
        reason="capacity",
        explanation="Få hænder",
    )


@pytest.mark.parametrize("resource", [basename for _name, _viewset, basename in router.registry])
def test_what_is_read_has_the_shape_that_is_described(coordinator_program, schema, record_of_everything, resource):
    page = coordinator_program.get(f"/api/v1/{resource}s/?count=1").json()
    content = operation(schema, resource, "list")["responses"]["200"]["content"]
    check(schema, content["application/json"]["schema"], page)
    assert page["results"]
    shape = operation(schema, resource, "retrieve")["responses"]["200"]["content"]["application/json"]["schema"]
    properties = schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]]["properties"]
    for thing in page["results"]:
        assert coordinator_program.get(thing["url"]).json() == thing
        check(schema, shape, thing)
        assert list(thing) == list(properties), "nothing is read that is not described, nor in another order"


@pytest.mark.parametrize(("resource", "action"), EXAMPLES)
def test_every_example_is_of_the_described_shape_and_works(
    coordinator_program, schema, signs, draft, author_at, resource, action
):
    signs.objective.__class__.objects.filter(pk=signs.objective.pk).update(
        public_id=UUID("0f2f7dd4-6b0a-4f0e-9b61-3d8a52a3c1c5")
    )
    signs.action.__class__.objects.filter(pk=signs.action.pk).update(
        public_id=UUID("7c6f2cb7-5f3c-4f44-8a53-0a8f1a2c9b10")
    )
    body = operation(schema, resource, action)["requestBody"]["content"]["application/json"]
    assert [example.name for example in EXAMPLES[resource, action]] == [
        each["summary"] for each in body["examples"].values()
    ]
    record(by=author_at(2018, 5, 1), deadline=signs.hearing, report=Report(status="in_progress"))
    record(
        by=author_at(2018, 5, 1),
        deadline=signs.done,
        report=Report(status="completed", completed=Period.year(2017), note="x"),
    )
    for example in EXAMPLES[resource, action]:
        value = dict(example.value)
        check(schema, body["schema"], value)
        headers = {}
        if resource == "deadline-change":
            current = coordinator_program.get(f"/api/v1/deadlines/{value['deadline']}/")
            headers["If-Match"] = current.headers["ETag"]
        if "corrects" in value:
            value["corrects"] = str(StatusUpdate.objects.filter(deadline=signs.hearing).last().public_id)
        if action == "create":
            answer = coordinator_program.post(f"/api/v1/{resource}s/", value, headers=headers)
            assert answer.status_code == 201, (example.name, answer.content)
            described = operation(schema, resource, action)["responses"]["201"]["content"]["application/json"]
        else:
            plan = "secret" if value.get("state") else "signs"
            things = coordinator_program.get(f"/api/v1/{resource}s/?lang=da").json()["results"]
            thing = next((each for each in things if each.get("slug") == plan), things[-1])
            address = f"{thing['url']}?lang=da"
            answer = coordinator_program.patch(address, value, headers={"If-Match": f'"{thing["version"]}"'})
            assert answer.status_code == 200, (example.name, answer.content)
            described = operation(schema, resource, action)["responses"]["200"]["content"]["application/json"]
        check(schema, described["schema"], answer.json())


def test_the_description_is_had_in_yaml_too_and_in_nothing_else(reader):
    answer = reader.get("/api/schema/", headers={"Accept": "application/vnd.oai.openapi"})
    assert answer.content.startswith(b"openapi: 3.1.0")
    problem(reader.get("/api/schema/", headers={"Accept": "text/html"}), 406, "not_acceptable")
    problem(reader.get("/api/schema/?nope=1"), 400, "invalid")


def test_the_description_is_the_same_for_readers_of_all_languages(reader):
    danish, english = (reader.get("/api/schema/", headers={"Accept-Language": code}).content for code in ("da", "en"))
    assert danish == english
