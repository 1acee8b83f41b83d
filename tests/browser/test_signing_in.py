"""The way in and out, the language, and a page on another day."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.cast import PASSWORD
from tests.browser.hands import Keyboard, Mouse

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("hands", "javascript"), [(Mouse(), False), (Keyboard(), True)], ids=["without scripts", "with the keyboard alone"]
)
def test_whoever_signs_in_comes_to_the_page_that_was_asked_for(person, hands, javascript):
    somebody = person(None, javascript=javascript)
    page = somebody.page
    page.goto("/plans/demo/?as_of=2026-01-01")
    hands.type(page.locator("[name=username]"), "reader")
    hands.type(page.locator("[name=password]"), PASSWORD)
    hands.press(page.locator("main button.button-primary"))
    page.wait_for_url("**/plans/demo/?as_of=2026-01-01")
    hands.press(page.locator("form[action='/sign-out/'] button"))
    expect(page.locator("form[action='/sign-out/']")).to_have_count(0)


def test_the_other_language_takes_one_click_and_stays(person, set_back):
    somebody = person("reader", "da")
    somebody.visit("plan: demonstration")
    somebody.page.locator("footer button[value=en]").click()
    expect(somebody.page.locator("html")).to_have_attribute("lang", "en")
    assert somebody.page.url.endswith("/plans/demo/")
    somebody.visit("home")
    expect(somebody.page.locator("html")).to_have_attribute("lang", "en")
    assert len(somebody.pressed) == 1


def test_links_keep_the_day_and_lead_back_to_today(person):
    somebody = person("coordinator")
    somebody.visit("home: another day")
    somebody.page.locator("main a[href^='/plans/com-2017-612/']").first.click()
    somebody.page.wait_for_url("**as_of=2018-12-31**")
    assert somebody.page.locator("a[href*='/update/']").count() == 0
    somebody.page.locator(".standpoint-bar a").click()
    expect(somebody.page.locator(".standpoint")).to_have_count(0)
    assert "as_of" not in somebody.page.url
