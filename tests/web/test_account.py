"""My page: roles in words, language, password, and tokens that are shown once."""

from datetime import date

import pytest

from initiatives.choices import MembershipRole, TokenScope
from initiatives.models import ApiToken, SavedView, User
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.people import text_of

OLD, NEW = "en-lang-sætning-2018", "en-anden-sætning-2019"


@pytest.fixture
def reader(client, sign_in):
    """Somebody who has just shown once more who it is."""
    user = sign_in(MembershipRole.READER, username="rie")
    give_password(client, user)
    client.post("/me/confirm/", {"password": OLD})
    return user


def give_password(client, user):
    user.set_password(OLD)
    user.save()
    client.force_login(user)


def make_token(client, **values):
    return client.post("/me/tokens/", {"name": "natlig", "scope": "read", "days": 30, **values})


def test_the_password_is_asked_for_once_more_before_a_token_is_made(client, sign_in):
    reader = sign_in(MembershipRole.READER)
    give_password(client, reader)

    assert make_token(client, name="").status_code == 422
    asked = make_token(client)
    assert asked.url.startswith("/me/confirm/?next=")
    assert client.post(asked.url, {"password": "forkert"}).status_code == 200
    assert not ApiToken.objects.exists()

    answer = client.post(asked.url, {"password": OLD})
    assert answer.context["token"] in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    row = ApiToken.objects.get()
    assert (row.user, row.name, row.scope) == (reader, "natlig", TokenScope.READ)


def test_roles_are_told_with_their_reach_and_their_end(client, sign_in, plan):
    ministry = OrganisationFactory(slug="just", name="Justitsministeriet", language="da")
    user = sign_in(MembershipRole.CONTRIBUTOR, organisation=ministry, valid_to=date(2999, 12, 31))
    MembershipFactory(user=user, role=MembershipRole.COORDINATOR, plan=plan)
    MembershipFactory(user=user, role=MembershipRole.AUDITOR)
    MembershipFactory(user=user, role=MembershipRole.READER, valid_to=date(2018, 1, 1))

    text = text_of(client.get("/me/"))

    assert "and the organisations below it" in text
    assert "until 2999-12-31" in text
    assert "in the plan" in text
    assert "for everything" in text
    assert "Reader" not in text


def test_the_page_is_there_without_a_role(client, db):
    client.force_login(UserFactory())

    answer = client.get("/me/")

    assert answer.status_code == 200
    assert "You have no role today" in text_of(answer)


def test_a_token_is_shown_once(client, reader):
    answer = make_token(client)
    token = answer.context["token"]

    assert token.startswith("tiltag_")
    assert token in text_of(answer)
    assert answer["Cache-Control"] == "no-store"
    assert token not in text_of(client.get("/me/"))
    assert ApiToken.objects.get().scope == TokenScope.READ
    assert client.get("/me/tokens/").url == "/me/"


@pytest.mark.parametrize("values", [{"days": 366}, {"days": 0}, {"days": "x"}, {"scope": "all"}, {"name": ""}])
def test_a_token_that_cannot_be_made_is_explained_at_its_field(client, reader, values):
    answer = make_token(client, **values)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(values)
    assert 'id="id_{}_error"'.format(*values) in text_of(answer)
    assert not ApiToken.objects.exists()


def test_a_second_token_of_the_same_name_is_refused(client, reader):
    make_token(client)

    answer = make_token(client)

    assert answer.status_code == 422
    assert "already" in text_of(answer)
    assert ApiToken.objects.count() == 1


def test_a_token_is_revoked_after_a_question(client, reader):
    make_token(client)
    address = f"/me/tokens/{ApiToken.objects.get().digest}/revoke/"

    assert "cannot be undone" in text_of(client.get(address))
    assert ApiToken.objects.exists()

    assert client.post(address).url == "/me/"
    assert not ApiToken.objects.exists()


def test_the_token_of_another_person_is_not_there(client, reader, sign_in):
    make_token(client)
    address = f"/me/tokens/{ApiToken.objects.get().digest}/revoke/"
    sign_in(MembershipRole.READER)

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert ApiToken.objects.exists()


def test_the_language_is_kept_in_the_browser_and_with_the_account(client, reader):
    answer = client.post("/language/", {"language": "da", "next": "/me/"})

    assert answer.url == "/me/"
    assert answer.cookies["django_language"].value == "da"
    assert User.objects.get(username="rie").language == "da"
    assert '<html lang="da"' in text_of(client.get("/me/"))


def test_a_visitor_chooses_a_language_too_and_is_led_nowhere_else(client, db):
    answer = client.post("/language/", {"language": "da", "next": "https://example.org/"})

    assert answer.url == "/"
    assert answer.cookies["django_language"].value == "da"


def test_a_language_that_is_not_spoken_is_refused(client, reader):
    answer = client.post("/language/", {"language": "xx"})

    assert answer.status_code == 400
    assert "language" in text_of(answer)


def test_the_password_is_changed_by_whoever_knows_the_old_one(client, reader):
    asked = {"new_password1": NEW, "new_password2": NEW}

    assert client.post("/me/password/", {"old_password": "forkert", **asked}).status_code == 422
    assert client.post("/me/password/", {"old_password": OLD, **asked}).url == "/me/"

    reader.refresh_from_db()
    assert reader.check_password(NEW)
    assert "Your password has been changed" in text_of(client.get("/me/"))


def test_saved_views_are_listed_with_their_lists(client, reader):
    SavedView.objects.create(user=reader, name="Forsinket i år", list_name="deadlines", query="delayed=true")
    SavedView.objects.create(user=UserFactory(), name="En andens", list_name="deadlines")

    text = text_of(client.get("/me/"))

    assert '<a href="/deadlines/?delayed=true">Forsinket i år</a>' in text
    assert "En andens" not in text
