"""The way into the admin: through the sign-in page of the site."""

from initiatives.choices import MembershipRole
from tests.admin.conftest import text_of
from tests.factories import UserFactory


def test_a_visitor_signs_in_on_the_page_of_the_site(client, db):
    answer = client.get("/admin/", follow=True)

    assert answer.redirect_chain[-1] == ("/sign-in/?next=/admin/", 302)


def test_whoever_has_a_role_enters(client, sign_in):
    sign_in(MembershipRole.READER)

    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/login/?next=/admin/").url == "/admin/"


def test_an_account_without_a_role_is_told_so_and_not_sent_around(client, db):
    client.force_login(UserFactory())

    answer = client.get("/admin/", follow=True)

    assert answer.status_code == 403
    assert "You have no role today" in text_of(answer)


def test_the_language_is_chosen_in_the_header(client, contributor):
    client.post("/language/", {"language": "da", "next": "/admin/"})

    assert '<html lang="da"' in text_of(client.get("/admin/"))
