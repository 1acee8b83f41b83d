"""The jobs that save something, each from the home page, and what the history of the action then shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

NOTE = "Kontrakten er sendt til underskrift."
LINK = "https://skilte.example/kontrakt"
EXPLANATION = "Regionerne svarer først efter nytår."


@dataclass(frozen=True)
class Job:
    """Who does it, in how many clicks at most, how, and what the newest entry of the action's history says then."""

    name: str
    role: str
    clicks: int
    do: Callable
    action: str
    shows: str


def day(days: int) -> str:
    """Return a day, counted from today, as people type it in both languages."""
    return f"{date.today() + timedelta(days=days):%d.%m.%Y}"


def open_form(somebody, hands) -> None:
    hands.press(somebody.row_of("soon").locator("a[href*='/update/']"))
    somebody.page.wait_for_url("**/update/*")


def save(somebody, hands) -> None:
    """Press the one filled button of the form."""
    hands.press(somebody.page.locator("main form.form button.button-primary"))


def confirm(somebody, hands) -> None:
    row = somebody.row_of("soon")
    hands.press(row.locator("summary"))
    hands.press(row.locator("form button"))


def record(somebody, hands) -> None:
    open_form(somebody, hands)
    hands.choose(somebody.page, "status", "on_hold")
    hands.type(somebody.page.locator("[name=forecast]"), day(10))
    hands.type(somebody.page.locator("[name=note]"), NOTE)
    save(somebody, hands)


def complete(somebody, hands) -> None:
    open_form(somebody, hands)
    hands.choose(somebody.page, "status", "completed")
    hands.type(somebody.page.locator("[name=completed]"), day(-2))
    hands.type(somebody.page.locator("form.report [name$='-0-title']"), "Kontrakten")
    hands.type(somebody.page.locator("form.report [name$='-0-link']"), LINK)
    save(somebody, hands)


def correct(somebody, hands) -> None:
    hands.press(somebody.row_of("soon").locator("a[href*='/correct/']"))
    hands.type(somebody.page.locator("[name=note]"), NOTE)
    save(somebody, hands)


def take_back(somebody, hands) -> None:
    hands.press(somebody.row_of("soon").locator("a[href*='/withdraw/']"))
    somebody.page.wait_for_url("**/withdraw/*")
    save(somebody, hands)


def move(somebody, hands) -> None:
    page = somebody.page
    hands.press(page.locator("main table.chase tbody tr").first.locator("a[href*='/date/move/']"))
    hands.type(page.locator("[name=period]"), day(100))
    hands.choose(page, "reason", "other_authority")
    hands.type(page.locator("[name=explanation]"), EXPLANATION)
    save(somebody, hands)


JOBS = [
    Job("confirm that nothing has changed", "contributor", 2, confirm, "demo/actions/2.2", "Mette Medarbejder (demo)"),
    Job("record status, forecast and note", "contributor", 3, record, "demo/actions/2.2", NOTE),
    Job("report completion with day and evidence", "contributor", 4, complete, "demo/actions/2.2", "Kontrakten"),
    Job("correct my latest report", "contributor", 2, correct, "demo/actions/2.2", NOTE),
    Job("take my latest report back", "contributor", 2, take_back, "demo/actions/2.2", "Mette Medarbejder (demo)"),
    Job("move a deadline with a reason", "coordinator", 3, move, "com-2017-612/actions/II-1", EXPLANATION),
]
