"""Signing in, and forms that come without their token."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from initiatives.presentation import sign_in as sign_in_module
from initiatives.choices import MembershipRole
from tests.admin.conftest import page, text_of
from tests.factories import MembershipFactory, UserFactory

RIGHT = "en-lang-sætning-2018"


@pytest.fixture(autouse=True)
def _quick_and_forgotten(settings):
    """Passwords are checked quickly here, and no test knows the attempts of another."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
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


def try_password(client, password, name="anna"):
    return client.post(reverse("admin:login"), {"username": name, "password": password, "next": "/admin/"})


def test_whoever_has_a_role_signs_in(client, owner):
    assert try_password(client, RIGHT).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_wrong_passwords_make_the_next_attempt_wait(client, owner):
    for _attempt in range(sign_in_module.FREE_ATTEMPTS):
        assert "Wait" not in text_of(try_password(client, "forkert"))

    answer = try_password(client, RIGHT)

    assert "Too many wrong passwords" in text_of(answer)


def test_the_owner_still_enters_from_a_known_browser(client, owner):
    try_password(client, RIGHT)
    client.post(reverse("admin:logout"))
    stranger = Client()
    for _attempt in range(25):
        try_password(stranger, "forkert")

    assert "Wait" in text_of(
        stranger.post(
            reverse("admin:login"), {"username": "anna", "password": RIGHT}, headers={"accept-language": "en"}
        )
    )
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
    client.post(reverse("admin:logout"))
    client.cookies.pop(sign_in_module.KNOWN_BROWSER)

    for _attempt in range(sign_in_module.FREE_ATTEMPTS - 1):
        try_password(client, "forkert")
    assert try_password(client, RIGHT).status_code == 302


def test_a_form_without_its_token_is_refused_in_words_and_the_texts_are_given_back(client, contributor, deadline):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(contributor)
    strict.cookies["django_language"] = "en"

    answer = strict.post(
        page(deadline, "record"), {"note": "En lang tekst", "password": "hemmelig", "status": "on_hold"}
    )

    assert answer.status_code == 403
    assert "Nothing has been saved" in text_of(answer)
    assert "En lang tekst" in text_of(answer)
    assert "hemmelig" not in text_of(answer)
    assert not deadline.status_updates.exists()


def test_the_language_is_chosen_in_the_header(client, contributor):
    client.post(reverse("set_language"), {"language": "da", "next": "/admin/"})

    assert '<html lang="da"' in text_of(client.get("/admin/"))
