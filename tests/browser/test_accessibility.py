"""axe finds nothing on any page: rules of WCAG 2.2 to level AA, and good practice."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import (
    ACCOUNT_PAGES,
    ADMIN_PAGES,
    INTERFACE_PAGES,
    LONG_PAGES,
    PAGES,
    SEEN_BY_OTHERS,
    SIGN_IN,
)

pytestmark = pytest.mark.browser
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
DESKTOP, PHONE = 1280, 390

# What remains in pages whose markup is not ours, by rule, with the reason why it stays.
REMAINS_IN_THE_ADMIN: dict[str, str] = {}
# The library that draws the description puts it into a <main> of its own, inside the page's; no other role is allowed
# on that element, and it has no setting for it.
REMAINS_IN_THE_DESCRIPTION = dict.fromkeys(
    ("landmark-main-is-top-level", "landmark-no-duplicate-main", "landmark-unique"), "a second <main>"
)


def check(somebody, name, widths, *, remaining=()):
    """Visit a page and fail with what axe finds there on each width, but for rules that are known to remain."""
    assert somebody.visit(name).status == somebody.expects(name)
    assert somebody.page.locator("html").get_attribute("lang").startswith(somebody.language)
    found = violations(somebody, widths, remaining=remaining)
    assert not found, "\n".join([somebody.page.url, *found])


def violations(somebody, widths, *, remaining=()):
    """Return what axe finds on the page that somebody is on, in lines, on each width."""
    wrong, found = [*somebody.wrong], []
    for width in widths:
        somebody.resize(width)
        for problem in Axe().run(somebody.page, options=RULES).response["violations"]:
            if problem["id"] not in remaining:
                places = [
                    f"    {' '.join(map(str, node['target']))}: {node['html'][:160]}" for node in problem["nodes"]
                ]
                found += [f"{width} px, {problem['id']}: {problem['help']}", *places]
    # axe puts a style sheet of its own into the page for a moment, which the page's policy refuses and tells.
    somebody.wrong = wrong
    return found


@pytest.mark.parametrize("name", [*PAGES, *LONG_PAGES])
def test_a_page_in_danish_on_a_wide_and_on_a_narrow_screen(person, name):
    check(person("coordinator"), name, (DESKTOP, PHONE))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_english(person, name):
    check(person("coordinator", "en"), name, (DESKTOP,))


@pytest.mark.parametrize(("role", "name"), SEEN_BY_OTHERS)
def test_a_page_as_others_see_it(person, role, name):
    check(person(role), name, (DESKTOP, PHONE))


@pytest.mark.parametrize("name", SIGN_IN)
def test_the_way_in_in_english(person, name):
    check(person(None, "en"), name, (DESKTOP, PHONE))


@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_a_page_of_the_admin(person, name):
    check(person("coordinator"), name, (DESKTOP, PHONE), remaining=REMAINS_IN_THE_ADMIN)


@pytest.mark.parametrize("name", ACCOUNT_PAGES)
def test_a_page_of_the_admin_about_accounts(person, name):
    check(person("administrator"), name, (DESKTOP, PHONE), remaining=REMAINS_IN_THE_ADMIN)


@pytest.mark.parametrize("name", INTERFACE_PAGES)
def test_the_description_of_the_interface(person, name):
    somebody = person("coordinator")
    somebody.visit(name)
    somebody.page.locator(".opblock").first.wait_for()
    for place in (None, ".opblock-get", ".opblock-post"):
        if place:
            somebody.page.locator(f"{place} .opblock-summary-control").first.click()
            somebody.page.locator(f"{place} .opblock-body").first.wait_for()
        found = violations(somebody, (DESKTOP, PHONE), remaining=REMAINS_IN_THE_DESCRIPTION)
        assert not found, "\n".join([str(place), *found])
