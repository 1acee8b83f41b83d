"""Time travel: the control on every page, the bar of another day, and links and forms that keep the day."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from initiatives.choices import MembershipRole, Status
from initiatives.periods import Period
from initiatives.services.status_updates import Report, record
from initiatives.web.urls import urlpatterns
from tests.factories import DeadlineFactory, ResponsibilityFactory
from tests.people import text_of

DAY, KNOWN = "2018-12-31", "now"
PLANS = "/plans/"
RECORDING = {"update", "confirm", "reopen", "date-kinds", "date", "correct", "withdraw", "confirm-selected"}
# What is about no day, or is done with any page: these need not keep it.
DAYLESS = {"account", "change-password", "make-token", "revoke-token", "sign-in", "sign-out", "language"}
DAYLESS |= {"help", "accessibility", "save-view", "remove-view"}
# What was done to the record, and what is logged of people, in the order of time.
DAYLESS |= {"edits", "restore", "own-log", "sessions", "person-log", "removals", "ask-removal", "removal"}
# A report is about the day that it was made for.
DAYLESS |= {"reports", "report-preview", "make-report", "made-report", "report-file", "report-description"}


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class Found(HTMLParser):
    """The links and forms of a page, those of the day's own bar left out."""

    def __init__(self, text):
        super().__init__()
        self.links, self.forms, self.in_bar = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "section" and values.get("class") == "standpoint":
            self.in_bar = True
        if self.in_bar:
            return
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "form":
            self.forms.append(Form(values.get("action", ""), values.get("method", "get").lower()))
        if tag in ("input", "select", "button") and self.forms and values.get("name"):
            self.forms[-1].fields[values["name"]] = values.get("value", "")

    def handle_endtag(self, tag):
        if tag == "section":
            self.in_bar = False


def name_of(address, page="/"):
    """Return the name of the page that a link leads to, None where it leads out of the pages."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or address.startswith("#"):
        return None
    path = parts.path or page
    if not path.startswith("/") or path.startswith(("/admin/", "/api/", "/static/")):
        return None
    match = resolve(path)
    return match.url_name if match.namespace == "initiatives" else None


@pytest.fixture
def scene(deadline, author_at):
    """A deadline that was reported late as completed, one that is overdue, and one without a date."""
    done = Report(status=Status.COMPLETED, completed=Period.day(date(2018, 12, 19)), note="Done")
    update = record(by=author_at(2019, 2, 1), deadline=deadline, report=done)
    for period in (Period.month(2018, 3), Period.none()):
        made = DeadlineFactory(action__objective__plan=deadline.action.plan, period=period)
        ResponsibilityFactory(action=made.action)
    return {
        "slug": deadline.action.plan.slug,
        "number": deadline.action.number,
        "deadline_id": deadline.public_id,
        "update_id": update.public_id,
    }


def addresses(scene, ministry):
    """Return the address of every page that can be asked for and is about a day, by its name."""
    arguments = {**scene, "kind": "move"}
    for pattern in urlpatterns:
        if pattern.name in DAYLESS | RECORDING:
            continue
        needed = {name: arguments[name] for name in pattern.pattern.regex.groupindex}
        if pattern.name == "organisation":
            needed = {"slug": ministry.slug}
        yield pattern.name, reverse(f"initiatives:{pattern.name}", kwargs=needed)


@pytest.mark.parametrize("name", sorted({pattern.name for pattern in urlpatterns} - DAYLESS - RECORDING))
def test_links_and_forms_keep_the_day_and_nothing_can_be_recorded(client, editor, scene, ministry, name):
    keeps_the_day(client, dict(addresses(scene, ministry))[name])


@pytest.mark.parametrize("role", [MembershipRole.CONTRIBUTOR, MembershipRole.READER, MembershipRole.AUDITOR])
def test_the_home_page_of_every_role_keeps_the_day(client, sign_in, scene, ministry, role):
    sign_in(role, **({"organisation": ministry} if role == MembershipRole.CONTRIBUTOR else {}))
    keeps_the_day(client, "/")


def keeps_the_day(client, address):
    """Ask for a page on another day, and go through its links and forms."""
    answer = client.get(address, {"as_of": DAY, "known": KNOWN})
    assert answer.status_code == 200
    text = text_of(answer)
    assert text.count('<section class="standpoint"') == 1
    found = Found(text)
    assert found.links
    for link in found.links:
        led_to = name_of(link, address)
        assert led_to not in RECORDING, f"{link} records on another day"
        if led_to is not None and led_to not in DAYLESS:
            query = parse_qs(urlsplit(link).query)
            assert (query.get("as_of"), query.get("known")) == ([DAY], [KNOWN]), f"{link} loses the day"
    for form in found.forms:
        led_to = name_of(form.action, address)
        assert led_to not in RECORDING, f"{form.action} records on another day"
        if form.method == "get" and led_to is not None and led_to not in DAYLESS:
            assert (form.fields.get("as_of"), form.fields.get("known")) == (DAY, KNOWN), f"{form} loses the day"


def test_today_there_is_a_quiet_control_that_carries_the_filters_of_the_page(client, editor, scene):
    text = text_of(client.get(f"/plans/{scene['slug']}/timeline/?group=organisation"))
    assert "As of today, " in text
    assert 'class="standpoint"' not in text
    assert '<input type="hidden" name="group" value="organisation">' in text
    today = timezone.localdate()
    last_month = today.replace(day=1) - timedelta(days=1)
    assert f"?group=organisation&amp;as_of={last_month.isoformat()}" in text


def test_a_place_in_a_list_is_left_behind_when_the_day_changes(client, editor, plan, deadline):
    for _ in range(60):
        DeadlineFactory(action=deadline.action)
    address = f"/plans/{plan.slug}/timeline/"
    after = re.search(r"after=([^&\"]*)", text_of(client.get(address))).group(1)
    text = text_of(client.get(f"{address}?after={after}"))
    assert 'name="after"' not in text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("as_of=2018-12-31", "As of 31 December 2018 – as known then"),
        ("as_of=2018-12-31&known=then", "As of 31 December 2018 – as known then"),
        ("as_of=2018-12-31&known=now", "As of 31 December 2018 – with what has been recorded since"),
        ("as_of=2018-12-31&known=2019-01-20", "As of 31 December 2018 – as known at the end of 20 January 2019"),
        ("as_of=2018-12-31&known=2019-01-20T12:00:00Z", "as known on 20 January 2019, 13:00"),
        ("as_of=2199-12-31", "As of 31 December 2199 – if nothing more is reported"),
        ("as_of=2199-12-31&known=now", "As of 31 December 2199 – if nothing more is reported"),
        ("known=2018-12-31", "– as known at the end of 31 December 2018"),
    ],
)
def test_the_bar_says_which_day_and_which_knowledge(client, editor, scene, query, words):
    text = text_of(client.get(f"/plans/{scene['slug']}/timeline/?{query}"))
    assert words in text
    assert "Nothing can be recorded while another day is shown." in text
    assert f'<a href="/plans/{scene["slug"]}/timeline/">Back to today</a>' in text


def test_the_bar_tells_for_how_many_deadlines_the_knowledges_differ_and_links_the_other(client, editor, scene):
    address = f"/plans/{scene['slug']}/timeline/"
    then = text_of(client.get(f"{address}?as_of={DAY}"))
    assert "1 deadline in this plan looks different by what is known now." in then
    assert f'href="{address}?as_of={DAY}&amp;known=now"' in then
    assert re.search(r"Position: Due soon .*Completed on time", then)
    now = text_of(client.get(f"{address}?as_of={DAY}&known=now"))
    assert "1 deadline in this plan looked different as known then." in now
    assert f'href="{address}?as_of={DAY}&amp;known=then"' in now
    quiet = text_of(client.get(f"{address}?as_of=2018-12-01"))
    assert "What was recorded later changes no deadline in this plan" in quiet


def test_a_page_about_one_plan_counts_that_plan_alone(client, editor, scene, author_at):
    other = DeadlineFactory()
    done = Report(status=Status.COMPLETED, completed=Period.day(date(2018, 12, 19)), note="Done")
    record(by=author_at(2019, 2, 1), deadline=other, report=done)
    assert "1 deadline in this plan" in text_of(client.get(f"/plans/{scene['slug']}/timeline/?as_of={DAY}"))
    assert "2 deadlines in all plans" in text_of(client.get(f"{PLANS}?as_of={DAY}"))


def test_differences_cost_nothing_today_and_a_constant_number_of_queries_on_a_past_day(client, sign_in, scene):
    sign_in(MembershipRole.READER)

    def queries(query):
        address = f"/plans/{scene['slug']}/timeline/{query}"
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return [one["sql"] for one in captured]

    def of_differences(query):
        return sum("SELECT DISTINCT" in sql and "initiatives_deadlinechange" in sql for sql in queries(query))

    assert of_differences("") == 0
    assert of_differences(f"?as_of={DAY}") == 1
    assert of_differences("?as_of=2199-12-31") == 0


@pytest.mark.parametrize("query", ["as_of=yesterday", "as_of=2018-02-30", "as_of=1066-01-01", "known=2199-01-01"])
def test_a_day_that_is_none_is_refused_in_words(client, editor, scene, query):
    answer = client.get(f"{PLANS}?{query}")
    assert answer.status_code == 400
    assert 'class="standpoint"' not in text_of(answer)
