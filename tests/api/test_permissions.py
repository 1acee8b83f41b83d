"""Who comes in, and with what a token may do."""

import pytest

from initiatives.choices import MembershipRole, TokenScope
from tests.api.conftest import LATE, problem

REPORT = {"deadline": "signs/1.1/guidance", "status": "in_progress", **LATE}


@pytest.mark.parametrize("role", [None, MembershipRole.ADMINISTRATOR])
def test_an_account_without_a_role_in_the_content_is_told_so(program, role):
    told = problem(program(role).get("/api/v1/plans/"), 403, "not_allowed")
    assert told["detail"] == "Your account has no role in the plans. An administrator gives roles."


@pytest.mark.parametrize(
    "role", [MembershipRole.READER, MembershipRole.CONTRIBUTOR, MembershipRole.COORDINATOR, MembershipRole.AUDITOR]
)
def test_every_role_in_the_content_reads(program, role):
    assert program(role).get("/api/v1/plans/").status_code == 200


def test_a_token_for_reading_reads_and_never_writes(program, signs):
    client = program(MembershipRole.COORDINATOR, scope=TokenScope.READ)
    assert client.get("/api/v1/deadlines/signs/1.1/guidance/").status_code == 200
    for answer in (
        client.post("/api/v1/status-updates/", REPORT),
        client.patch("/api/v1/plans/signs/", {"reference": "X"}, headers={"If-Match": '"1"'}),
        client.delete("/api/v1/plans/signs/", headers={"If-Match": '"1"'}),
    ):
        assert problem(answer, 403, "not_allowed")["detail"] == "This token is for reading. Use one that may write."


def test_a_token_for_writing_may_do_no_more_than_its_account(reader, signs):
    problem(reader.post("/api/v1/status-updates/", REPORT), 403, "not_allowed")
    problem(reader.patch("/api/v1/plans/signs/", {"reference": "X"}, headers={"If-Match": '"1"'}), 403, "not_allowed")


def test_a_method_header_does_not_turn_one_method_into_another(reader, signs):
    answer = reader.get("/api/v1/plans/signs/", headers={"X-HTTP-Method-Override": "DELETE"})
    assert answer.status_code == 200
