"""The progress report for programs: every format, strict parameters, and one address that gives the same for ever."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from rest_framework.settings import api_settings

from initiatives.choices import MembershipRole, ReasonCode
from initiatives.models import Deadline, MadeReport
from initiatives.models.made_report import ReportState
from initiatives.periods import Period
from initiatives.reports.making import REPORT_FORMATS
from initiatives.services.actions import update_action
from initiatives.services.authorship import Author
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import Report, record
from tests.api.conftest import problem, whole
from tests.factories import PlanFactory

ADDRESS = "/api/v1/reports/progress/"
ASKED = f"{ADDRESS}?plan=signs&as_of=2018-12-31&lang=en"


def link(answer, relation="canonical"):
    (found,) = re.findall(rf'<http://testserver([^>]+)>; rel="{relation}"', answer.headers["Link"])
    return found


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_every_format_is_sent_as_a_file_of_its_kind_and_kept(reader, signs, name):
    answer = reader.get(f"{ASKED}&format={name}")
    assert answer.status_code == 200
    content, kind = whole(answer), REPORT_FORMATS[name]
    report = MadeReport.objects.get()
    assert (answer.headers["Content-Type"], len(content)) == (kind.content_type, report.size)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="signs-2018-12-31.{kind.extension}"'
    assert answer.headers["ETag"] == f'"{report.sha256}"'
    assert (report.asked_by, report.format, report.state) == (reader.user, name, "ready")


def test_without_a_format_it_is_json_of_today_in_the_readers_language(reader, signs):
    answer = reader.get(f"{ADDRESS}?plan=signs", headers={"Accept-Language": "da"})
    assert answer.headers["Content-Type"] == "application/json"
    whole(answer)
    report = MadeReport.objects.get()
    assert (report.language, report.as_of) == ("da", timezone.localdate())
    assert f"as_of={timezone.localdate().isoformat()}&known=" in link(answer)


def test_the_canonical_address_gives_the_same_bytes_whatever_is_written_later(reader, signs, author_at, coordinator):
    record(by=author_at(2018, 5, 1), deadline=signs.guidance, report=Report(status="in_progress", note="Begun"))
    first = reader.get(f"{ASKED}&known=now&since=2018-06-30&format=json")
    before, address = whole(first), link(first)
    by = Author(actor=coordinator, now=timezone.now())
    update_action(by=by, action=signs.action, title="Renamed", translations={})
    signs.guidance.refresh_from_db()
    move_deadline(
        by=by, deadline=signs.guidance, period=Period.year(2199), reason=ReasonCode.CAPACITY, explanation="Few hands"
    )
    again = reader.get(address)
    assert (whole(again), again.headers["ETag"]) == (before, first.headers["ETag"])
    assert link(again) == address
    assert MadeReport.objects.count() == 1
    MadeReport.objects.all().delete()
    assert whole(reader.get(address)) == before, "it comes out the same when it is made anew"
    now = whole(reader.get(f"{ASKED}&known=now&since=2018-06-30&format=json"))
    assert now != before


def test_a_reader_who_holds_the_file_gets_none(reader, signs):
    first = reader.get(f"{ASKED}&format=csv")
    whole(first)
    again = reader.get(link(first), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    head = reader.head(link(first))
    assert (head.status_code, head.headers["ETag"]) == (200, first.headers["ETag"])
    head.close()


def test_the_columns_of_the_csv_file_are_described_at_their_own_address(reader, signs):
    answer = reader.get(f"{ASKED}&format=csv")
    names = next(csv.reader(io.StringIO(whole(answer).decode(), newline="")))
    described = reader.get(link(answer, "describedby"))
    assert described.headers["Content-Type"] == "application/csvm+json"
    table = described.json()
    assert [column["name"] for column in table["tableSchema"]["columns"]] == names
    assert table["url"] == f"http://testserver{link(answer)}"
    assert MadeReport.objects.count() == 1


WRONG = [
    ("", "plan", "Choose at least one plan."),
    ("plan=", "plan", "This is empty."),
    ("plan=signs&plan=sings", "plan", "There was no plan “sings” that you see on that day."),
    ("plan=secret", "plan", "There was no plan “secret” that you see on that day."),
    ("plan=signs&as_of=2016-12-31", "plan", "There was no plan “signs” that you see on that day."),
    ("plan=signs&plans=signs", "plans", "There is no such parameter."),
    ("plan=signs&format=odt", "format", "Choose one of: html, pdf, docx, xlsx, csv, csv-excel, json, csvw."),
    ("plan=signs&format=csv&format=pdf", "format", ""),
    ("plan=signs&sections=summary&sections=sumary", "sections", "Choose one of: summary, status"),
    ("plan=signs&audience=friends", "audience", "Choose one of: public, internal."),
    ("plan=signs&lang=sv", "lang", "Choose one of: da, en."),
    ("plan=signs&organisation=nobody", "organisation", "There is no organisation “nobody”."),
    ("plan=signs&since=2018-13-01", "since", ""),
    ("plan=signs&since=", "since", ""),
    ("plan=signs&plan=%00", "plan", "Null characters"),
    ("plan=signs&organisation=%00", "organisation", "Null characters"),
    ("plan=signs&since=0001-01-01", "since", "between the years 1900 and 2200"),
    ("plan=signs&audience=", "audience", "This is empty."),
    ("plan=signs&organisation=", "organisation", "This is empty."),
    ("plan=signs&format=", "format", "This is empty."),
    ("plan=signs&as_of=2018-12-31&since=2018-12-31", "since", "must lie before the day of the report"),
    ("plan=signs&as_of=soon", "as_of", ""),
    ("plan=signs&known=2199-01-01", "known", "may not lie in the future"),
]
DESCRIBED = [(f"{query}&format=csvw", name, said) for query, name, said in WRONG if name != "format"]


@pytest.mark.parametrize(("query", "name", "said"), [*WRONG, *DESCRIBED])
def test_what_is_wrong_is_refused_by_name(reader, signs, draft, query, name, said):
    told = problem(reader.get(f"{ADDRESS}?{query}"), 400, "invalid")
    assert list(told["errors"]) == [name]
    assert said in told["errors"][name][0]
    assert not MadeReport.objects.exists()


def test_a_draft_is_reported_to_those_alone_who_see_it(reader, coordinator_program, draft):
    asked = f"{ADDRESS}?plan=secret&format=csv"
    answer = coordinator_program.get(asked)
    assert b"7.1" in whole(answer)
    told = problem(reader.get(link(answer)), 400, "invalid")
    assert "Hemmelig" not in str(told)


def test_a_report_of_the_days_on_which_a_plan_was_a_draft_is_not_handed_to_readers(
    reader, coordinator_program, draft, author_at
):
    asked = f"{ADDRESS}?plan=secret&format=csv&as_of=2018-12-31"
    whole(coordinator_program.get(asked))
    PlanFactory(slug="other")
    problem(reader.get(asked), 400, "invalid")


@pytest.mark.parametrize("form", ["json", "csv", "csvw"])
def test_internal_notes_are_for_coordinators_and_auditors(program, reader, signs, form):
    asked = f"{ASKED}&audience=internal&format={form}"
    problem(reader.get(asked), 403, "not_allowed")
    contributor = program(MembershipRole.CONTRIBUTOR, organisation=signs.ministry)
    problem(contributor.get(asked), 403, "not_allowed")
    for role in (MembershipRole.COORDINATOR, MembershipRole.AUDITOR):
        assert whole(program(role).get(asked))


def test_sections_and_organisation_narrow_the_report(reader, signs):
    answer = reader.get(f"{ASKED}&format=html&sections=gaps&sections=summary&organisation=trm")
    parts = re.findall(r'<section class="report-part[^"]*" aria-labelledby="report-(\w+)"', whole(answer).decode())
    assert parts == ["summary", "gaps"]
    assert "sections=summary&sections=gaps&organisation=trm" in link(answer)


def test_a_report_counts_as_an_export_in_every_format(reader, signs, monkeypatch):
    rates = {"read": "100/day", "write": "1/day", "export": "1/day"}
    monkeypatch.setattr(api_settings, "DEFAULT_THROTTLE_RATES", rates)
    whole(reader.get(ASKED))
    problem(reader.get(ASKED), 429, "throttled")
    assert reader.get("/api/v1/plans/").status_code == 200


def test_one_that_is_being_made_is_had_later_and_one_that_broke_off_is_made_again(reader, signs):
    whole(reader.get(ASKED))
    made = MadeReport.objects.all()
    made.update(state=ReportState.RUNNING, told_at=timezone.now())
    refused = reader.get(ASKED)
    problem(refused, 503, "unavailable")
    assert refused.headers["Retry-After"] == "10"
    made.update(told_at=timezone.now() - timedelta(hours=1))
    assert whole(reader.get(ASKED))


def test_what_cannot_be_made_in_a_format_says_so_at_the_format(reader, signs, monkeypatch):
    from initiatives.presentation import report_making
    from initiatives.reports.progress.gathering import ReportRefused

    def refuse(*arguments):
        raise ReportRefused("Too many rows for this format.", "format")

    monkeypatch.setattr(report_making, "make_report", refuse)
    told = problem(reader.get(ASKED), 400, "invalid")
    assert told["errors"] == {"format": ["Too many rows for this format."]}


def test_what_takes_long_is_refused_with_the_way_to_it_and_sent_once_it_is_made(reader, signs, monkeypatch):
    slow = replace(REPORT_FORMATS["pdf"], most_while_waiting=Deadline.objects.count() - 1)
    address = f"{ASKED}&known=2019-01-01T00:00:00Z&format=pdf"
    monkeypatch.setitem(REPORT_FORMATS, "pdf", slow)
    told = problem(reader.get(address), 400, "invalid")
    assert "export_progress" in told["errors"]["format"][0]
    assert "csv, csv-excel" in told["errors"]["format"][0]
    assert not MadeReport.objects.exists()
    assert whole(reader.get(address.replace("=pdf", "=csv")))
    monkeypatch.setitem(REPORT_FORMATS, "pdf", replace(slow, most_while_waiting=Deadline.objects.count()))
    content = whole(reader.get(address))
    monkeypatch.setitem(REPORT_FORMATS, "pdf", slow)
    assert whole(reader.get(address)) == content


def test_a_file_that_was_changed_is_never_sent(reader, signs):
    before = whole(reader.get(ASKED))
    report = MadeReport.objects.get()
    report.file.storage.delete(report.file.name)
    report.file.storage.save(report.file.name, BytesIO(before[:-1]))
    assert whole(reader.get(ASKED)) == before
    report.refresh_from_db()
    assert report.state == "failed"


def test_who_has_not_signed_in_or_has_no_role_gets_nothing(client, program, signs):
    problem(client.get(ASKED), 401, "not_authenticated")
    problem(program(MembershipRole.ADMINISTRATOR).get(ASKED), 403, "not_allowed")
