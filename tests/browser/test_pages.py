"""The tables of pages leave none out, and a page that breaks the content security policy is noticed."""

from __future__ import annotations

import pytest
from django.urls import resolve

from initiatives.web.urls import urlpatterns
from tests.browser.pages import ACCOUNT_PAGES, ADMIN_PAGES, EVERYTHING, INTERFACE_PAGES, LONG_PAGES, NO_PAGES, REFUSED

pytestmark = pytest.mark.browser


def test_every_address_of_a_page_is_in_the_tables(installation):
    paths = [path.format(**installation.facts["ids"]).partition("?")[0] for name, path in EVERYTHING.items()]
    visited = {resolve(path).route for path in paths if path != EVERYTHING["not found"]}
    assert {pattern.name for pattern in urlpatterns if str(pattern.pattern) not in visited} == NO_PAGES


@pytest.mark.parametrize(
    ("role", "pages"),
    [("coordinator", {**LONG_PAGES, **ADMIN_PAGES, **INTERFACE_PAGES}), ("administrator", ACCOUNT_PAGES)],
    ids=["coordinator", "administrator"],
)
def test_what_is_otherwise_visited_in_danish_answers_in_english_too(person, role, pages):
    somebody = person(role, "en")
    for name in pages:
        assert somebody.visit(name).status == REFUSED.get(name, 200), name
        assert somebody.page.locator("html").get_attribute("lang").startswith("en"), name


def test_what_breaks_the_policy_is_noticed(person):
    """The test of the tests: a style in the page is refused, and told."""
    somebody = person("coordinator")
    somebody.visit("home")
    somebody.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    somebody.page.wait_for_timeout(100)
    told, somebody.wrong = somebody.wrong, []
    assert any(problem.startswith("style-src-attr") for problem in told), told
