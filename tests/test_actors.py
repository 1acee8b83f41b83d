"""What each actor of the threat model might try next, where no other test does: SECURITY.md has the table."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from initiatives.choices import MembershipRole, TokenScope
from initiatives.models import ApiToken, Membership, StatusUpdate, User
from tests.api.conftest import program, signs  # noqa: F401 (fixtures are found by name)

UPDATES, PLAN = "/api/v1/status-updates/", "/api/v1/plans/signs/"
REPORT = {"deadline": "signs/1.1/guidance", "status": "in_progress", "note": "x", "delay_reason": "capacity"}
REPORT["forecast"] = "2199"


def test_a_stolen_token_for_reading_writes_nothing_by_any_disguise(program, signs):  # noqa: F811
    thief = program(MembershipRole.COORDINATOR, scope=TokenScope.READ)
    etag = thief.get(PLAN).headers["ETag"]
    assert thief.post(UPDATES, REPORT).status_code == 403
    assert thief.patch(PLAN, {"summary": "x"}, headers={"If-Match": etag}).status_code == 403
    for header in ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"):
        thief.get(PLAN, {"_method": "DELETE"}, headers={header: "DELETE"})
        assert thief.post(UPDATES, REPORT, headers={header: "GET"}).status_code == 403
    assert not StatusUpdate.objects.exists()
    signs.plan.refresh_from_db()
    assert signs.plan.summary != "x"


@pytest.mark.parametrize("address", ["/", "/me/", "/plans/signs/", "/admin/", "/reports/"])
def test_a_token_opens_no_page_and_makes_no_other_token(program, signs, address):  # noqa: F811
    thief = program(MembershipRole.COORDINATOR)
    answer = thief.get(address)
    assert answer.status_code == 302
    assert answer.url.startswith(("/sign-in/", "/admin/login/"))
    thief.post("/me/", {"name": "mine", "scope": "write", "days": 365})
    assert ApiToken.objects.count() == 1


def test_a_membership_that_ended_ends_what_a_kept_session_and_a_kept_token_open(client, program, signs):  # noqa: F811
    leaver = program(MembershipRole.COORDINATOR)
    client.force_login(leaver.user)
    key = {"Idempotency-Key": "before"}
    assert leaver.post(UPDATES, REPORT, headers=key).status_code == 201
    assert client.get("/plans/signs/").status_code == 200
    Membership.objects.filter(user=leaver.user).update(valid_to=timezone.localdate() - timedelta(days=1))
    # The answer that was kept for a repetition is not given either.
    assert leaver.post(UPDATES, REPORT, headers=key).status_code == 403
    assert leaver.get(UPDATES).status_code == 403
    for address in ("/", "/plans/signs/", "/deadlines/?format=csv", "/reports/", "/search/?q=a"):
        assert client.get(address).status_code == 403, address


def test_an_administrator_reads_and_writes_no_content(client, program, signs):  # noqa: F811
    administrator = program(MembershipRole.ADMINISTRATOR)
    client.force_login(administrator.user)
    assert administrator.get(PLAN).status_code == 403
    assert administrator.post(UPDATES, REPORT).status_code == 403
    for address in ("/plans/signs/", "/deadlines/", "/reports/", "/admin/initiatives/plan/"):
        assert client.get(address).status_code == 403, address


def test_a_password_of_an_account_that_was_switched_off_on_the_way_opens_nothing(program, signs):  # noqa: F811
    leaver = program(MembershipRole.COORDINATOR)
    User.objects.filter(pk=leaver.user.pk).update(is_active=False)
    assert leaver.get(PLAN).status_code == 401
    assert APIClient(headers={"Authorization": f"Token {leaver.token}"}).post(UPDATES, REPORT).status_code == 401
