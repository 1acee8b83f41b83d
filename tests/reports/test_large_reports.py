"""Large reports: every format holds thousands of deadlines, and the memory for them is bounded."""

import csv
import tracemalloc
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import openpyxl
import orjson
import page
import pytest
from django.core.management import call_command

from initiatives.models import Plan
from initiatives.queries.actors import system_actor
from initiatives.reports.making import REPORT_FORMATS, make_report
from initiatives.reports.progress.definition import Definition
from tests.reports.reading.docx import read_docx
from tests.reports.reading.html import read_html
from tests.reports.reading.pdf import read_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MEGABYTE = 1 << 20
# Of what Python allocates; a streamed format keeps less than a page of a plan, a document its rows and its tables.
MOST = {"csv": 60, "xlsx": 60, "json": 200, "html": 200, "docx": 300}
FULL_TABLE = (
    "Reference",
    "Tiltag og ansvarlig",
    "Frist",
    "Status",
    "Tidsstatus",
    "Forventet dato",
    "Seneste indberetning",
)


@pytest.fixture
def load():
    """Return ``load(number)``, which makes up that many deadlines and returns the definition of their report."""

    def make(number):
        call_command("generate_load", "--deadlines", str(number), "--as-of", "2018-12-31", stdout=StringIO())
        slugs = tuple(Plan.objects.order_by("slug").values_list("slug", flat=True))
        return Definition(
            plans=slugs, as_of=date(2018, 12, 31), known=datetime(2018, 12, 31, 22, tzinfo=UTC), since=date(2018, 6, 30)
        )

    return make


def made(definition, name):
    stream = BytesIO()
    tracemalloc.start()
    try:
        make_report(definition, system_actor("test"), name, stream)
        return stream.getvalue(), tracemalloc.get_traced_memory()[1] / MEGABYTE - len(stream.getvalue()) / MEGABYTE
    finally:
        tracemalloc.stop()


def refs_of(name, content):
    """Return the references of the deadlines in a report."""
    match name:
        case "csv":
            return [line["ref"] for line in csv.DictReader(StringIO(content.decode(), newline=""))]
        case "json":
            return [entry["ref"] for entry in orjson.loads(content)["deadlines"]]
        case "xlsx":
            sheet = openpyxl.load_workbook(BytesIO(content), read_only=True)["Frister"]
            return [row[0] for row in sheet.iter_rows(min_row=2, max_col=1, values_only=True)]
    document = {"html": read_html, "docx": read_docx, "pdf": read_pdf}[name](content)
    return ["".join(row[0]).replace("\N{ZERO WIDTH SPACE}", "") for row in document.table(*FULL_TABLE)]


def test_a_thousand_deadlines_in_every_format_in_bounded_memory(load):
    definition = load(1000)
    refs = refs_of("csv", made(definition, "csv")[0])
    assert len(refs) == len(set(refs)) == 1000
    for name, most in MOST.items():
        content, megabytes = made(definition, name)
        assert megabytes < most, name
        # python-docx takes a quarter of an hour to read the cells of a file of that size.
        if name != "docx":
            assert refs_of(name, content) == refs, name


def test_three_hundred_deadlines_as_a_tagged_pdf(load):
    definition = load(300)
    content, _megabytes = made(definition, "pdf")
    assert page.is_pdf_compliant_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert refs_of("pdf", content) == refs_of("csv", made(definition, "csv")[0])


def test_every_format_says_whether_it_holds_any_size():
    assert {name for name, each in REPORT_FORMATS.items() if each.holds_any_size} == {"csv", "csv-excel", "xlsx"}
