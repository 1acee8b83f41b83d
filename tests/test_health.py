"""/healthz tells a supervisor whether the installation works, and tells nobody more."""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_a_working_installation_answers_ok_to_anyone_without_touching_a_session(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]
    assert response.cookies == {}


def test_a_database_that_does_not_answer_is_503_without_details(client):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME TO moved_away")
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"unavailable")
    assert response["Retry-After"] == "10"


def test_nothing_can_be_posted_to_it(client):
    assert client.post("/healthz").status_code == 405


def test_the_home_page_leads_strangers_to_the_sign_in_page(client):
    assert client.get("/", follow=True).redirect_chain[0] == ("/sign-in/", 302)
