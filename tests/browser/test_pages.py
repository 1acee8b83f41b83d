"""The tables of pages leave none out, and every page is what its name says."""

from __future__ import annotations

import pytest
from django.urls import resolve

from initiatives.web.urls import urlpatterns
from tests.browser.pages import ACCOUNT_PAGES, ADMIN_PAGES, EVERYTHING, INTERFACE_PAGES, LONG_PAGES, NO_PAGES, PAGES

pytestmark = pytest.mark.browser
REFUSED = {"not found": 404, "not understood": 400}


def test_every_address_of_a_page_is_in_the_tables(installation):
    paths = [path.format(**installation.facts["ids"]).partition("?")[0] for path in EVERYTHING.values()]
    visited = {resolve(path).url_name for path in paths if path != "/findes-ikke/"}
    assert {pattern.name for pattern in urlpatterns} - visited - NO_PAGES == set()


@pytest.mark.parametrize(
    "tables", [PAGES, LONG_PAGES, ADMIN_PAGES, INTERFACE_PAGES], ids=["pages", "long", "admin", "api"]
)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_page_answers_in_the_reader_s_language_and_the_browser_complains_of_nothing(person, tables, language):
    """No error of a script, no violation of the content security policy, no request to another server."""
    somebody = person("coordinator", language)
    for name in tables:
        assert somebody.visit(name).status == REFUSED.get(name, 200), name
        assert somebody.page.locator("html").get_attribute("lang").startswith(language), name


def test_the_pages_about_accounts_answer_administrators(person):
    somebody = person("administrator")
    assert {name: somebody.visit(name).status for name in ACCOUNT_PAGES} == dict.fromkeys(ACCOUNT_PAGES, 200)


def test_what_breaks_the_policy_is_noticed(person):
    """The test of the test: a script in the page is stopped, and told."""
    somebody = person("coordinator")
    somebody.visit("home")
    somebody.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    somebody.page.wait_for_timeout(100)
    told, somebody.wrong = somebody.wrong, []
    assert any(problem.startswith("style-src-attr") for problem in told), told
