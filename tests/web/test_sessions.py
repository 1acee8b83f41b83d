"""Where a person is signed in: shown on one's own page, ended there, and ended when the way of signing in changes."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from initiatives.choices import MembershipRole, PersonEventKind
from initiatives.exceptions import NotAllowed
from initiatives.models import PersonEvent
from initiatives.presentation.browsers import browser_name
from initiatives.queries.actors import actor_of, system_actor
from initiatives.queries.sessions import open_sessions
from initiatives.services.authorship import Author
from initiatives.services.sessions import end_sessions
from tests.factories import MembershipFactory, UserFactory
from tests.people import text_of
from tests.web.test_second_step import ADD_APP, KEY, RIGHT, code_now

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1 Version/18.1 Safari/604.1"
SESSIONS = "/me/sessions/"


@pytest.fixture
def anna(db):
    user = UserFactory(username="anna", language="en")
    user.set_password(RIGHT)
    user.save()
    MembershipFactory(user=user, role=MembershipRole.READER)
    return user


def signed_in(name="anna", agent=FIREFOX):
    browser = Client(headers={"User-Agent": agent, "Accept-Language": "en"})
    browser.post(reverse("initiatives:sign-in"), {"username": name, "password": RIGHT, "next": "/"})
    return browser


def is_in(browser):
    return browser.get("/me/").status_code == 200


def test_every_browser_is_listed_with_this_one_first_and_no_secret_on_the_page(anna):
    here = signed_in(agent=FIREFOX)
    there = signed_in(agent=IPHONE)
    page = here.get(SESSIONS)
    text = text_of(page)
    assert text.index("Firefox, Windows") < text.index("this browser") < text.index("Safari, iPhone")
    for browser in (here, there):
        assert browser.session.session_key not in page.content.decode()


def test_one_is_ended_and_the_others_go_on(anna):
    here, phone, third = signed_in(), signed_in(agent=IPHONE), signed_in(agent=EDGE)
    (name,) = [
        session.name for session in open_sessions(anna, timezone.now()) if session.key == phone.session.session_key
    ]
    answer = here.post(SESSIONS, {"session": name}, follow=True)
    assert "You are signed out there." in text_of(answer)
    assert [is_in(browser) for browser in (here, phone, third)] == [True, False, True]
    assert list(PersonEvent.objects.filter(kind=PersonEventKind.SIGNED_OUT).values_list("about", flat=True)) == [
        f"Safari, iPhone ({name})"
    ]
    again = here.post(SESSIONS, {"session": name}, follow=True)
    assert "not signed in there any more" in text_of(again)


def test_all_others_are_ended_at_once(anna):
    here, phone, third = signed_in(), signed_in(agent=IPHONE), signed_in(agent=EDGE)
    here.post(SESSIONS)
    assert [is_in(browser) for browser in (here, phone, third)] == [True, False, False]


def test_nobody_ends_the_session_of_another(anna):
    other = UserFactory(username="bo")
    other.set_password(RIGHT)
    other.save()
    here, theirs = signed_in(), signed_in("bo")
    (session,) = open_sessions(other, timezone.now())
    here.post(SESSIONS, {"session": session.name})
    here.post(SESSIONS)
    assert is_in(theirs)
    by = Author(actor=actor_of(anna, timezone.localdate()), now=timezone.now())
    assert end_sessions(by=by, keys=[session.key]) == 0
    with pytest.raises(NotAllowed):
        end_sessions(by=Author(actor=system_actor("test"), now=timezone.now()), keys=[session.key])
    assert is_in(theirs)


def test_what_is_over_is_not_listed(anna, settings):
    now = timezone.now()
    signed_in()
    assert len(open_sessions(anna, now)) == 1
    assert open_sessions(anna, now + timedelta(seconds=settings.SESSION_IDLE_SECONDS + 60)) == []
    Session.objects.update(expire_date=now)
    assert open_sessions(anna, now) == []


def test_after_a_new_password_this_browser_alone_is_left(anna):
    here, _phone = signed_in(), signed_in(agent=IPHONE)
    new = "fire-ord-uden-mening"
    here.post("/me/password/", {"old_password": RIGHT, "new_password1": new, "new_password2": new})
    anna.refresh_from_db()
    assert [session.key for session in open_sessions(anna, timezone.now())] == [here.session.session_key]


def test_the_list_asks_the_same_of_the_database_however_many_there_are(anna):
    here = signed_in()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            here.get(SESSIONS)
        return len(captured)

    signed_in()
    here.get(SESSIONS)
    few = queries()
    for _time in range(5):
        signed_in(agent=EDGE)
    assert queries() == few
    assert UserSession.objects.filter(user=anna).count() == 7


def test_no_address_of_a_person_is_kept(anna):
    signed_in()
    assert UserSession.objects.get().ip == "0.0.0.0"  # noqa: S104 (nothing listens here)


def test_a_new_second_step_ends_the_other_sessions(anna, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.generate_totp_secret", lambda: KEY)
    here, phone = signed_in(), signed_in(agent=IPHONE)
    here.post("/me/confirm/", {"password": RIGHT})
    here.get(ADD_APP)
    with django_capture_on_commit_callbacks(execute=True):
        here.post(ADD_APP, {"code": code_now()})
    assert Authenticator.objects.filter(user=anna, type="totp").exists()
    assert [is_in(browser) for browser in (here, phone)] == [True, False]


def test_a_second_step_that_is_removed_ends_the_other_sessions(anna, django_capture_on_commit_callbacks):
    here, phone = signed_in(), signed_in(agent=IPHONE)
    TOTP.activate(anna, KEY)
    here.post("/me/confirm/", {"password": RIGHT})
    with django_capture_on_commit_callbacks(execute=True):
        here.post("/me/second-step/app/remove/")
    assert not Authenticator.objects.filter(user=anna, type="totp").exists()
    assert [is_in(browser) for browser in (here, phone)] == [True, False]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        (EDGE, "Edge, Windows"),
        (IPHONE, "Safari, iPhone"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("x" * 200, "x" * 60),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_a_word(agent, name):
    assert browser_name(agent) == name
