"""Single sign-on where it fails: in words, back on the sign-in page. Where it works it is tested in a browser."""

import pytest
from django.contrib.messages import get_messages

from initiatives.choices import MembershipRole
from initiatives.services.sign_on import GroupRole
from initiatives.web.single_sign_on import roles_of
from tests.people import text_of
from tracker.single_sign_on import providers

# The address of the provider is made when the installation starts; without single sign-on it has this name.
PROVIDER = "none"
GROUPS = (("CN=Tiltag,OU=Just", "contributor", "organisation", "just"), ("læsere", "reader", "", ""))


@pytest.fixture
def unreachable(settings):
    """A provider that does not answer."""
    settings.SINGLE_SIGN_ON = {
        "kind": "oidc",
        "provider": PROVIDER,
        "name": "Statens log ind",
        "issuer": "http://localhost:1",
        "client_id": "tiltag",
        "secret": "hemmelig",
        "group_claim": "groups",
        "groups": GROUPS,
    }
    settings.SOCIALACCOUNT_PROVIDERS = providers(settings.SINGLE_SIGN_ON)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_the_button_is_there_with_a_provider_alone(client, db, settings, unreachable):
    assert "Sign in with Statens log ind" in text_of(client.get("/sign-in/"))
    settings.SINGLE_SIGN_ON = {}
    assert "Statens" not in text_of(client.get("/sign-in/"))


def test_a_provider_that_does_not_answer_is_told(client, db, unreachable):
    answer = client.post("/sign-in/sso/", {"next": "/plans/"})

    assert answer.url == "/sign-in/"
    assert said(answer) == ["Signing in with Statens log ind did not work. Try again."]


@pytest.mark.parametrize("query", ["", "?code=x&state=x", "?error=access_denied&state=x", "?code=x"])
def test_an_answer_that_nobody_asked_for_signs_nobody_in(client, db, unreachable, query):
    answer = client.get(f"/sign-in/sso/callback/{query}")

    assert answer.url == "/sign-in/"
    assert client.get("/me/").status_code == 302


def test_a_link_starts_nothing_and_who_is_signed_in_ties_no_other_account_to_theirs(client, sign_in, unreachable):
    assert client.get("/sign-in/sso/").status_code == 405
    sign_in(MembershipRole.READER)

    assert client.post("/sign-in/sso/", {"process": "connect"}).url == "/sign-in/"


@pytest.mark.parametrize(
    ("claims", "roles"),
    [
        ({"userinfo": {"groups": ["læsere"]}}, ["reader"]),
        ({"userinfo": {"sub": "1"}, "id_token": {"groups": ["CN=Tiltag,OU=Just"]}}, ["contributor"]),
        ({"userinfo": {"groups": "læsere"}}, ["reader"]),
        ({"userinfo": {"groups": []}, "id_token": {"groups": ["læsere"]}}, []),
        ({"userinfo": {"groups": None}}, []),
        ({"userinfo": {"groups": ["Læsere", "tiltag"]}}, []),
        ({"id_token": {}}, []),
    ],
)
def test_groups_are_read_from_either_answer_of_the_provider(unreachable, claims, roles):
    assert [role.role for role in roles_of(claims)] == roles
    assert all(isinstance(role, GroupRole) for role in roles_of(claims))
