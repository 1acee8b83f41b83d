"""What readers and auditors do, in as few clicks as promised."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(person, language):
    """The demo reader at home."""
    somebody = person("reader", language)
    somebody.visit("home")
    return somebody


def press_plan(somebody) -> None:
    somebody.page.locator("main a[href='/plans/demo/']").first.click()
    somebody.page.wait_for_url("**/plans/demo/")


def test_the_latest_state_of_a_plan_takes_one_click(reader):
    press_plan(reader)
    assert reader.page.locator("main .position:visible").count() > 5
    assert len(reader.pressed) <= 1, reader.pressed


def test_an_action_with_history_and_evidence_takes_two_clicks(reader):
    press_plan(reader)
    reader.page.locator("main a[href^='/plans/demo/actions/1.1/']:visible").first.click()
    entries = reader.page.locator("ol.timeline > li")
    expect(entries.first).to_be_visible()
    expect(entries.filter(has_text="DEMO-1").first).to_be_visible()
    assert len(reader.pressed) <= 2, reader.pressed


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_downloading_the_table_takes_two_clicks(reader, ending):
    press_plan(reader)
    with reader.page.expect_download() as downloading:
        reader.page.locator(f"main a[href*='format={ending}']:visible").first.click()
    assert downloading.value.suggested_filename.endswith(ending)
    assert len(reader.pressed) <= 2, reader.pressed


@pytest.mark.parametrize("where", ["/deadlines/?plan=demo", "/deadlines/overdue/?plan=demo", "/plans/demo/"])
def test_an_auditor_sees_who_changed_what_when_one_click_from_any_item(person, language, where):
    auditor = person("auditor", language)
    auditor.page.goto(where)
    auditor.page.locator("main a[href^='/plans/demo/actions/2.1/']:visible").first.click()
    newest = auditor.page.locator("ol.timeline > li").first
    expect(newest).to_contain_text("Mette Medarbejder (demo)")
    expect(newest).to_contain_text("20")
    assert len(auditor.pressed) <= 1, auditor.pressed


def test_an_auditor_sees_from_what_to_what_a_deadline_was_moved(person, language):
    auditor = person("auditor", language)
    auditor.page.goto("/deadlines/?plan=demo")
    auditor.page.locator("main a[href^='/plans/demo/actions/2.3/']:visible").first.click()
    move = auditor.page.locator("ol.timeline > li", has_text="Kun ét skib kan lægge bøjer ud.")
    before, after = move.locator("dd").all_inner_texts()[:2]
    assert before != after
    expect(move).to_contain_text("Karen Koordinator (demo)")
    assert len(auditor.pressed) <= 1, auditor.pressed
