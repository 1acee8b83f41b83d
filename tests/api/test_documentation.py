"""The page that shows the interface stands under the site's own template and loads nothing from elsewhere."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from initiatives.choices import MembershipRole
from tests.api.conftest import problem
from tests.factories import MembershipFactory, UserFactory

PAGE = "/api/docs/"


class Reader(HTMLParser):
    """Collects what a page loads, and what it has that a strict content security policy refuses."""

    def __init__(self):
        super().__init__()
        self.loaded, self.refused = [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "style" or (tag == "script" and "src" not in attributes):
            self.refused.append(tag)
        self.refused += [name for name in attributes if name == "style" or name.startswith("on")]
        if tag in ("script", "img"):
            self.loaded.append(attributes["src"])
        if tag == "link" and attributes.get("rel") == "stylesheet":
            self.loaded.append(attributes["href"])


@pytest.fixture
def browser(db):
    def sign_in(role=None):
        user = UserFactory()
        if role:
            MembershipFactory(user=user, role=role)
        browser = Client(headers={"Accept-Language": "en"})
        browser.force_login(user)
        return browser

    return sign_in


def test_the_page_has_no_script_or_style_of_its_own_and_loads_only_what_we_serve(browser):
    answer = browser(MembershipRole.READER).get(PAGE)
    assert answer.status_code == 200
    page = Reader()
    page.feed(answer.content.decode())
    assert page.refused == []
    assert len(page.loaded) >= 4
    for address in page.loaded:
        assert address.startswith("/static/")
        assert finders.find(address.removeprefix("/static/")), address


def test_the_page_stands_under_the_site_s_own_template(browser):
    answer = browser(MembershipRole.READER).get(PAGE)
    assert "admin/base_site.html" in [template.name for template in answer.templates]
    assert b"/sign-out/" in answer.content


def test_our_script_names_the_description_and_no_other_address(browser):
    answer = browser(MembershipRole.READER).get(PAGE)
    assert b'data-description="/api/schema/"' in answer.content
    script = Path(finders.find("initiatives/documentation.js")).read_text(encoding="utf-8")
    assert not re.search("https?:", script)


def test_strangers_sign_in_first_and_accounts_without_a_role_are_turned_away(browser, client):
    assert client.get(PAGE).headers["Location"] == f"/sign-in/?next={PAGE}"
    problem(browser().get(PAGE), 403, "not_allowed")
    assert browser(MembershipRole.READER).post(PAGE).status_code == 405
