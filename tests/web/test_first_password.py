"""A password that an administrator gave opens nothing but choosing another one, and not for long."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from initiatives.choices import MembershipRole, PersonEventKind
from initiatives.exceptions import NotAllowed
from initiatives.models import PersonEvent, User
from initiatives.queries.actors import actor_of
from initiatives.queries.sessions import open_sessions
from initiatives.services.accounts import FIRST_PASSWORD_LASTS, choose_password, limit_first_password
from initiatives.services.authorship import Author
from tests.factories import MembershipFactory, UserFactory
from tests.people import text_of

GIVEN, OWN = "en-lang-sætning-2018", "fire-ord-uden-mening"
PASSWORD = "/me/password/"


@pytest.fixture
def administrator(sign_in):
    return sign_in(MembershipRole.ADMINISTRATOR, username="anders")


@pytest.fixture
def newcomer(client, administrator):
    """Somebody to whom the administrator has just given an account and a role."""
    answer = client.post(
        "/admin/initiatives/user/add/",
        {
            "username": "nina",
            "first_name": "Nina",
            "last_name": "Ny",
            "usable_password": "true",
            "password1": GIVEN,
            "password2": GIVEN,
        },
    )
    assert answer.status_code == 302
    user = User.objects.get(username="nina")
    MembershipFactory(user=user, role=MembershipRole.READER)
    return user


def signed_in(password, name="nina"):
    browser = Client(headers={"Accept-Language": "en"})
    answer = browser.post("/sign-in/", {"username": name, "password": password, "next": "/plans/"}, follow=True)
    return browser, answer


def choose(browser, old, new):
    return browser.post(PASSWORD, {"old_password": old, "new_password1": new, "new_password2": new})


def test_a_first_password_opens_nothing_but_choosing_another_one(newcomer):
    browser, answer = signed_in(GIVEN)
    assert answer.redirect_chain[-1][0] == PASSWORD
    assert "somebody else knows it" in text_of(answer)
    for path in ("/", "/me/", "/plans/", "/admin/", "/me/tokens/", "/findes-ikke/"):
        assert browser.get(path).url == PASSWORD
    refused = browser.get("/api/v1/plans/")
    assert (refused.status_code, refused.json()["code"]) == (403, "own_password_required")
    for path in ("/help/", "/accessibility/", "/healthz"):
        assert browser.get(path).status_code == 200

    assert choose(browser, GIVEN, GIVEN).status_code == 422
    assert browser.get("/plans/").url == PASSWORD
    assert choose(browser, GIVEN, OWN).status_code == 302

    newcomer.refresh_from_db()
    assert newcomer.first_password_until is None
    assert browser.get("/plans/").status_code == 200
    assert signed_in(OWN)[0].get("/plans/").status_code == 200


def test_a_first_password_ends_after_a_week(newcomer):
    assert timedelta(days=6) < newcomer.first_password_until - timezone.now() <= FIRST_PASSWORD_LASTS
    User.objects.update(first_password_until=timezone.now())
    browser, answer = signed_in(GIVEN)
    assert "This first password has ended" in text_of(answer)
    assert browser.get("/me/").status_code == 302
    assert "This first password has ended" not in text_of(signed_in("forkert-sætning-2018")[1])


def test_an_administrator_gives_a_password_again_and_keeps_the_own_one(client, administrator, newcomer):
    choose_password(by=author(newcomer), user=newcomer, password=OWN)
    client.post(f"/admin/initiatives/user/{newcomer.pk}/password/", {"password1": GIVEN, "password2": GIVEN})
    client.post(f"/admin/initiatives/user/{administrator.pk}/password/", {"password1": GIVEN, "password2": GIVEN})
    newcomer.refresh_from_db()
    administrator.refresh_from_db()
    assert newcomer.check_password(GIVEN)
    assert newcomer.first_password_until > timezone.now()
    assert administrator.check_password(GIVEN)
    assert administrator.first_password_until is None


def test_what_changes_no_password_sets_no_limit(client, newcomer):
    choose_password(by=author(newcomer), user=newcomer, password=OWN)
    client.post(f"/admin/initiatives/user/{newcomer.pk}/password/", {"usable_password": "false"})
    newcomer.refresh_from_db()
    assert newcomer.check_password(OWN)
    assert newcomer.first_password_until is None
    assert not PersonEvent.objects.filter(kind=PersonEventKind.PASSWORD_CHANGED).exists()


def test_a_password_that_is_taken_leaves_nothing_to_choose(client, newcomer):
    client.post(f"/admin/initiatives/user/{newcomer.pk}/password/", {"usable_password": "false", "unset-password": "1"})
    newcomer.refresh_from_db()
    assert not newcomer.has_usable_password()
    assert newcomer.first_password_until is None


def test_an_administrator_who_changes_the_own_password_there_stays_in_the_list_of_sessions(client, administrator):
    administrator.set_password(GIVEN)
    administrator.save()
    browser, _answer = signed_in(GIVEN, "anders")
    browser.post(f"/admin/initiatives/user/{administrator.pk}/password/", {"password1": OWN, "password2": OWN})
    administrator.refresh_from_db()
    assert [each.key for each in open_sessions(administrator, timezone.now())] == [browser.session.session_key]


def test_an_ended_first_password_is_no_old_password_either(newcomer):
    browser, _answer = signed_in(GIVEN)
    User.objects.update(first_password_until=timezone.now())
    answer = choose(browser, GIVEN, OWN)
    assert (answer.status_code, "This first password has ended" in text_of(answer)) == (422, True)


def test_the_page_of_an_account_says_until_when(client, newcomer):
    assert "first password lasts until" in text_of(client.get(f"/admin/initiatives/user/{newcomer.pk}/change/")).lower()


def test_nobody_chooses_for_another_or_limits_without_being_an_administrator(db):
    one, other = UserFactory(), UserFactory()
    with pytest.raises(NotAllowed):
        choose_password(by=author(one), user=other, password=OWN)
    with pytest.raises(NotAllowed):
        limit_first_password(by=author(one), user=other)


def author(user):
    return Author(actor=actor_of(user, timezone.localdate()), now=timezone.now())
