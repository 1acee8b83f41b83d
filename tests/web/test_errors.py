"""Errors in plain words, with a way on; programs are told as programs."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

from initiatives.choices import MembershipRole
from tests.factories import MembershipFactory, UserFactory
from tests.people import text_of

FAULTY = pytest.mark.urls("tests.web.faulty_urls")


@pytest.fixture
def reader(sign_in):
    return sign_in(MembershipRole.READER)


@pytest.fixture
def lenient(client):
    """A browser is shown the page of an error, where the tests' client would raise it."""
    client.raise_request_exception = False
    return client


def test_an_address_that_nothing_has_leads_on(client, reader):
    answer = client.get("/findes-ikke/")

    assert answer.status_code == 404
    assert "There is no such page" in text_of(answer)
    assert 'aria-label="Main menu"' in text_of(answer)


def test_a_visitor_is_shown_no_menu_on_an_error(client, db):
    answer = client.get("/findes-ikke/")

    assert answer.status_code == 404
    assert 'aria-label="Main menu"' not in text_of(answer)
    assert "Sign out" not in text_of(answer)


def test_a_day_that_does_not_exist_is_named_and_can_be_left_out(client, reader):
    answer = client.get("/plans/?as_of=2018-13-45&kind=strategy")

    assert answer.status_code == 400
    assert "2018-13-45" in text_of(answer) or "as_of" in text_of(answer)
    assert 'href="/plans/?kind=strategy"' in text_of(answer)


def test_the_text_of_an_address_is_never_markup(client, reader):
    assert "<script>alert" not in text_of(client.get("/plans/?as_of=<script>alert(1)</script>"))


@FAULTY
def test_a_refusal_is_explained(client, reader):
    answer = client.get("/faulty/refused")

    assert answer.status_code == 403
    assert "You may not do this here" in text_of(answer)


@FAULTY
def test_a_fault_of_ours_is_told_plainly_and_in_both_languages_where_the_readers_is_unknown(lenient, reader):
    answer = lenient.get("/faulty/fault")
    assert answer.status_code == 500
    assert text_of(answer).count("<section") == 1

    del lenient.cookies["django_language"]
    text = text_of(lenient.get("/faulty/fault"))
    assert '<section lang="da">' in text
    assert '<section lang="en">' in text
    assert "RuntimeError" not in text


@FAULTY
def test_a_database_that_does_not_answer_is_told_apart_from_a_fault(lenient, db):
    answer = lenient.get("/faulty/out-of-reach")

    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "The record does not answer" in text_of(answer)


def test_pages_are_answered_while_the_database_is_out_of_reach(lenient, reader):

    def broken(execute, sql, parameters, many, context):
        raise OperationalError("The database does not answer.")

    with connection.execute_wrapper(broken):
        answers = [lenient.get(address) for address in ("/plans/", "/findes-ikke/", "/sign-in/")]

    assert [answer.status_code for answer in answers] == [503, 503, 503]


def test_a_request_for_a_host_that_is_not_ours_is_refused(lenient):
    answer = lenient.get("/", headers={"host": "elsewhere.example"})

    assert answer.status_code == 400


def test_programs_are_told_as_programs(client, reader):
    assert client.get("/api/v1/findes-ikke/")["Content-Type"] == "application/problem+json"


def test_an_account_without_a_role_is_told_how_to_get_one(client, db):
    client.force_login(UserFactory())

    answer = client.get("/plans/")

    assert answer.status_code == 403
    assert "You have no role in the plans" in text_of(answer)
    assert 'href="/admin/"' not in text_of(answer)


def test_an_administrator_is_shown_the_way_to_the_administration(client, sign_in):
    sign_in(MembershipRole.ADMINISTRATOR)

    answer = client.get("/")

    assert answer.status_code == 403
    assert 'href="/admin/"' in text_of(answer)


def test_a_form_without_its_token_is_refused_in_words_and_the_texts_are_given_back(db, deadline, ministry):
    user = UserFactory()
    MembershipFactory(user=user, role=MembershipRole.CONTRIBUTOR, organisation=ministry)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    strict.cookies["django_language"] = "en"

    answer = strict.post(
        f"/deadlines/{deadline.public_id}/update/", {"note": "En lang <b>tekst</b>", "password": "hemmelig"}
    )

    assert answer.status_code == 403
    assert "Nothing has been saved" in text_of(answer)
    assert "En lang &lt;b&gt;tekst&lt;/b&gt;" in text_of(answer)
    assert "hemmelig" not in text_of(answer)
    assert not deadline.status_updates.exists()
