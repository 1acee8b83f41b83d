"""Signing in and out: where it leads, whom it makes wait, and what the browser remembers."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.choices import MembershipRole
from initiatives.models import SignInAttempts, User
from initiatives.presentation import sign_in as sign_in_module
from initiatives.queries.actors import actor_of
from initiatives.services.api_tokens import create_api_token
from initiatives.services.authorship import Author
from tests.factories import MembershipFactory, UserFactory
from tests.people import text_of

RIGHT = "en-lang-sætning-2018"


@pytest.fixture(autouse=True)
def _forgotten():
    """No test knows the attempts of another."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def owner(db):
    user = UserFactory(username="anna", is_staff=False)
    user.set_password(RIGHT)
    user.save()
    MembershipFactory(user=user, role=MembershipRole.READER)
    return user


def try_password(client, password, name="anna", wanted="/plans/"):
    return client.post(reverse("initiatives:sign-in"), {"username": name, "password": password, "next": wanted})


def test_whoever_has_a_role_signs_in(client, owner):
    assert try_password(client, RIGHT).url == "/plans/"
    assert client.get("/me/").status_code == 200


def test_wrong_passwords_make_the_next_attempt_wait(client, owner):
    for _attempt in range(sign_in_module.FREE_ATTEMPTS):
        assert "Wait" not in text_of(try_password(client, "forkert"))

    answer = try_password(client, RIGHT)

    assert "Too many wrong passwords" in text_of(answer)


def test_the_owner_still_enters_from_a_known_browser(client, owner):
    try_password(client, RIGHT)
    client.post(reverse("initiatives:sign-out"))
    stranger = Client()
    for _attempt in range(25):
        try_password(stranger, "forkert")

    assert "Wait" in text_of(
        stranger.post(
            reverse("initiatives:sign-in"), {"username": "anna", "password": RIGHT}, headers={"accept-language": "en"}
        )
    )
    assert try_password(client, RIGHT).status_code == 302


def test_wrong_passwords_are_counted_for_all_processes_together(client, owner):
    for _attempt in range(sign_in_module.FREE_ATTEMPTS):
        try_password(Client(), "forkert")
        cache.clear()

    assert "Too many wrong passwords" in text_of(try_password(client, RIGHT))


def test_the_wait_ends(client, owner):
    for _attempt in range(25):
        try_password(client, "forkert")
    SignInAttempts.objects.update(last_at=timezone.now() - timedelta(seconds=61))

    assert try_password(client, RIGHT).status_code == 302


def test_a_name_that_does_not_exist_is_answered_like_one_that_does(client, owner):
    def messages(name):
        answers = [try_password(client, "forkert", name) for _attempt in range(sign_in_module.FREE_ATTEMPTS + 2)]
        return [re.sub("[0-9]+", "N", str(answer.context["form"].non_field_errors())) for answer in answers]

    assert messages("anna") == messages("findes-ikke")


def test_the_right_password_forgets_the_wrong_ones(client, owner):
    for _attempt in range(sign_in_module.FREE_ATTEMPTS - 1):
        try_password(client, "forkert")
    try_password(client, RIGHT)
    client.post(reverse("initiatives:sign-out"))
    client.cookies.pop(sign_in_module.KNOWN_BROWSER)

    for _attempt in range(sign_in_module.FREE_ATTEMPTS - 1):
        try_password(client, "forkert")
    assert try_password(client, RIGHT).status_code == 302


def test_nobody_is_led_away_from_the_site(client, owner):
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        client.logout()

        assert try_password(client, RIGHT, wanted=elsewhere).url == "/"


def test_who_is_signed_in_already_is_led_on(client, owner):
    client.force_login(owner)

    assert client.get("/sign-in/?next=/plans/").url == "/plans/"


def test_a_visitor_is_asked_to_sign_in_and_led_to_what_they_wanted(client, db):
    answer = client.get("/deadlines/?position=overdue")

    assert answer.url == "/sign-in/?next=%2Fdeadlines%2F%3Fposition%3Doverdue"
    assert 'name="next" value="/deadlines/?position=overdue"' in text_of(client.get(answer.url))


def test_the_language_of_the_account_comes_along(client, owner):
    owner.language = "da"
    owner.save()

    assert try_password(client, RIGHT).cookies["django_language"].value == "da"


def test_signing_out_ends_the_session_and_says_so(client, owner):
    client.force_login(owner)

    answer = client.post(reverse("initiatives:sign-out"))

    assert "You have signed out" in text_of(answer)
    assert client.get("/me/").url.startswith("/sign-in/")


def test_signing_out_lets_the_browser_forget_what_it_has_kept(client, owner):
    client.force_login(owner)
    assert client.post(reverse("initiatives:sign-out")).headers["Clear-Site-Data"] == '"cache"'


def test_the_form_of_an_account_that_is_switched_off_says_no_more_than_a_wrong_password(client, owner):
    def said(name, password):
        return str(try_password(client, password, name).context["form"].non_field_errors())

    wrong = said("anna", "forkert")
    owner.is_active = False
    owner.save()

    assert said("anna", RIGHT) == wrong


def test_sessions_and_tokens_die_with_the_account(client, owner):
    try_password(client, RIGHT)
    author = Author(actor=actor_of(owner, timezone.localdate()), now=timezone.now())
    _row, token = create_api_token(by=author, user=owner, name="natlig")
    program = Client(headers={"authorization": f"Token {token}"})
    assert [client.get("/me/").status_code, program.get("/api/v1/plans/").status_code] == [200, 200]

    User.objects.filter(pk=owner.pk).update(is_active=False)

    assert [client.get("/me/").status_code, program.get("/api/v1/plans/").status_code] == [302, 401]


def test_a_new_password_ends_the_other_sessions(client, owner):
    elsewhere = Client()
    for browser in (client, elsewhere):
        try_password(browser, RIGHT)
    new = "fire-ord-uden-mening"

    client.post("/me/password/", {"old_password": RIGHT, "new_password1": new, "new_password2": new})

    assert [browser.get("/me/").status_code for browser in (client, elsewhere)] == [200, 302]


@pytest.mark.parametrize(
    "password", ["kort-sætning", "Password2026!", "1q2w3e4r5t6y", "tiltagtiltag", "anna-anna-anna", "483920175638"]
)
def test_a_password_that_is_short_or_known_or_made_of_known_words_is_refused(owner, password):
    with pytest.raises(ValidationError):
        validate_password(password[:11] if password.startswith("kort") else password, owner)


@pytest.mark.parametrize("password", [RIGHT, "hest batteri rosin kagle", "æ" * 3 + "kvx9q0-lwup2-" * 9])
def test_a_long_sentence_is_a_good_password(owner, password):
    validate_password(password, owner)
