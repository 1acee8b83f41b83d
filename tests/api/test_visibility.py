"""What a person may not see does not exist for them: not in lists, addresses, bodies, filters, counts or messages."""

import pytest

from initiatives.choices import MembershipRole
from initiatives.services.status_updates import Report, record
from tests.api.conftest import LATE, problem, whole
from tests.factories import OrganisationFactory

RESOURCES = ("plans", "objectives", "actions", "deadlines", "status-updates", "deadline-changes")
SECRETS = (b"secret", b"Hemmelig", b"hidden")


@pytest.fixture
def update(draft, author_at):
    return record(by=author_at(2018, 5, 1), deadline=draft.deadline, report=Report(status="in_progress"))


@pytest.fixture(params=["reader", "contributor of another ministry", "coordinator of another plan"])
def outsider(request, program, signs):
    """Somebody with a role, which does not reach the draft."""
    if request.param == "reader":
        return program(MembershipRole.READER)
    if request.param.startswith("contributor"):
        return program(MembershipRole.CONTRIBUTOR, organisation=OrganisationFactory())
    return program(MembershipRole.COORDINATOR, plan=signs.plan)


def addresses_of(draft, update):
    return [
        "plans/secret/",
        f"objectives/{draft.objective.public_id}/",
        f"actions/{draft.action.public_id}/",
        f"deadlines/{draft.deadline.public_id}/",
        "deadlines/secret/7.1/hidden/",
        f"status-updates/{update.public_id}/",
    ]


@pytest.mark.parametrize("query", ["", "?count=1", "?as_of=2018-12-31", "?format=csv", "?page_size=500"])
@pytest.mark.parametrize("resource", RESOURCES)
def test_no_list_shows_or_counts_a_draft(outsider, draft, update, resource, query):
    answer = outsider.get(f"/api/v1/{resource}/{query}")
    content = whole(answer) if answer.streaming else answer.content
    assert answer.status_code == 200
    assert not [secret for secret in SECRETS if secret in content]
    if query == "?count=1":
        assert answer.json()["count"] == len(answer.json()["results"])


def test_no_address_of_a_draft_tells_that_it_is_there(outsider, draft, update):
    for address in addresses_of(draft, update):
        told = problem(outsider.get(f"/api/v1/{address}"), 404, "not_found")
        missing = problem(outsider.get(f"/api/v1/{address.split('/')[0]}/none/"), 404, "not_found")
        assert told == missing
        for day in ("2018-12-31", "2018-12-31&known=now"):
            problem(outsider.get(f"/api/v1/{address}?as_of={day}"), 404, "not_found")
    for address in addresses_of(draft, update)[:-1]:
        problem(outsider.patch(f"/api/v1/{address}", {}, headers={"If-Match": '"1"'}), 404, "not_found")
        problem(outsider.delete(f"/api/v1/{address}", headers={"If-Match": '"1"'}), 404, "not_found")


def test_no_body_finds_a_draft(outsider, draft, update):
    for name in (str(draft.deadline.public_id), "secret/7.1/hidden"):
        told = problem(
            outsider.post("/api/v1/status-updates/", {"deadline": name, "status": "on_hold"}), 400, "invalid"
        )
        assert told["errors"] == {"deadline": ["There is no such thing."]}
    told = problem(
        outsider.post(
            "/api/v1/status-updates/",
            {"deadline": "signs/1.1/guidance", "status": "superseded", "superseded_by": "secret/7.1/hidden", **LATE},
        ),
        400,
        "invalid",
    )
    assert told["errors"] == {"superseded_by": ["There is no such thing."]}
    told = problem(
        outsider.post(
            "/api/v1/status-updates/", {"kind": "withdrawal", "corrects": str(update.public_id), "note": "Væk"}
        ),
        400,
        "invalid",
    )
    assert told["errors"] == {"corrects": ["There is no such thing."]}
    told = problem(
        outsider.post("/api/v1/objectives/", {"plan": "secret", "number": "8", "title": "x"}), 400, "invalid"
    )
    assert told["errors"] == {"plan": ["There is no such thing."]}


@pytest.mark.parametrize("resource", ["objectives", "actions", "deadlines", "status-updates", "deadline-changes"])
def test_no_filter_tells_a_draft_from_a_plan_that_is_not_there(outsider, draft, resource):
    told = [
        problem(outsider.get(f"/api/v1/{resource}/?plan={slug}"), 400, "invalid")["errors"]["plan"][0].replace(
            slug, "x"
        )
        for slug in ("secret", "absent")
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize("resource", ["status-updates", "deadline-changes"])
def test_no_filter_by_deadline_finds_a_draft(outsider, draft, resource):
    answer = outsider.get(f"/api/v1/{resource}/?deadline=secret/7.1/hidden")
    assert problem(answer, 400, "invalid")["errors"].keys() == {"deadline"}


def test_those_who_see_drafts_see_them_here_too(program, draft, update):
    auditor = program(MembershipRole.AUDITOR)
    for client in (auditor, program(MembershipRole.COORDINATOR), program(MembershipRole.COORDINATOR, plan=draft.plan)):
        for address in addresses_of(draft, update):
            assert client.get(f"/api/v1/{address}").status_code == 200, address
    problem(auditor.patch("/api/v1/plans/secret/", {}, headers={"If-Match": '"1"'}), 403, "not_allowed")


def test_an_internal_note_is_read_by_those_concerned_alone(program, signs, author_at):
    report = Report(status="in_progress", note="For all", internal_note="For us")
    row = record(by=author_at(2018, 5, 1), deadline=signs.guidance, report=report)
    address = f"/api/v1/status-updates/{row.public_id}/"
    concerned = [
        program(MembershipRole.CONTRIBUTOR, organisation=signs.ministry),
        program(MembershipRole.COORDINATOR, plan=signs.plan),
        program(MembershipRole.COORDINATOR),
        program(MembershipRole.AUDITOR),
    ]
    others = [program(MembershipRole.READER), program(MembershipRole.CONTRIBUTOR, organisation=OrganisationFactory())]
    for client, note in [*((each, "For us") for each in concerned), *((each, None) for each in others)]:
        assert client.get(address).json()["internal_note"] == note
        assert [row["internal_note"] for row in client.get("/api/v1/status-updates/").json()["results"]] == [note]
        assert (b"For us" in whole(client.get("/api/v1/status-updates/?format=csv"))) is (note is not None)
        assert b"For us" not in client.get("/api/v1/deadlines/").content
        assert b"For us" not in whole(client.get("/api/v1/deadlines/?format=csv"))


def test_database_ids_never_leave(coordinator_program, signs, author_at):
    record(by=author_at(2018, 5, 1), deadline=signs.guidance, report=Report(status="in_progress"))
    for resource in (*RESOURCES, "organisations"):
        for row in coordinator_program.get(f"/api/v1/{resource}/").json()["results"]:
            assert len(row["id"]) == 36
            assert not [name for name in row if name.endswith("_id") or name == "pk"]
