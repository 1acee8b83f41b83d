"""The token of a program on the command line."""

import io

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from initiatives.choices import MembershipRole
from initiatives.models import ApiToken
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    user = UserFactory(username="kirsten")
    MembershipFactory(user=user, role=MembershipRole.READER)
    return user


def made(*arguments):
    out, errors = io.StringIO(), io.StringIO()
    call_command("create_api_token", *arguments, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def test_the_token_stands_alone_on_standard_output_and_opens(account):
    token, told = made("kirsten", "nightly-export")
    assert token.endswith("\n")
    assert "shown this once" in told
    client = APIClient(headers={"Authorization": f"Token {token.strip()}"})
    assert client.get("/api/v1/plans/").status_code == 200
    assert ApiToken.objects.get().scope == "read"


def test_a_token_is_ended_by_its_name(account):
    token, _told = made("kirsten", "nightly-export", "--scope", "write", "--days", "7")
    assert made("kirsten", "nightly-export", "--revoke")[0] == ""
    client = APIClient(headers={"Authorization": f"Token {token.strip()}"})
    assert client.get("/api/v1/plans/").status_code == 401


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nobody", "x"], "There is no account “nobody”."),
        (["kirsten", "x", "--days", "366"], "from 1 to 365"),
        (["kirsten", "x", "--revoke"], "no token with this name"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(account, settings, arguments, sentence):
    settings.LANGUAGE_CODE = "en"
    with pytest.raises(CommandError, match=sentence):
        made(*arguments)
