"""The report of a plan: shown in two clicks from home, had in any format in two from the plan, and by a worker."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from initiatives.reports.making import REPORT_FORMATS
from tests.browser.installation import ROOT
from tests.browser.test_reader import press_plan

pytestmark = pytest.mark.browser
STATEMENT = "Skiltene er kommet op."


@pytest.fixture
def reader(person, language):
    """The demo reader at home."""
    somebody = person("reader", language)
    somebody.visit("home")
    return somebody


def press_report(somebody) -> None:
    press_plan(somebody)
    somebody.page.locator("main a[href^='/reports/preview/']").click()
    somebody.page.wait_for_url("**/reports/preview/?*")


def download(somebody, name):
    """Press the button of a format, and return the file that comes."""
    with somebody.page.expect_download() as downloading:
        somebody.page.locator(f"main button[value='{name}']").click()
    return downloading.value


def test_the_report_of_a_plan_takes_two_clicks(reader):
    press_report(reader)
    expect(reader.page.locator("article.report h3").first).to_be_visible()
    assert len(reader.pressed) <= 2, reader.pressed


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_from_a_plan_its_report_is_had_in_any_format_in_two_clicks(person, set_back, name):
    reader = person("reader")
    reader.page.goto("/plans/demo/")
    reader.page.locator("main a[href^='/reports/preview/']").click()
    file = download(reader, name)
    assert file.suggested_filename.endswith(f".{REPORT_FORMATS[name].extension}")
    assert Path(file.path()).stat().st_size > 1000
    assert len(reader.pressed) <= 2, reader.pressed


def test_a_downloaded_page_needs_nothing_else(person, new_context, tmp_path, set_back):
    reader = person("reader")
    reader.page.goto("/reports/preview/?plan=demo")
    path = tmp_path / "report.html"
    download(reader, "html").save_as(path)
    context = new_context()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(path.as_uri())
    expect(page.locator("article.report h1")).to_be_visible()
    assert [address for address in asked if not address.startswith((path.as_uri(), "data:"))] == []
    assert not re.search(r"<script|<link[^>]+href|@import|url\((?![\"']?(data:|#))", path.read_text(encoding="utf-8"))


def test_the_link_is_copied_by_one_press_and_shows_the_report_to_another_person(person):
    reader, auditor = person("reader", permissions=["clipboard-read", "clipboard-write"]), person("auditor")
    reader.page.goto("/reports/preview/?plan=demo")
    shown = reader.page.locator("article.report").inner_text()
    reader.page.locator("[data-copy]").click()
    link = reader.page.evaluate("navigator.clipboard.readText()")
    auditor.page.goto(link)
    assert auditor.page.locator("article.report").inner_text() == shown


def test_a_coordinators_statement_stands_in_the_report_and_the_choice_is_changed_without_losing_it(person):
    coordinator = person("coordinator")
    page = coordinator.page
    page.goto("/reports/?plan=demo")
    page.locator("summary", has_text="Egne tekster").click()
    page.locator("[name=statements]").fill(STATEMENT)
    page.locator("main form.report-form button.button-primary").click()
    expect(page.locator("article.report")).to_contain_text(STATEMENT)
    page.locator("main .report-beside button.link").click()
    expect(page.locator("[name=statements]")).to_have_value(STATEMENT)
    expect(page.locator("[name=statements]")).to_be_visible()


def test_a_long_report_is_made_by_the_worker_while_its_reader_does_something_else(person, installation, set_back):
    manage(installation, "generate_load", "--deadlines", "400", "--updates-per-deadline", "1", "--force")
    reader = person("reader")
    page = reader.page
    page.goto("/reports/")
    for box in page.locator("[name=plan][value^='load-']").all():
        box.check()
    page.locator("main button[value='csv']").click()
    page.wait_for_url(re.compile(r"/reports/[0-9a-f-]{36}/"))
    address = page.url
    page.goto("/plans/")
    page.goto(address)
    expect(page.locator("#progress[hx-get]")).to_be_visible()
    manage(installation, "db_worker", "--batch", "--no-reload", "--no-startup-delay")
    with page.expect_download() as downloading:
        page.locator("#progress a.button").click()
    assert downloading.value.suggested_filename.endswith(".csv")


def manage(installation, *arguments) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=installation.environment, check=True, capture_output=True)
