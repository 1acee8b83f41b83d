"""Tokens: made for oneself, for a year at most, and ended at once when they are no longer wanted."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from initiatives.choices import MembershipRole, TokenScope
from initiatives.exceptions import NotAllowed
from initiatives.models import ApiToken
from initiatives.policies import Actor, Reach
from initiatives.services.api_tokens import create_api_token, revoke_api_token
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    """The messages are asked for in English."""
    with translation.override("en"):
        yield


def test_a_token_is_for_reading_and_lasts_ninety_days_unless_it_is_said_otherwise(author_at):
    by = author_at()
    row, token = create_api_token(by=by, user=by.actor.user, name="nightly export")
    assert (row.scope, row.expiry - by.now) == (TokenScope.READ, timedelta(days=90))
    assert token.startswith("tiltag_")
    assert len(token) == 71
    assert row.token_key == token[:15]
    assert token not in row.digest


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_token_lasts_a_year_at_most(author_at, days):
    by = author_at()
    with pytest.raises(ValidationError, match="from 1 to 365 days"):
        create_api_token(by=by, user=by.actor.user, name="x", days=days)
    assert create_api_token(by=by, user=by.actor.user, name="x", days=365)


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("name", " "), ("name", "x" * 101), ("scope", "admin")])
def test_a_token_has_a_name_and_a_scope(author_at, field, value):
    by = author_at()
    with pytest.raises(ValidationError) as refused:
        create_api_token(by=by, user=by.actor.user, **{"name": "x", field: value})
    assert refused.value.message_dict.keys() == {field}


def test_names_tell_the_tokens_of_an_account_apart(author_at):
    by = author_at()
    create_api_token(by=by, user=by.actor.user, name="x")
    with pytest.raises(ValidationError, match="has a token with this name"):
        create_api_token(by=by, user=by.actor.user, name="x")


def test_an_account_that_is_switched_off_gets_none(author_at):
    by = author_at()
    by.actor.user.is_active = False
    with pytest.raises(ValidationError, match="switched off"):
        create_api_token(by=by, user=by.actor.user, name="x")


def test_people_make_tokens_for_themselves_alone_and_administrators_end_those_of_others(author_at):
    other = UserFactory()
    administrator = Actor(user=UserFactory(), reaches={MembershipRole.ADMINISTRATOR: Reach(everything=True)})
    for by in (author_at(), author_at(actor=administrator)):
        with pytest.raises(NotAllowed):
            create_api_token(by=by, user=other, name="x")
    create_api_token(by=author_at(actor=Actor(user=other)), user=other, name="x")
    with pytest.raises(NotAllowed):
        revoke_api_token(by=author_at(), user=other, name="x")
    revoke_api_token(by=author_at(actor=administrator), user=other, name="x")
    assert not ApiToken.objects.exists()


def test_a_token_that_is_not_there_cannot_be_ended(author_at):
    by = author_at()
    with pytest.raises(ValidationError, match="no token with this name"):
        revoke_api_token(by=by, user=by.actor.user, name="x")
