"""Signing in to the REST interface: by token or by session, and never without."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from initiatives.api.urls import router, urlpatterns
from initiatives.choices import MembershipRole
from initiatives.models import ApiToken
from tests.api.conftest import LATE, problem
from tests.factories import MembershipFactory, UserFactory

PLANS = "/api/v1/plans/"


@pytest.fixture
def stranger(db):
    return APIClient(headers={"Accept-Language": "en"})


def by(header):
    return APIClient(headers={"Authorization": header, "Accept-Language": "en"})


@pytest.mark.parametrize(
    "address",
    ["", "schema/", "v1/nothing/", "v1/reports/progress/", "v1/", *(f"v1/{name}/" for name, *_ in router.registry)],
)
def test_no_address_says_anything_to_strangers(stranger, address):
    answer = stranger.get(f"/api/{address}", follow=True)
    if address == "":
        assert answer.redirect_chain[-1][0] == "/sign-in/?next=/api/docs/"
        return
    problem(answer, 401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"] == "Token"


def test_the_addresses_are_those_that_the_tests_know():
    assert [str(pattern.pattern) for pattern in urlpatterns] == [
        "",
        "v1/reports/progress/",
        "v1/",
        "schema/",
        "docs/",
        "",
    ]
    assert [name for name, *_ in router.registry] == [
        "plans",
        "objectives",
        "actions",
        "deadlines",
        "organisations",
        "status-updates",
        "deadline-changes",
    ]


def test_a_token_in_force_opens(reader):
    assert reader.get(PLANS).status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        "Token",
        "Token ",
        "Token a b",
        "Token x",
        f"Token {'a' * 71}",
        "Token æøå",
        "Token " + "a" * 10_000,
        "Token \udcff",
    ],
)
def test_what_is_no_token_opens_nothing(stranger, header):
    problem(by(header.encode("utf-8", "surrogateescape").decode("latin-1")).get(PLANS), 401, "not_authenticated")


def test_a_token_of_one_letter_less_or_more_opens_nothing(reader):
    for token in (reader.token[:-1], f"{reader.token}0", reader.token.upper()):
        problem(by(f"Token {token}").get(PLANS), 401, "not_authenticated")


def test_an_expired_token_opens_nothing_and_is_not_removed_by_reading(reader):
    ApiToken.objects.filter(user=reader.user).update(
        created=timezone.now() - timedelta(days=2), expiry=timezone.now() - timedelta(seconds=1)
    )
    problem(reader.get(PLANS), 401, "not_authenticated")
    assert ApiToken.objects.filter(user=reader.user).exists()


def test_a_revoked_token_opens_nothing(reader):
    ApiToken.objects.filter(user=reader.user).delete()
    problem(reader.get(PLANS), 401, "not_authenticated")


def test_a_token_dies_with_its_account(reader):
    reader.user.is_active = False
    reader.user.save()
    problem(reader.get(PLANS), 401, "not_authenticated")


def test_the_token_itself_is_kept_nowhere(reader):
    row = ApiToken.objects.get(user=reader.user)
    assert reader.token.startswith("tiltag_")
    assert reader.token not in {str(value) for value in row.__dict__.values()}


def test_a_session_opens_and_writes_with_its_csrf_token_alone(signs):
    user = UserFactory()
    MembershipFactory(user=user, role=MembershipRole.COORDINATOR)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    assert browser.get(PLANS).status_code == 200
    report = {"deadline": "signs/1.1/guidance", "status": "in_progress", **LATE}
    refused = browser.post("/api/v1/status-updates/", report, content_type="application/json")
    problem(refused, 403, "not_allowed")
    secret = browser.get("/sign-in/").cookies.get("csrftoken") or browser.get("/api/docs/").cookies["csrftoken"]
    written = browser.post(
        "/api/v1/status-updates/",
        report,
        content_type="application/json",
        headers={"X-CSRFToken": secret.value},
    )
    assert written.status_code == 201
