"""The pages of a report: chosen, looked at, made at once or by the worker, fetched again, in the words of each role."""

import re
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from initiatives.choices import MembershipRole, PlanState
from initiatives.models import MadeReport
from initiatives.models.made_report import ReportState
from initiatives.presentation import report_making
from initiatives.presentation.definition_form import as_fields, earlier_day, link_of
from initiatives.reports.making import REPORT_FORMATS
from initiatives.reports.progress.definition import Decision, Definition, Texts
from tests.factories import DeadlineFactory, PlanFactory
from tests.people import text_of

pytestmark = pytest.mark.django_db

REPORTS, PREVIEW, MAKE = "/reports/", "/reports/preview/", "/reports/make/"
ASKED = {"plan": "com-2017-612", "as_of": "2018-12-31", "compare": "half_year", "lang": "en", "audience": "public"}
WORDS = {
    "statements": "All is well.\nAlmost.",
    "decision_question_1": "More money?",
    "text/com-2017-612/III-3": "Much was done.",
}


@pytest.fixture
def reader(sign_in, deadline):
    return sign_in(MembershipRole.READER, username="lars")


@pytest.fixture
def long(monkeypatch):
    """Let every report be too long to be waited for."""
    monkeypatch.setattr(report_making, "MOST_ROWS_AT_ONCE", 0)


def made(client, name="pdf", **asked):
    answer = client.post(MAKE, {**ASKED, "format": name, **asked})
    assert answer.status_code == 302, text_of(answer)
    return MadeReport.objects.latest("pk")


def page_of(report):
    return f"/reports/{report.public_id}/"


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_one_press_makes_the_report_and_sends_its_file(client, reader, name):
    answer = client.post(MAKE, {**ASKED, "format": name}, follow=True)
    report = MadeReport.objects.get()
    assert (report.state, report.asked_by, report.size) == ("ready", reader, len(answer.getvalue()))
    assert answer.headers["Content-Type"] == report.content_type
    assert f'filename="com-2017-612-2018-12-31.{REPORT_FORMATS[name].extension}"' in answer["Content-Disposition"]
    assert answer.headers["ETag"] == f'"{report.sha256}"'


def test_the_plans_link_leads_to_its_report_on_the_day_that_is_looked_at(client, reader):
    answer = client.get("/plans/com-2017-612/?as_of=2018-12-31")
    (link,) = re.findall(r'href="(/reports/preview/\?plan=[^"]*)"', text_of(answer))
    shown = client.get(link.replace("&amp;", "&"))
    sent = dict(shown.context["sent"])
    assert (sent["plan"], sent["as_of"], sent["since"]) == ("com-2017-612", "2018-12-31", "2018-09-30")
    answer = client.post(MAKE, {**sent, "format": "csv"}, follow=True)
    assert answer.getvalue().startswith(b"ref,plan,")


def test_the_form_is_filled_from_the_address(client, reader):
    form = client.get(f"{REPORTS}?plan=com-2017-612&as_of=2018-12-31&known=now").context["form"]
    assert form["plan"].value() == ["com-2017-612"]
    assert form["as_of"].value() == date(2018, 12, 31)
    assert (form["known"].value(), form["compare"].value()) == ("now", "quarter")


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_page_of_a_report_is_shown_in_both_languages(client, editor, language):
    client.cookies["django_language"] = language
    report = made(client)
    for address in (REPORTS, f"{REPORTS}?plan=com-2017-612", f"{PREVIEW}?plan=com-2017-612", page_of(report)):
        answer = client.get(address)
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in text_of(answer)
    assert ("Kontrolsum" if language == "da" else "Checksum") in text_of(client.get(page_of(report)))


def test_the_preview_shows_the_report_and_a_link_that_is_pinned(client, reader):
    answer = client.get(f"{PREVIEW}?plan=com-2017-612")
    known = timezone.localtime(MadeReport(known=answer.context["standpoint"].moment.known).known)
    assert "The guidance is ready" in text_of(answer)
    link = QueryDict(answer.context["link"].partition("?")[2])
    assert link["known"] == answer.context["standpoint"].moment.known.isoformat()
    assert datetime.fromisoformat(link["known"]) == known
    assert not MadeReport.objects.exists()


def test_all_that_is_sent_to_the_preview_is_sent_on_to_be_made(client, editor):
    answer = client.post(PREVIEW, {**ASKED, **WORDS})
    assert "Much was done." in text_of(answer)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text_of(answer))
    sent = QueryDict(mutable=True)
    for name, value in hidden:
        if name != "csrfmiddlewaretoken":
            sent.appendlist(name, value)
    client.post(f"{MAKE}", {**sent.dict(), "format": "json"})
    definition = Definition.from_data(MadeReport.objects.get().definition)
    assert definition.texts.statements == ("All is well.", "Almost.")
    assert definition.texts.objectives == {"com-2017-612/III-3": "Much was done."}
    assert definition.since == date(2018, 6, 30)


def test_fields_give_a_definition_again_and_a_link_all_but_its_words(client, editor):
    texts = Texts("MIN", ("One.",), (Decision("III-3", "b", "q?"),), {"com-2017-612/III-3": "words"})
    known = datetime.fromisoformat("2018-12-31T12:00:00.000001+00:00")
    definition = Definition(
        ("com-2017-612",), date(2018, 12, 31), known, date(2018, 6, 30), ("summary", "gaps"), "ministeriet", texts=texts
    )
    sent = QueryDict(mutable=True)
    for name, value in as_fields(definition):
        sent.appendlist(name, value)
    client.post(MAKE, {**dict(sent.lists()), "format": "json"})
    assert Definition.from_data(MadeReport.objects.get().definition) == definition
    assert "words" not in link_of(definition)
    assert client.get(f"{PREVIEW}?{link_of(definition)}").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"plan": []}, "plan", "Choose at least one plan."),
        ({"plan": "secret"}, "plan", "Select a valid choice"),
        ({"as_of": "2016-12-31"}, "plan", "There was no plan “com-2017-612” that you see on that day."),
        ({"as_of": "31. dec"}, "as_of", "Enter a valid date"),
        ({"compare": "day"}, "since", "Write the day that is compared with"),
        ({"since": "2018-12-31"}, "since", "must lie before the day of the report"),
        ({"known": "2199-01-01"}, "known", "Select a valid choice"),
        ({"audience": "internal"}, "audience", "Select a valid choice"),
        ({"organisation": "nobody"}, "organisation", "Select a valid choice"),
    ],
)
@pytest.mark.parametrize("address", [PREVIEW, MAKE])
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(client, reader, address, wrong, field, said):
    PlanFactory(slug="secret", state=PlanState.DRAFT)
    answer = client.post(address, {**ASKED, "format": "csv", **wrong})
    assert answer.status_code == 400
    assert said in " ".join(answer.context["form"].errors[field])
    assert "The report is not made yet. Please look at this:" in text_of(answer)
    assert f'href="#report_{field}' in text_of(answer)
    assert not MadeReport.objects.exists()


def test_parameters_and_formats_that_do_not_exist_are_named(client, reader):
    answer = client.get(f"{PREVIEW}?plan=com-2017-612&fromat=pdf")
    assert answer.status_code == 400
    assert "fromat" in text_of(answer)
    answer = client.post(MAKE, {**ASKED, "format": "odt"})
    assert (answer.status_code, "csv-excel" in text_of(answer)) == (400, True)


def test_the_day_compared_with_ends_the_period_before_the_judged_day():
    day = date(2018, 12, 31)
    assert [earlier_day(day, months) for months in (3, 6, 12)] == [
        date(2018, 9, 30),
        date(2018, 6, 30),
        date(2017, 12, 31),
    ]


def test_a_coordinators_words_are_kept_and_a_reader_cannot_add_any(client, editor, sign_in):
    report = made(client, "html", **WORDS)
    with report.opened() as file:
        page = file.read().decode()
    assert all(words in page for words in ("All is well.", "More money?", "Much was done."))
    assert "own texts stand in it" in text_of(client.get(page_of(report)))
    sign_in(MembershipRole.READER)
    assert Definition.from_data(made(client, "html", **WORDS).definition).texts == Texts()


def test_words_are_only_for_plans_that_their_writer_coordinates(client, plan, deadline, sign_in):
    own = PlanFactory(slug="own")
    sign_in(MembershipRole.COORDINATOR, plan=own)
    answer = client.post(MAKE, {**ASKED, "statements": "All is well.", "format": "csv"})
    assert answer.status_code == 400
    assert "Only coordinators of every chosen plan" in text_of(answer)
    made(client, "csv")


def test_the_objectives_of_chosen_plans_are_asked_for_without_losing_what_was_written(client, editor):
    answer = client.post(REPORTS, {**ASKED, "statements": "All is well."})
    names = [field.html_name for field in answer.context["form"].objective_texts]
    assert names == ["text/com-2017-612/III-3"]
    assert "All is well." in text_of(answer)
    assert not answer.context["form"].errors
    assert len(answer.context["form"]["sections"].value()) == 12


def test_another_format_of_a_made_report_has_the_same_words_and_instant(client, editor, sign_in):
    first = made(client, "csv", **WORDS, as_of="")
    sign_in(MembershipRole.READER)
    client.post(page_of(first), {"format": "json"})
    second = MadeReport.objects.latest("pk")
    assert (second.format, second.definition) == ("json", first.definition)


def test_the_same_question_is_answered_by_the_kept_file(client, reader):
    first = made(client, "csv")
    assert made(client, "csv") == first
    assert made(client, "csv", lang="da") != first


def test_a_long_report_is_shown_as_one_that_the_worker_makes(client, reader, long):
    assert "too long to be shown" in text_of(client.get(f"{PREVIEW}?plan=com-2017-612"))
    report = made(client)
    assert (report.state, DBTaskResult.objects.count()) == ("waiting", 1)
    answer = client.get(page_of(report))
    assert "waits for its turn" in text_of(answer)
    assert f'hx-get="{page_of(report)}"' in text_of(answer)
    assert client.get(f"{page_of(report)}file/").status_code == 404


def progress_of(client, report, **changes):
    MadeReport.objects.filter(pk=report.pk).update(**changes)
    return " ".join(text_of(client.get(page_of(report))).split())


def test_the_page_tells_how_far_it_is_and_what_went_wrong(client, reader, long):
    report, now = made(client), timezone.now()
    running = {"state": ReportState.RUNNING, "told_at": now}
    assert "1,250 of 2,000 rows are read" in progress_of(client, report, rows_done=1250, rows_total=2000, **running)
    assert '<progress max="2000" value="1250"' in progress_of(client, report)
    assert "All 2,000 rows are read" in progress_of(client, report, rows_done=2000)
    silent = progress_of(client, report, told_at=now - timedelta(minutes=3))
    assert "Nothing was heard of the work for 3 minutes." in silent
    given_up = progress_of(client, report, told_at=now - timedelta(minutes=11))
    assert "The work broke off" in given_up
    assert "hx-get" not in given_up
    failed = progress_of(client, report, state=ReportState.FAILED, failure="Too many rows: <b>5000</b>.")
    assert "Too many rows: &lt;b&gt;5000&lt;/b&gt;." in failed


def test_one_that_waits_for_long_says_that_the_worker_may_not_be_running(client, reader, long):
    told = progress_of(client, made(client), asked_at=timezone.now() - timedelta(minutes=5))
    assert "It has waited for 5 minutes." in told


@pytest.mark.parametrize("state", [ReportState.FAILED, ReportState.RUNNING])
def test_what_failed_or_broke_off_is_made_again_by_one_press(client, reader, state):
    report = made(client, "csv")
    MadeReport.objects.filter(pk=report.pk).update(state=state, told_at=timezone.now() - timedelta(hours=1))
    assert "Make it again" in text_of(client.get(page_of(report)))
    answer = client.post(page_of(report), {"format": "csv"})
    again = MadeReport.objects.latest("pk")
    assert again != report
    assert answer.url == f"{page_of(again)}file/"
    assert (again.state, again.sha256, again.known) == ("ready", report.sha256, report.known)


def test_a_file_that_was_changed_is_not_sent_and_can_be_made_again(client, reader):
    report = made(client, "csv")
    storage, name = report.file.storage, report.file.name
    storage.delete(name)
    for _damage in ("gone", "changed"):
        answer = client.get(f"{page_of(report)}file/")
        assert answer.status_code == 500
        assert "The file cannot be had" in text_of(answer)
        storage.save(name, BytesIO(b"ref;changed"))
    client.post(page_of(report), {"format": "csv"})
    again = MadeReport.objects.latest("pk")
    assert client.get(f"{page_of(again)}file/").getvalue().startswith(b"ref,plan,")
    report.refresh_from_db()
    assert (report.state, again.sha256) == ("failed", report.sha256)


def test_a_browser_that_holds_the_file_gets_none(client, reader):
    report = made(client, "csv")
    answer = client.get(f"{page_of(report)}file/", headers={"If-None-Match": f'"{report.sha256}"'})
    assert answer.status_code == 304


def test_the_columns_of_a_csv_report_are_described_at_its_own_address(client, reader):
    report = made(client, "csv")
    answer = client.get(f"{page_of(report)}csvw/")
    assert answer.headers["Content-Type"] == "application/csvm+json"
    assert answer.json()["url"] == f"http://testserver{page_of(report)}file/"
    assert client.get(f"{page_of(made(client))}csvw/").status_code == 404


def test_what_may_not_be_seen_is_not_there(client, editor, sign_in):
    internal = made(client, "csv", audience="internal")
    draft = PlanFactory(slug="secret", state=PlanState.DRAFT, published_on=None)
    DeadlineFactory(action__objective__plan=draft)
    secret = made(client, "csv", plan="secret")
    assert "with internal notes" in text_of(client.get(REPORTS))
    sign_in(MembershipRole.READER)
    listed = text_of(client.get(REPORTS))
    for report in (internal, secret):
        assert str(report.public_id) not in listed
        for address in (page_of(report), f"{page_of(report)}file/", f"{page_of(report)}csvw/"):
            assert client.get(address).status_code == 404
        assert client.post(page_of(report), {"format": "csv"}).status_code == 404
    assert client.post(MAKE, {**ASKED, "plan": "secret", "format": "csv"}).status_code == 400


@pytest.mark.parametrize("role", [MembershipRole.READER, MembershipRole.CONTRIBUTOR])
def test_readers_and_contributors_are_asked_for_no_words_and_for_no_audience(client, sign_in, ministry, deadline, role):
    sign_in(role, **({"organisation": ministry} if role == MembershipRole.CONTRIBUTOR else {}))
    page = text_of(client.get(f"{REPORTS}?plan=com-2017-612"))
    assert "Texts of your own" not in page
    assert 'type="hidden" name="audience" value="public"' in page


@pytest.mark.parametrize("address", [PREVIEW, MAKE, REPORTS])
def test_a_session_that_ended_loses_nothing_that_was_written(client, editor, address):
    client.logout()
    answer = client.post(address, {**ASKED, **WORDS, "format": "csv"})
    assert answer.status_code == 403
    editor.set_password("prøve-tiltag-2026")
    editor.save()
    sent = {"username": "karen", "password": "prøve-tiltag-2026"}
    sent |= {name: answer.context[name] for name in ("next", "typed")}
    back = client.post("/sign-in/", sent, follow=True)
    assert back.status_code == 200
    assert "Much was done." in text_of(back)
    assert not MadeReport.objects.exists()


def test_made_reports_are_listed_page_by_page_and_by_plan(client, reader):
    other = PlanFactory(slug="other")
    DeadlineFactory(action__objective__plan=other)
    own = made(client, "csv", plan="other")
    first = made(client, "csv")
    copy = {field.attname: getattr(first, field.attname) for field in MadeReport._meta.concrete_fields}
    for number in range(20):
        unlike = {"id": None, "public_id": f"00000000-0000-4000-8000-0000000000{number:02}", "definition_key": number}
        MadeReport.objects.create(**{**copy, **unlike}).plans.set(first.plans.all())
    answer = client.get(REPORTS)
    assert len(answer.context["made"]) == 20
    assert "/reports/?page=2#made" in text_of(answer)
    assert len(client.get(f"{REPORTS}?page=2").context["made"]) == 2
    assert list(client.get(f"{REPORTS}?plan=other").context["made"]) == [own]


def test_the_list_needs_no_more_queries_for_many_reports(client, reader):
    made(client, "csv")
    with CaptureQueriesContext(connection) as few:
        client.get(REPORTS)
    for number in range(8):
        made(client, "csv", as_of=f"2018-12-0{number + 1}")
    with CaptureQueriesContext(connection) as many:
        client.get(REPORTS)
    assert len(many) == len(few)
