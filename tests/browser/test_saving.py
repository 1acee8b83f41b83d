"""The jobs that save something: in as few clicks as promised, with the keyboard alone, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Keyboard, Mouse
from tests.browser.jobs import JOBS, NOTE, open_form

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("set_back")]


def entries(somebody, action) -> int:
    """Go to an action and return how many entries its history has."""
    somebody.page.goto(f"/plans/{action}/")
    return somebody.page.locator("ol.timeline > li").count()


def do(job, somebody, hands):
    """Do a job from the home page and check that it was said, and that the history has one entry more."""
    before = entries(somebody, job.action)
    somebody.visit("home")
    somebody.pressed.clear()
    job.do(somebody, hands)
    expect(somebody.page.locator("[role=status] .alert-success")).to_be_visible()
    pressed = [*somebody.pressed]
    assert entries(somebody, job.action) == before + 1
    expect(somebody.page.locator("ol.timeline > li").first).to_contain_text(job.shows)
    return pressed


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_it_takes_no_more_clicks_than_promised(person, language, job):
    pressed = do(job, person(job.role, language), Mouse())
    assert 0 < len(pressed) <= job.clicks, pressed


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_it_takes_no_more_presses_with_the_keyboard_alone(person, job):
    do(job, person(job.role), Keyboard())


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_it_takes_no_script(person, job):
    do(job, person(job.role, javascript=False), Mouse())


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_it_can_be_done_on_a_telephone(person, job):
    do(job, person(job.role, width=390), Mouse())


def test_what_was_just_saved_can_be_taken_back_from_the_message(person):
    somebody = person("contributor")
    somebody.visit("home")
    JOBS[0].do(somebody, Mouse())
    expect(somebody.page.locator("[role=status] a[href*='/withdraw/']")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_double_click_saves_once(person, javascript):
    somebody = person("contributor", javascript=javascript)
    somebody.visit("home")
    open_form(somebody, Mouse())
    somebody.page.locator("[name=note]").fill(NOTE)
    somebody.page.locator("main form.form button.button-primary").dblclick()
    # Which of the two answers is shown depends on which of them the browser waits for: both say that it is recorded.
    expect(somebody.page.locator("[role=status] .alert").first).to_be_visible()
    somebody.page.goto("/plans/demo/actions/2.2/")
    assert somebody.page.locator("ol.timeline > li", has_text=NOTE).count() == 1


def test_what_is_missing_is_listed_above_with_a_way_to_each_field(person):
    somebody = person("contributor")
    somebody.visit("home")
    open_form(somebody, Mouse())
    Mouse().choose(somebody.page, "status", "completed")
    somebody.page.locator("[name=note]").fill("")
    somebody.page.locator("main form.form button.button-primary").click()
    links = somebody.page.locator(".error-summary a")
    expect(links.first).to_be_visible()
    for link in links.all():
        assert somebody.page.locator(link.get_attribute("href")).count() == 1
    assert "completed" in somebody.page.locator("input[name=status]:checked").get_attribute("value")
