"""No page is wider than the screen, from 320 px (which is also 1280 px at 400 % zoom) up, whatever its texts are."""

from __future__ import annotations

import pytest

from tests.browser.pages import LONG_PAGES, PAGES, SIGN_IN

pytestmark = pytest.mark.browser
WIDTHS = (320, 390, 768, 1000, 1280)
# The widest thing that sticks out at the right, without what scrolls by itself.
STICKS_OUT = """() => {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return null;
  const wide = [...document.querySelectorAll("body *")].filter((element) =>
    element.getBoundingClientRect().right > limit + 0.5);
  const last = wide.at(-1);
  return `${document.documentElement.scrollWidth} px: ${last ? last.outerHTML.slice(0, 160) : "?"}`;
}"""


@pytest.mark.parametrize("name", [*PAGES, *LONG_PAGES])
def test_a_page_never_scrolls_sideways(person, name):
    somebody = person("coordinator")
    somebody.visit(name)
    found = {}
    for width in WIDTHS:
        somebody.resize(width)
        if wide := somebody.page.evaluate(STICKS_OUT):
            found[width] = wide
    assert found == {}


@pytest.mark.parametrize("name", SIGN_IN)
def test_the_way_in_never_scrolls_sideways(person, name):
    test_a_page_never_scrolls_sideways(lambda _role: person(None), name)
