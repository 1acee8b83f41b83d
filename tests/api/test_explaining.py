"""Whatever goes wrong is told as a problem, with its own status and no secret of ours."""

import logging
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client
from rest_framework.test import APIClient

from initiatives.choices import PlanState
from initiatives.models import Plan
from tests.api.conftest import LATE, problem

faulty = pytest.mark.urls("tests.api.faulty_urls")


@pytest.fixture
def client(db):
    return APIClient(headers={"Accept-Language": "en"}, raise_request_exception=False)


@faulty
@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("fault", 500, "fault"),
        ("file", 500, "fault"),
        ("database", 503, "unavailable"),
        ("connection", 503, "unavailable"),
        ("disk", 503, "unavailable"),
        ("constraint", 409, "conflict"),
        ("suspicious", 400, "unreadable"),
        ("bad", 400, "unreadable"),
        ("denied", 403, "not_allowed"),
        ("cut-off", 400, "unreadable"),
    ],
)
def test_each_fault_has_its_status_and_keeps_its_cause_to_itself(client, name, status, code):
    answer = client.get(f"/api/faulty/{name}/")
    problem(answer, status, code)
    assert b"secret" not in answer.content
    assert b"division" not in answer.content
    assert answer.headers.get("Retry-After") == ("10" if status == 503 else None)


@faulty
@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("fault", 500, "fault"),
        ("database", 503, "unavailable"),
        ("suspicious", 400, "unreadable"),
        ("denied", 403, "not_allowed"),
    ],
)
def test_what_fails_outside_the_views_is_told_in_the_same_form(client, name, status, code):
    problem(client.get(f"/api/page/{name}/"), status, code)


@faulty
@pytest.mark.parametrize(("name", "status"), [("fault", 500), ("suspicious", 400), ("denied", 403)])
def test_other_pages_keep_their_own_error_pages(client, name, status):
    answer = client.get(f"/page/{name}/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/html; charset=utf-8")


@faulty
def test_a_fault_is_logged_with_its_cause(client, caplog):
    with caplog.at_level(logging.ERROR):
        client.get("/api/faulty/fault/")
        client.get("/api/faulty/database/")
    assert [record.exc_info[0].__name__ for record in caplog.records if record.exc_info] == [
        "ZeroDivisionError",
        "OperationalError",
    ]


def test_a_forged_host_is_refused_as_a_problem(client):
    problem(client.get("/api/v1/plans/", headers={"Host": "evil.example"}), 400, "unreadable")


@contextmanager
def unwritable_database():
    """Let the database refuse to write until the block ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA query_only = ON")
        else:
            cursor.execute("SET TRANSACTION READ ONLY")
        yield
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA query_only = OFF")
        transaction.set_rollback(True)


def test_a_database_that_cannot_be_written_is_503_and_reading_goes_on(coordinator_program, signs):
    report = {"deadline": "signs/1.1/guidance", "status": "in_progress", **LATE}
    with unwritable_database():
        answer = coordinator_program.post("/api/v1/status-updates/", report)
        problem(answer, 503, "unavailable")
        assert answer.headers["Retry-After"] == "10"
        assert coordinator_program.get("/api/v1/deadlines/signs/1.1/guidance/").json()["status"] == "none"


def test_an_unknown_address_is_404_and_says_when_only_the_slash_is_missing(reader):
    assert "slash" not in problem(reader.get("/api/v1/nothing/"), 404, "not_found")["detail"]
    for method in (reader.get, reader.post):
        assert problem(method("/api/v1/plans"), 404, "not_found")["detail"] == "Addresses here end with a slash."


@pytest.mark.parametrize("method", ["put", "trace", "options", "post"])
def test_a_method_that_an_address_does_not_have_is_405_and_names_those_it_has(reader, signs, method):
    answer = getattr(reader, method)("/api/v1/plans/signs/")
    problem(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD, PATCH, DELETE"


@pytest.mark.parametrize("log", ["status-updates", "deadline-changes"])
@pytest.mark.parametrize("method", ["patch", "put", "delete"])
def test_a_row_of_the_log_cannot_be_changed_or_removed(coordinator_program, log, method):
    address = f"/api/v1/{log}/00000000-0000-4000-8000-000000000000/"
    problem(getattr(coordinator_program, method)(address, {}), 405, "method_not_allowed")


@pytest.mark.parametrize(
    "name",
    [
        str(2**63),
        "9" * 400,
        "%00",
        "signs%00",
        "%ED%A0%80",
        "%FF",
        "../../etc/passwd",
        "..%2F..%2Fetc",
        "' OR 1=1 --",
        "00000000-0000-4000-8000-00000000000g",
        "a/b/c",
        "signs/1.1/" + "k" * 500,
        "signs/1.1/%00",
    ],
)
@pytest.mark.parametrize("resource", ["plans", "deadlines", "actions", "organisations", "status-updates"])
def test_a_name_that_nothing_has_is_404(reader, signs, resource, name):
    problem(reader.get(f"/api/v1/{resource}/{name}/"), 404, "not_found")


def test_what_is_published_or_has_a_history_is_not_removed(coordinator_program, signs):
    for address in ("plans/signs", f"actions/{signs.action.public_id}", "deadlines/signs/1.1/guidance"):
        answer = coordinator_program.delete(f"/api/v1/{address}/", headers={"If-Match": '"1"'})
        problem(answer, 409, "has_history")
    answer = coordinator_program.delete(
        f"/api/v1/organisations/{signs.ministry.public_id}/", headers={"If-Match": '"1"'}
    )
    problem(answer, 409, "has_history")


def test_nothing_is_recorded_on_an_archived_plan(coordinator_program, signs):
    Plan.objects.filter(pk=signs.plan.pk).update(state=PlanState.ARCHIVED, archived_on="2018-12-31")
    report = {"deadline": "signs/1.1/guidance", "status": "in_progress", **LATE}
    problem(coordinator_program.post("/api/v1/status-updates/", report), 409, "plan_closed")
    answer = coordinator_program.patch("/api/v1/plans/signs/", {"reference": "X"}, headers={"If-Match": '"1"'})
    problem(answer, 409, "plan_closed")


def test_every_message_about_a_field_stands_under_its_name(coordinator_program, signs):
    answer = coordinator_program.post(
        "/api/v1/status-updates/",
        {
            "deadline": "signs/1.1/guidance",
            "status": "late",
            "completed": "2018-13",
            "evidence": [{"title": "Fine", "link": "https://example.org/"}, {"link": 7}],
            "recorded_at": "2018-01-01T00:00:00Z",
        },
    )
    told = problem(answer, 400, "invalid")
    assert set(told["errors"]) == {"status", "completed", "evidence.1.title", "evidence.1.link", "recorded_at"}
    assert told["detail"].startswith("Missing or wrong: ")


def test_what_the_record_refuses_is_told_by_the_names_of_this_interface(coordinator_program, signs):
    told = problem(
        coordinator_program.post(
            "/api/v1/plans/", {"slug": "new", "title": "x", "source_link": "nonsense", "due_soon_days": 40000}
        ),
        400,
        "invalid",
    )
    assert set(told["errors"]) == {"due_soon_days"}
    told = problem(
        coordinator_program.post("/api/v1/plans/", {"slug": "new plan", "title": " ", "source_link": "ftp:x"}),
        400,
        "invalid",
    )
    assert set(told["errors"]) == {"slug", "title", "source_link"}
    told = problem(coordinator_program.post("/api/v1/plans/", {"slug": "signs", "title": "Twice"}), 400, "invalid")
    assert set(told["errors"]) == {"slug"}


def test_sentences_are_in_the_language_that_is_asked_for(reader):
    danish = problem(reader.get("/api/v1/plans/?lang=da&nope=1"), 400, "invalid")
    english = problem(reader.get("/api/v1/plans/?lang=en&nope=1"), 400, "invalid")
    assert danish["errors"].keys() == english["errors"].keys() == {"nope"}
    browser = Client(headers={"Accept-Language": "da"})
    assert problem(browser.get("/api/v1/plans/"), 401, "not_authenticated")["title"] != english["title"]


def test_people_who_may_not_write_are_told_so_before_anything_is_written(program, signs):
    contributor = program("contributor", organisation=signs.ministry)
    answer = contributor.post(
        "/api/v1/deadline-changes/",
        {
            "deadline": "signs/1.1/guidance",
            "kind": "move",
            "period": "2199",
            "reason": "capacity",
            "explanation": "Få hænder",
        },
        headers={"If-Match": '"1"'},
    )
    problem(answer, 403, "not_allowed")
    signs.guidance.refresh_from_db()
    assert signs.guidance.version == 1
