"""What a page makes a browser fetch on the first visit is small, the design system aside."""

from __future__ import annotations

import gzip

import pytest

from tests.browser.pages import PAGES, SIGN_IN

pytestmark = pytest.mark.browser
MOST_BYTES = 150_000
DESIGN_SYSTEM = "/static/vendor/dkfds-"
KINDS = {"stylesheet", "script", "font"}
# They are compressed already.
COMPRESSED = (".woff2", ".woff")


@pytest.mark.parametrize("name", [*SIGN_IN, *PAGES])
def test_styles_scripts_and_fonts_of_a_first_visit_stay_below_150_kb_compressed(person, name):
    somebody = person(None if name in SIGN_IN else "coordinator")
    fetched = []
    somebody.context.on("response", lambda response: fetched.append(response))
    somebody.visit(name)
    somebody.page.evaluate("document.fonts.ready.then(() => true)")
    sizes = {one.url: size_of(one) for one in fetched if one.request.resource_type in KINDS and is_ours(one.url)}
    assert sizes, "the page has no style sheet of its own"
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def is_ours(url) -> bool:
    return DESIGN_SYSTEM not in url


def size_of(response) -> int:
    """Return the size as gzip makes it, which every server can send; production compresses no worse."""
    body = response.body()
    return len(body) if response.url.endswith(COMPRESSED) else len(gzip.compress(body))
