"""A form that is sent when the session is over: nothing is saved, and nothing that was typed is lost."""

import pytest
from django.test import RequestFactory

from initiatives.choices import MembershipRole
from initiatives.web.kept import KEPT_FORM, MOST_CHARACTERS, kept_form
from tests.factories import MembershipFactory, UserFactory
from tests.people import text_of

RIGHT = "en-lang-sætning-2018"
NOTE = "Udkastet er sendt i høring.\nSvar ventes <i>efter</i> påske."


@pytest.fixture
def owner(db, ministry):
    user = UserFactory(username="anna")
    user.set_password(RIGHT)
    user.save()
    MembershipFactory(user=user, role=MembershipRole.CONTRIBUTOR, organisation=ministry)
    return user


@pytest.fixture
def address(deadline):
    return f"/deadlines/{deadline.public_id}/update/"


def sign_in_with(client, answer):
    """Fill in the sign-in form of a page and send it as a browser does, with its hidden fields."""
    carried = {name: answer.context[name] for name in ("next", "typed") if answer.context.get(name)}
    return client.post("/sign-in/", {"username": "anna", "password": RIGHT, **carried})


def test_what_was_typed_is_shown_on_the_sign_in_page_and_nothing_is_saved(client, owner, deadline, address):
    answer = client.post(address, {"note": NOTE, "status": "in_progress", "my-password": "hemmelig"})

    text = text_of(answer)
    assert answer.status_code == 403
    assert "Your session was over" in text
    assert "Svar ventes &lt;i&gt;efter&lt;/i&gt; påske." in text
    assert "hemmelig" not in text
    assert not deadline.status_updates.exists()


def test_after_signing_in_the_form_has_what_was_typed_once(client, owner, address):
    answer = sign_in_with(client, client.post(address, {"note": NOTE, "status": ["in_progress"]}))

    assert answer.url == address
    request = RequestFactory().get(address)
    request.session = client.session
    assert kept_form(request).dict() == {"note": NOTE, "status": "in_progress"}
    assert kept_form(request) is None


def test_what_was_typed_is_kept_for_its_own_address_alone(client, owner, address):
    sign_in_with(client, client.post(address, {"note": NOTE}))

    request = RequestFactory().get("/deadlines/")
    request.session = client.session
    assert kept_form(request) is None


def test_a_wrong_password_on_the_way_loses_nothing(client, owner, address):
    answer = client.post(address, {"note": NOTE})

    again = client.post(
        "/sign-in/", {"username": "anna", "password": "forkert", "next": address, "typed": answer.context["typed"]}
    )

    assert "påske" in text_of(again)
    assert sign_in_with(client, again).url == address
    assert KEPT_FORM in client.session


def test_a_text_that_is_too_long_to_be_carried_is_shown_to_be_copied(client, owner, address):
    answer = client.post(address, {"note": "x" * (MOST_CHARACTERS + 1)})

    assert "copy it from this page" in text_of(answer)
    assert sign_in_with(client, answer).url == address
    assert KEPT_FORM not in client.session
