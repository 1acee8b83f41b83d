"""What every answer has, how long a session lasts, how much an account may ask, and whom to tell of a weakness."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from initiatives.choices import MembershipRole
from tests.factories import MembershipFactory, UserFactory
from tracker.session_limits import SEEN_AT, SIGNED_IN_AT

pytestmark = pytest.mark.django_db
HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "Permissions-Policy": "camera=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def reader(client):
    """A reader, signed in."""
    user = UserFactory(username="laeser")
    MembershipFactory(user=user, role=MembershipRole.READER)
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/admin/", 200),
        ("/api/docs/", 200),
        ("/api/v1/plans/", 200),
        ("/healthz", 200),
        ("/static/initiatives/tiltag.css", 200),
        ("/nothing/", 404),
        ("/api/v1/nothing/", 404),
        ("/plans/?as_of=never", 400),
    ],
)
def test_every_answer_says_what_a_browser_may_do_with_it(client, reader, address, status):
    answer = client.get(address)
    if answer.streaming:
        answer.getvalue()
    assert answer.status_code == status
    for name, value in HEADERS.items():
        assert value in answer.headers[name], name
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/", "/api/v1/plans/"])
def test_a_refusal_of_a_wrong_host_has_the_headers_too_even_before_the_redirect_to_tls(settings, address):
    settings.SECURE_SSL_REDIRECT = True
    answer = Client(raise_request_exception=False).get(address, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    for name, value in HEADERS.items():
        assert value in answer.headers[name], name
    assert b"evil.example" not in answer.content


# ---- sessions


def aged(client, **minutes):
    """Make the session look as if it had begun, or been used, so many minutes ago."""
    session = client.session
    for name, number in minutes.items():
        session[name] = int((timezone.now() - timedelta(minutes=number)).timestamp())
    session.save()


def test_a_session_ends_when_nobody_was_here_for_long(client, reader, settings):
    idle = settings.SESSION_IDLE_SECONDS // 60
    aged(client, seen_at=idle - 1)
    assert client.get("/").status_code == 200
    aged(client, seen_at=idle)
    answer = client.get("/plans/")
    assert (answer.status_code, answer.url) == (302, "/sign-in/?next=%2Fplans%2F")
    assert not Session.objects.exists(), "what ended is gone from the server"


def test_a_session_ends_some_hours_after_signing_in_however_busy_it_was(client, reader, settings):
    hours = settings.SESSION_COOKIE_AGE // 60
    aged(client, signed_in_at=hours - 1)
    assert client.get("/").status_code == 200
    aged(client, signed_in_at=hours)
    assert client.get("/").status_code == 302
    client.force_login(reader)
    aged(client, signed_in_at=hours)
    assert client.get("/api/v1/plans/").status_code == 401


def test_a_read_notes_that_somebody_is_here_only_now_and_then(client, reader, settings):
    part = settings.SESSION_IDLE_SECONDS // 60 // 24
    aged(client, seen_at=part - 1)
    before = client.session[SEEN_AT]
    client.get("/")
    assert client.session[SEEN_AT] == before
    aged(client, seen_at=part)
    client.get("/")
    assert client.session[SEEN_AT] > before


def test_a_record_that_cannot_be_written_can_still_be_read(client, reader, settings, monkeypatch):
    aged(client, seen_at=settings.SESSION_IDLE_SECONDS // 60 // 24)
    monkeypatch.setattr(Session, "save", Mock(side_effect=OperationalError("database is locked")))
    assert client.get("/").status_code == 200


def test_a_session_that_is_ended_elsewhere_during_a_request_is_over(client, reader, settings, monkeypatch):
    aged(client, seen_at=settings.SESSION_IDLE_SECONDS // 60 // 24)
    save = SessionStore.save

    def ended_meanwhile(store, **options):
        Session.objects.all().delete()
        save(store, **options)

    monkeypatch.setattr(SessionStore, "save", ended_meanwhile)
    assert client.get("/").status_code == 302


def test_a_session_from_before_these_limits_begins_with_the_next_request(client, reader):
    session = client.session
    del session[SIGNED_IN_AT], session[SEEN_AT]
    session.save()
    assert client.get("/").status_code == 200
    assert client.session.get(SIGNED_IN_AT)


# ---- limits


def test_an_account_that_asks_too_often_is_told_when_to_come_again_and_others_are_not(client, reader, settings):
    settings.ACCOUNT_RATES = {"read": "2/day", "write": "1/day", "export": "1/day"}
    assert [client.get("/plans/").status_code for _time in range(2)] == [200, 200]
    refused = client.get("/plans/")
    assert refused.status_code == 429
    assert 43_000 < int(refused.headers["Retry-After"]) <= 43_200
    assert "For mange forespørgsler" in refused.content.decode() or "Too many requests" in refused.content.decode()
    colleague = UserFactory()
    MembershipFactory(user=colleague, role=MembershipRole.READER)
    client.force_login(colleague)
    assert client.get("/plans/").status_code == 200


def test_pages_and_programs_of_one_account_share_its_count(client, reader, settings, monkeypatch):
    from rest_framework.settings import api_settings

    settings.ACCOUNT_RATES = {"read": "2/day", "write": "1/day", "export": "1/day"}
    monkeypatch.setattr(api_settings, "DEFAULT_THROTTLE_RATES", settings.ACCOUNT_RATES)
    assert client.get("/plans/").status_code == 200
    assert client.get("/api/v1/plans/").status_code == 200
    assert client.get("/admin/").status_code == 429
    assert client.get("/api/v1/plans/").status_code == 429


def test_a_refused_form_is_not_saved_and_what_was_typed_comes_back(client, reader, settings):
    settings.ACCOUNT_RATES = {"read": "9/day", "write": "1/day", "export": "1/day"}
    form = {"list_name": "deadlines", "query": ""}
    assert client.post("/views/save/", {**form, "name": "Min liste"}).status_code == 302
    refused = client.post("/views/save/", {**form, "name": "Min anden <liste>"})
    assert refused.status_code == 429
    assert "Min anden &lt;liste&gt;" in refused.content.decode()
    assert [view.name for view in reader.saved_views.all()] == ["Min liste"]


def test_files_of_a_list_count_as_exports(client, reader, settings):
    settings.ACCOUNT_RATES = {"read": "9/day", "write": "9/day", "export": "1/day"}
    assert client.get("/deadlines/?format=csv").getvalue()
    assert client.get("/deadlines/?format=csv").status_code == 429
    assert client.get("/admin/initiatives/deadline/export/csv/").status_code == 429
    assert client.get("/deadlines/").status_code == 200


# ---- whom to tell


def test_security_txt_is_there_for_everybody_with_a_date_that_has_not_passed(client, settings):
    settings.SECURITY_CONTACT = "mailto:sikkerhed@ministeriet.dk"
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    said = dict(re.findall(r"^([A-Za-z-]+): (.+)$", answer.content.decode(), re.MULTILINE))
    assert said["Contact"] == "mailto:sikkerhed@ministeriet.dk"
    assert said["Canonical"] == "http://testserver/.well-known/security.txt"
    expires = datetime.fromisoformat(said["Expires"])
    assert timedelta(days=170) < expires - datetime.now(UTC) < timedelta(days=365)


def test_an_installation_that_names_nobody_has_no_security_txt(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404
    assert client.post("/.well-known/security.txt").status_code == 405
