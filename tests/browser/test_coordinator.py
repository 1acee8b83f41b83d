"""What coordinators do, in as few clicks as promised."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.cast import MAILBOX

pytestmark = pytest.mark.browser


@pytest.fixture
def coordinator(person, language):
    """The demo coordinator at home."""
    somebody = person("coordinator", language)
    somebody.visit("home")
    return somebody


def days_over(page) -> list[int]:
    """Return the days in the first column of the overdue list, from the top."""
    words = page.locator("main tbody .position-overdue b").all_inner_texts()
    return [int("".join(letter for letter in each if letter.isdigit())) for each in words]


def go_to_overdue(somebody) -> None:
    somebody.page.locator("nav a[href='/deadlines/overdue/']:visible").click()
    somebody.page.wait_for_url("**/deadlines/overdue/")


def test_what_is_overdue_worst_first_with_whom_to_chase_takes_one_click(coordinator):
    go_to_overdue(coordinator)
    days = days_over(coordinator.page)
    assert len(days) > 10
    assert days == sorted(days, reverse=True)
    leads = coordinator.row_of("survey")
    expect(leads).to_contain_text("Demo")
    expect(leads.locator(f"a[href='mailto:{MAILBOX}']")).to_be_visible()
    assert len(coordinator.pressed) <= 1, coordinator.pressed


@pytest.mark.parametrize("narrowed_by", ["plan=demo", "organisation=demo-ministeriet", "due_from="])
def test_narrowing_by_plan_ministry_or_quarter_takes_one_click(coordinator, narrowed_by):
    go_to_overdue(coordinator)
    before, rows = len(coordinator.pressed), coordinator.page.locator("main table tbody tr")
    whole = rows.count()
    coordinator.page.locator(f"main a[href*='{narrowed_by}']").first.click()
    coordinator.page.wait_for_url(f"**{narrowed_by}*")
    assert 0 < rows.count() < whole
    assert len(coordinator.pressed) - before <= 1, coordinator.pressed
    expect(coordinator.page.locator(".active-filters")).to_be_visible()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_exporting_what_is_on_screen_takes_two_clicks(coordinator, ending):
    coordinator.page.goto("/deadlines/overdue/?plan=demo")
    coordinator.pressed.clear()
    link = coordinator.page.locator(f"main a[href*='format={ending}']").first
    if not link.is_visible():
        coordinator.page.locator("main summary", has=coordinator.page.locator("svg")).first.click()
    with coordinator.page.expect_download() as downloading:
        link.click()
    assert downloading.value.suggested_filename.endswith(ending)
    assert "plan=demo" in downloading.value.url
    assert len(coordinator.pressed) <= 2, coordinator.pressed


def test_what_has_changed_since_my_last_visit_takes_one_click(coordinator):
    coordinator.page.locator(".news a").click()
    coordinator.page.wait_for_url("**/changes/?since=*")
    expect(coordinator.page.locator("main tbody tr a[href^='/plans/demo/actions/2.1/']").first).to_be_visible()
    assert len(coordinator.pressed) <= 1, coordinator.pressed


def test_confirming_many_at_once_lists_what_was_left_out(coordinator, set_back):
    page = coordinator.page
    page.goto("/deadlines/?plan=demo&position=overdue")
    for box in page.locator("main tbody input[type=checkbox]").all():
        box.check()
    page.locator("form#selection button").click()
    for key in ("on-hold", "silent"):
        expect(page.locator(f"main tr a[href='/plans/demo/actions/2.1/#{key}']")).to_be_visible()
    page.locator("main form button[type=submit]").click()
    expect(page.locator("[role=status] .alert-success")).to_be_visible()
    page.goto("/plans/demo/actions/2.1/")
    expect(page.locator("ol.timeline > li").first).to_contain_text("Karen Koordinator (demo)")
