"""What contributors see without a click: what is theirs, and what was written last time."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Mouse

pytestmark = pytest.mark.browser


@pytest.fixture
def contributor(person, language):
    """The demo contributor at home."""
    somebody = person("contributor", language)
    somebody.visit("home")
    return somebody


def test_what_is_mine_and_due_next_takes_no_click(contributor):
    positions = contributor.page.locator("main table.own .position")
    kinds = positions.evaluate_all("(all) => all.map((each) => each.classList[1])")
    assert kinds[0] == "position-overdue"
    assert "position-due_soon" in kinds
    expect(contributor.row_of("soon")).to_be_visible()
    assert contributor.pressed == []


def test_what_was_written_last_time_stands_beside_the_form_without_a_click(contributor):
    Mouse().press(contributor.row_of("reopened").locator("a[href*='/update/']"))
    expect(contributor.page.locator("[name=note]")).to_be_visible()
    contributor.pressed.clear()
    expect(contributor.page.locator("aside").get_by_text("Listen manglede en hel region.")).to_be_in_viewport()
    assert contributor.pressed == []
