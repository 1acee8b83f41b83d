"""Large reports: every format holds thousands of deadlines, and the memory for them is bounded."""

import csv
import resource
import tracemalloc
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import orjson
import page
import pytest
from django.core.management import call_command
from docx.oxml.ns import qn
from lxml import etree

from initiatives.models import Plan
from initiatives.queries.actors import system_actor
from initiatives.reports.making import REPORT_FORMATS, make_report
from initiatives.reports.progress.definition import Definition
from tests.reports.reading.docx import read_docx
from tests.reports.reading.html import read_html
from tests.reports.reading.pdf import read_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NUMBER = 5000
MEGABYTE = 1 << 20
# Of what Python allocates beside the file itself; what is streamed keeps less than a page of a plan, a document its
# rows and its tables.
MOST = {"csv": 10, "csv-excel": 10, "xlsx": 10, "json": 200, "html": 200, "docx": 300}
# Of the program that lays the PDF out.
MOST_OF_PDF = 4000
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


def test_five_thousand_deadlines_in_every_format_in_bounded_memory(load):
    definition = load(NUMBER)
    refs = refs_of("csv", made(definition, "csv")[0])
    assert len(refs) == len(set(refs)) == NUMBER
    for name, most in MOST.items():
        content, megabytes = made(definition, name)
        assert megabytes < most, name
        # python-docx takes hours to read the cells of a file of that size.
        if name == "docx":
            assert rows_of_tables(content) >= 2 * NUMBER
        elif name != "csv-excel":
            assert refs_of(name, content) == refs, name


def rows_of_tables(content):
    """Return how many rows all tables of a Word file have, read as a stream."""
    with ZipFile(BytesIO(content)) as package, package.open("word/document.xml") as part:
        return sum(element.tag == qn("w:tr") for _event, element in etree.iterparse(part))


def test_five_thousand_deadlines_as_a_tagged_pdf(load):
    definition = load(NUMBER)
    stream = BytesIO()
    make_report(definition, system_actor("test"), "pdf", stream)
    content = stream.getvalue()
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST_OF_PDF << 10
    limits = page.SafetyLimits(max_table_grid_rows=2 * NUMBER)
    assert page.is_pdf_compliant_bytes(content, profile=page.ValidationProfile.PDF_UA_1, limits=limits)
    assert refs_of("pdf", content) == refs_of("csv", made(definition, "csv")[0])


def test_every_format_says_whether_it_holds_any_size():
    assert {name for name, each in REPORT_FORMATS.items() if each.holds_any_size} == {"csv", "csv-excel", "xlsx"}
