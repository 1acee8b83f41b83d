"""Any list can be had as a file: the whole of it, with the columns of every export, in each of the formats."""

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from initiatives.api.flat import columns_of
from initiatives.api.serializers.plan import PlanSerializer
from initiatives.api.serializers.status_update import StatusUpdateSerializer
from initiatives.choices import Status
from initiatives.clocks import Moment
from initiatives.models import Deadline, Plan
from initiatives.periods import Period
from initiatives.reports.columns import COLUMNS
from initiatives.reports.formats import FORMATS
from initiatives.services.status_updates import EvidenceItem, Report, record
from tests.factories import DeadlineFactory, OrganisationFactory
from tests.reports import scene

pytestmark = pytest.mark.django_db

RESOURCES = (
    "plans",
    "objectives",
    "actions",
    "deadlines",
    "organisations",
    "status-updates",
    "deadline-changes",
)


def got(client, resource, **parameters):
    answer = client.get(f"/api/v1/{resource}/", parameters)
    assert answer.status_code == 200, answer.content
    return answer


def rows_of(client, resource, **parameters):
    content = got(client, resource, **{"format": "csv", **parameters}).getvalue().decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))


def workbook_of(client, resource, **parameters):
    return openpyxl.load_workbook(io.BytesIO(got(client, resource, format="xlsx", **parameters).getvalue()))


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_file_has_a_row_for_each_thing_of_the_list(reader, author_at, resource):
    scene.make(author_at)
    OrganisationFactory()
    for asked in ({}, {"as_of": "2018-12-31"}):
        results = got(reader, resource, **asked).json()["results"]
        rows = rows_of(reader, resource, **asked)
        assert len(rows) == len(results) > 0
        if resource != "deadlines":
            assert [row["id"] for row in rows] == [result["id"] for result in results]
        sheet = workbook_of(reader, resource, **asked).worksheets[0]
        assert sheet.max_row == len(rows) + 1


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_says_what_it_is(reader, name):
    DeadlineFactory()
    answer = got(reader, "deadlines", format=name, as_of="2018-12-31")
    assert answer["Content-Type"] == FORMATS[name].content_type
    extension = FORMATS[name].extension
    assert answer["Content-Disposition"] == f'attachment; filename="deadlines-2018-12-31.{extension}"'
    assert answer["Cache-Control"].startswith("private")
    assert answer.streaming
    assert answer.getvalue()


def test_deadlines_have_the_columns_of_every_export(reader):
    DeadlineFactory()
    (row,) = rows_of(reader, "deadlines")
    assert [*row] == [column.code for column in COLUMNS]
    text = got(reader, "deadlines", format="csv-excel").getvalue().decode()
    assert text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}ref;plan;")


def test_a_file_is_narrowed_and_ordered_as_the_list_is(reader, author_at):
    scene.make(author_at)
    for asked in (
        {"overdue": "true"},
        {"overdue": "true", "as_of": "2018-12-31"},
        {"ordering": "-due"},
        {"status": "none", "ordering": "number"},
    ):
        expected = [row["ref"] for row in got(reader, "deadlines", **asked).json()["results"]]
        assert [row["ref"] for row in rows_of(reader, "deadlines", **asked)] == expected
        assert len(expected) > 2


@pytest.mark.parametrize("parameter", ["page_size", "cursor", "count"])
def test_a_file_is_the_whole_list_and_has_no_pages(reader, parameter):
    answer = reader.get("/api/v1/deadlines/", {"format": "csv", parameter: "1"})
    assert (answer.status_code, [*answer.json()["errors"]]) == (400, [parameter])


def test_the_format_of_a_page_may_be_said(reader):
    deadline = DeadlineFactory()
    assert got(reader, "deadlines", format="json").json()["results"][0]["ref"] == deadline.ref


def test_a_file_has_as_many_queries_for_many_rows_as_for_few(reader, author_at, django_assert_num_queries):
    OrganisationFactory()
    scene.make(author_at)
    for resource in RESOURCES:
        with CaptureQueriesContext(connection) as few:
            before = len(rows_of(reader, resource))
        OrganisationFactory()
        scene.make(author_at, slug=f"skilte-{resource}")
        with django_assert_num_queries(len(few)):
            assert len(rows_of(reader, resource)) > before


def test_values_are_typed_in_a_workbook(reader, author_at):
    deadline = DeadlineFactory()
    piece = EvidenceItem("Vejledning", link="https://example.org/1")
    report = Report(status=Status.COMPLETED, completed=Period.month(2018, 12), evidence=(piece,), note="=1+1")
    row = record(by=author_at(2018, 12, 20, 9, 30), deadline=deadline, report=report)
    sheet = workbook_of(reader, "status-updates", lang="en").worksheets[0]
    codes = [column.code for column in columns_of(StatusUpdateSerializer)]
    cells = dict(zip(codes, [cell.value for cell in sheet[2]], strict=True))
    assert cells["id"] == str(row.public_id)
    assert cells["deadline_ref"] == deadline.ref
    assert (cells["status"], cells["kind"]) == ("completed", "report")
    assert cells["completed_latest"] == datetime(2018, 12, 31)
    assert cells["recorded_at"] == datetime(2018, 12, 20, 10, 30)
    assert cells["evidence"] == "Vejledning, https://example.org/1"
    assert cells["note"] == "=1+1"
    (text,) = rows_of(reader, "status-updates")
    assert (text["note"], text["completed_latest"]) == ("'=1+1", "2018-12-31")
    assert text["recorded_at"] == "2018-12-20T10:30:00+01:00"
    assert (text["corrects_id"], text["superseded_by_ref"], text["started_on"]) == ("", "", "")


def test_columns_are_spread_out_and_addresses_left_out():
    codes = [column.code for column in columns_of(PlanSerializer)]
    assert {"id", "slug", "issuer_slug", "issuer_name", "adopted_earliest", "adopted_latest"} < set(codes)
    assert not {"url", "issuer_url", "translations"} & set(codes)
    assert len(codes) == len(set(codes))


def test_a_workbook_is_in_the_language_asked_for(reader):
    DeadlineFactory()
    names = {}
    for language in ("da", "en"):
        names[language] = workbook_of(reader, "plans", lang=language).sheetnames[0]
        with override(language):
            assert names[language] == str(Plan._meta.verbose_name_plural).capitalize()


def test_a_file_is_written_on_one_state_of_the_record(reader, author_at):
    scene.make(author_at)
    rows = rows_of(reader, "deadlines")
    assert len({row["known"] for row in rows}) == 1
    moment = Moment.resolve(now=timezone.now())
    overdue = Deadline.objects.at(moment).overdue(moment).count()
    assert sum(row["position"] == "overdue" for row in rows) == overdue
    assert {row["as_of"] for row in rows} == {moment.as_of.isoformat()}
    assert date.fromisoformat(rows[0]["as_of"]) == moment.as_of
