"""The log of status through the REST interface: every kind of row, read and recorded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.choices import MembershipRole
from initiatives.models import StatusUpdate
from initiatives.services.status_updates import Report, record
from tests.api.conftest import LATE, problem

UPDATES = "/api/v1/status-updates/"
TODAY = timezone.localdate


@pytest.fixture
def post(coordinator_program, signs):
    """Return what comes of a row with these fields, by default about the hearing, which is due in a far year."""

    def send(expected=201, **fields):
        answer = coordinator_program.post(UPDATES, {"deadline": "signs/1.1/hearing", **fields})
        assert answer.status_code == expected, answer.content
        return answer.json()

    return send


def test_a_report_is_recorded_and_the_answer_shows_the_deadline_as_it_now_stands(coordinator_program, signs):
    report = {
        "deadline": "signs/1.1/guidance",
        "kind": "report",
        "status": "in_progress",
        "started_on": "2018-02-01",
        "forecast": "2199-36",
        "confidence": "amber",
        "confidence_reason": "Få hænder",
        "delay_reason": "capacity",
        "note": "Udkast i høring",
        "internal_note": "Kun for os",
        "evidence": [
            {"title": "Udkast", "link": "https://example.org/udkast"},
            {"title": "Sag", "case_number": "2018-1234"},
        ],
    }
    answer = coordinator_program.post(UPDATES, report)
    assert answer.status_code == 201
    told = answer.json()
    row, deadline = told["status_update"], told["deadline"]
    assert answer.headers["Location"] == row["url"]
    assert coordinator_program.get(row["url"]).json() == row
    assert coordinator_program.get(deadline["url"]).json() == deadline
    assert row == {
        "id": row["id"],
        "url": f"http://testserver/api/v1/status-updates/{row['id']}/",
        "deadline": {"id": deadline["id"], "ref": "signs/1.1/guidance", "url": deadline["url"]},
        "seq": 1,
        "effective_on": "2018-02-01",
        "recorded_at": row["recorded_at"],
        "recorded_by": coordinator_program.user.display_name,
        "known_at": row["recorded_at"],
        "origin": "person",
        "kind": "report",
        "status": "in_progress",
        "started_on": "2018-02-01",
        "completed": None,
        "forecast": {"edtf": "2199-36", "earliest": "2199-10-01", "latest": "2199-12-31", "precision": "quarter"},
        "confidence": "amber",
        "confidence_reason": "Få hænder",
        "delay_reason": "capacity",
        "note": "Udkast i høring",
        "internal_note": "Kun for os",
        "evidence": [
            {"title": "Udkast", "link": "https://example.org/udkast", "case_number": ""},
            {"title": "Sag", "link": "", "case_number": "2018-1234"},
        ],
        "superseded_by": None,
        "corrects": None,
        "struck_by": None,
    }
    assert (deadline["status"], deadline["position"], deadline["version"]) == ("in_progress", "overdue", 2)
    assert deadline["last_update"]["id"] == row["id"]


def test_unchanged_confirms_the_last_report(post):
    post(status="in_progress", note="Under way")
    row = post(kind="unchanged")["status_update"]
    assert (row["kind"], row["status"], row["note"]) == ("unchanged", "in_progress", "Under way")
    told = post(400, kind="unchanged", status="on_hold", note="And more")
    assert told["errors"].keys() == {"status", "note"}


def test_unchanged_needs_something_to_confirm(post):
    assert post(400, kind="unchanged")["detail"] == "Nothing has been reported yet, so there is nothing to confirm."


def test_a_correction_takes_the_place_of_its_row_which_stays(post, coordinator_program):
    first = post(status="in_progress")["status_update"]
    told = post(kind="correction", corrects=first["id"], status="on_hold")
    row = told["status_update"]
    assert (row["kind"], row["corrects"]["id"], told["deadline"]["status"]) == ("correction", first["id"], "on_hold")
    struck = coordinator_program.get(first["url"]).json()
    assert struck["struck_by"] == {"id": row["id"], "kind": "correction", "url": row["url"]}
    again = post(400, kind="correction", corrects=first["id"], status="on_hold")
    assert again["detail"] == "This row has been corrected or withdrawn already."


def test_a_withdrawal_restores_what_stood_before(post):
    first = post(status="in_progress")["status_update"]
    assert post(400, kind="withdrawal", corrects=first["id"])["errors"].keys() == {"note"}
    assert post(400, kind="withdrawal", corrects=first["id"], note="x", status="on_hold")["errors"].keys() == {"status"}
    told = post(kind="withdrawal", corrects=first["id"], note="Forkert frist")
    assert (told["status_update"]["kind"], told["status_update"]["status"]) == ("withdrawal", "none")
    assert (told["deadline"]["status"], told["deadline"]["last_update"]) == ("none", None)


def test_a_completed_deadline_is_reopened_with_a_note(post):
    post(status="completed", completed="2018-05-01", note="Færdig")
    assert post(400, status="in_progress")["errors"].keys() == {"status"}
    assert post(400, kind="reopening", status="in_progress")["errors"].keys() == {"note"}
    told = post(kind="reopening", status="in_progress", note="Sendt tilbage")
    assert (told["status_update"]["kind"], told["deadline"]["status"]) == ("reopening", "in_progress")


def test_a_superseded_deadline_names_its_successor(post, signs):
    told = post(status="superseded", superseded_by="signs/1.1/done", note="Samlet ét sted")
    assert told["status_update"]["superseded_by"]["id"] == str(signs.done.public_id)
    assert told["deadline"]["position"] == "closed"


def test_a_completion_whose_day_is_unknown_says_so(post):
    assert post(400, status="completed", note="Færdig")["errors"].keys() == {"completed"}
    told = post(status="completed", completion_unknown=True, note="Ingen ved hvornår")
    assert told["deadline"]["position"] == "met_undated"


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"kind": "correction", "status": "on_hold"}, {"corrects"}),
        ({"kind": "withdrawal", "note": "x"}, {"corrects"}),
        ({"kind": "report"}, {"status"}),
        ({"kind": "reopening", "note": "x"}, {"status"}),
        ({"kind": "apology", "status": "on_hold"}, {"kind"}),
        ({"status": "in_progress", "confidence": "red"}, {"confidence_reason"}),
        ({"status": "cancelled"}, {"note"}),
        ({"status": "completed", "completed": "2018-05-01"}, {"evidence"}),
        ({"status": "in_progress", "effective_on": "2199-01-01"}, {"effective_on"}),
        ({"status": "in_progress", "evidence": [{"title": "x"}]}, {"evidence"}),
        ({"status": "in_progress", "evidence": {"title": "x"}}, {"evidence"}),
        ({"status": "in_progress", "evidence": [{"title": "x", "link": "javascript:alert(1)"}]}, {"link"}),
        ({"status": "in_progress", "evidence": [{"title": "x", "case_number": "1"}] * 51}, {"evidence"}),
    ],
)
def test_a_row_that_does_not_say_what_it_must_is_refused_by_field(post, fields, errors):
    assert post(400, **fields)["errors"].keys() == errors
    assert not StatusUpdate.objects.exists()


def test_an_overdue_deadline_asks_why_and_until_when(post):
    told = post(400, deadline="signs/1.1/guidance", status="in_progress")
    assert told["errors"].keys() == {"delay_reason", "forecast"}


def test_only_corrections_and_withdrawals_name_another_row_and_one_of_the_same_deadline(post):
    first = post(status="in_progress")["status_update"]
    assert post(400, status="on_hold", corrects=first["id"])["errors"].keys() == {"corrects"}
    told = post(400, deadline="signs/1.1/done", kind="correction", corrects=first["id"], status="on_hold")
    assert told["errors"].keys() == {"deadline"}


def test_contributors_record_for_their_own_organisation_and_take_back_their_own_rows(program, signs, author_at):
    own = program(MembershipRole.CONTRIBUTOR, organisation=signs.ministry)
    report = {"deadline": "signs/1.1/guidance", "status": "in_progress", **LATE}
    row = own.post(UPDATES, report).json()["status_update"]
    assert row["recorded_by"] == own.user.display_name
    others = record(by=author_at(2018, 5, 1), deadline=signs.hearing, report=Report(status="in_progress"))
    withdrawal = {"kind": "withdrawal", "note": "Forkert"}
    problem(own.post(UPDATES, {**withdrawal, "corrects": str(others.public_id)}), 403, "not_allowed")
    assert own.post(UPDATES, {**withdrawal, "corrects": row["id"]}).status_code == 201
    problem(own.post(UPDATES, {**report, "status": "cancelled", "note": "x"}), 403, "not_allowed")


def test_the_newest_row_comes_first_and_filters_narrow(coordinator_program, signs, author_at):
    for deadline, day in ((signs.guidance, 1), (signs.hearing, 2), (signs.guidance, 3)):
        record(by=author_at(2018, 5, day), deadline=deadline, report=Report(status="in_progress"))

    def days(query=""):
        rows = coordinator_program.get(f"{UPDATES}{query}").json()["results"]
        return [int(row["effective_on"][-2:]) for row in rows]

    assert days() == [3, 2, 1]
    assert days("?ordering=known") == [1, 2, 3]
    assert days("?deadline=signs/1.1/guidance") == [3, 1]
    assert days(f"?deadline={signs.hearing.public_id}&deadline=signs/1.1/guidance") == [3, 2, 1]
    assert days("?plan=signs&known_from=2018-05-02&known_to=2018-05-02") == [2]
    assert days("?kind=unchanged") == []
    assert days("?status=in_progress&status=on_hold") == [3, 2, 1]
    assert days("?as_of=2018-05-02") == [2, 1], "what was known by then"
    first = coordinator_program.get(f"{UPDATES}?page_size=2").json()
    second = coordinator_program.get(first["next"]).json()
    assert [row["seq"] for row in first["results"] + second["results"]] == [2, 1, 1]
    assert second["next"] is None
    for query in ("ordering=password", "kind=nope", "known_from=yesterday", "deadline=none", "page_size=x", "nope=1"):
        name = query.partition("=")[0]
        assert list(problem(coordinator_program.get(f"{UPDATES}?{query}"), 400, "invalid")["errors"]) == [name]


def test_a_row_struck_later_stands_unmarked_on_the_day_before(coordinator_program, signs, author_at):
    from initiatives.services.status_updates import withdraw

    row = record(by=author_at(2018, 5, 1), deadline=signs.guidance, report=Report(status="in_progress"))
    withdraw(by=author_at(2018, 6, 1), target=row, reason="Forkert")
    address = f"{UPDATES}{row.public_id}/"
    assert coordinator_program.get(address).json()["struck_by"]["kind"] == "withdrawal"
    assert coordinator_program.get(f"{address}?as_of=2018-05-31").json()["struck_by"] is None
    problem(coordinator_program.get(f"{address}?as_of=2018-04-30"), 404, "not_found")


def test_what_is_recorded_today_is_known_tomorrow_too(post, coordinator_program):
    row = post(status="in_progress")["status_update"]
    tomorrow = TODAY() + timedelta(days=1)
    assert coordinator_program.get(f"{row['url']}?as_of={tomorrow}").status_code == 200
