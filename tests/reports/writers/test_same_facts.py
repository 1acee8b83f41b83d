"""All six formats say the same, row by row: each is read back and held against the queries."""

import csv
from io import BytesIO, StringIO
from itertools import chain

import openpyxl
import orjson
import pytest
from django.utils import translation

from initiatives.choices import Position, Status
from initiatives.models import Deadline
from initiatives.queries.rows import deadline_rows
from tests.reports.made import made
from tests.reports.progress.scene import ORDER, definition, gathered
from tests.reports.reading import squeezed
from tests.reports.reading.docx import read_docx
from tests.reports.reading.html import read_html
from tests.reports.reading.pdf import read_pdf

pytestmark = pytest.mark.django_db

READERS = {"html": read_html, "docx": read_docx, "pdf": read_pdf}
DOCUMENTS = tuple(READERS)
FULL_TABLE = ("Reference", "Action and lead", "Deadline", "Status", "Position", "Forecast", "Last report")


def read(format_name, language="en"):
    return READERS[format_name](made(format_name, language=language))


def label(choices, code):
    text = str(choices(code).label)
    return text[:1].upper() + text[1:]


def english(day):
    return f"{day.day} {day:%b} {day.year}" if day else None


def expected_rows(language="en"):
    """Return reference, last day, status, position and forecast of each deadline, straight from the queries."""
    asked = definition(language=language)
    rows = deadline_rows(Deadline.objects.at(asked.moment), asked.moment, language)
    by_ref = {row.ref: row for row in rows}
    with translation.override(language):
        return [
            (
                ref,
                english(by_ref[ref].current.latest) or "without deadline",
                label(Status, by_ref[ref].status),
                "Cancelled" if by_ref[ref].position == "closed" else label(Position, by_ref[ref].position),
                english(by_ref[ref].forecast.latest) or "not stated",
            )
            for ref in ORDER
        ]


@pytest.mark.parametrize("format_name", DOCUMENTS)
def test_the_full_table_of_a_document_is_that_of_the_queries(scene, format_name):
    rows = read(format_name).table(*FULL_TABLE)
    found = [
        (
            "".join(cells[0]),
            *("".join(cells[place]) for place in (2, 3, 4, 5)),
        )
        for cells in rows
    ]
    assert [squeezed(ref) for ref, *_rest in found] == ORDER
    for row, expected in zip(found, expected_rows(), strict=True):
        _ref, day, status, position, forecast = expected
        # Under the first word of a cell stand others: the words of a period, days, "no report received".
        assert squeezed(row[1]).startswith(squeezed(day))
        assert squeezed(row[2]) == squeezed(status)
        assert squeezed(position) in squeezed(row[3])
        assert squeezed(row[4]).startswith(squeezed(forecast))


@pytest.mark.parametrize("format_name", ["docx", "pdf"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_documents_have_the_same_tables_cell_by_cell(scene, format_name, language):
    html, other = read("html", language), read(format_name, language)
    tables = [(table.heads, table.rows) for table in html.tables]
    # Word has the key numbers as a table, and marks instead of drawings.
    found = [(table.heads, table.rows) for table in other.tables][1 if format_name == "docx" else 0 :]
    assert len(tables) == len(found) >= 20
    for (heads, rows), (other_heads, other_rows) in zip(tables, found, strict=True):
        assert [squeezed(head) for head in other_heads] == [squeezed(head) for head in heads]
        assert [cells_of(row, format_name) for row in other_rows] == [cells_of(row, "html") for row in rows]


def cells_of(row, format_name):
    cells = ["".join(map(squeezed, cell)) for cell in row]
    if format_name == "docx":
        cells = ["".join(map(without_mark, cell)) for cell in row]
    # A heading within a table spans its columns in HTML and PDF; in Word it has the first cell of a row.
    return [cell for cell in cells if cell] if len([cell for cell in cells if cell]) == 1 else cells


def without_mark(line):
    from initiatives.reports.writers.docx.markup import MARKS

    mark, blank, rest = line.partition("\N{NO-BREAK SPACE}")
    return squeezed(rest if blank and mark in MARKS.values() else line)


def test_data_files_have_the_rows_of_the_queries(scene):
    expected = [(ref, status, position) for ref, _day, status, position, _forecast in expected_rows()]
    days = {row.ref: row.current.latest for row in gathered(language="en").rows}
    workbook = openpyxl.load_workbook(BytesIO(made("xlsx", language="en")))
    heads, *rows = workbook["Deadlines"].iter_rows(values_only=True)
    place = {head: number for number, head in enumerate(heads)}
    for row, (ref, status, position) in zip(rows, expected, strict=True):
        assert (row[place["Reference"]], row[place["Status"]]) == (ref, status.lower())
        assert row[place["Position"]] == ("closed" if position == "Cancelled" else position.lower())
        day = row[place["Current, latest day"]]
        assert (day.date() if day else None) == days[ref]

    lines = list(csv.DictReader(StringIO(made("csv").decode(), newline="")))
    deadlines = orjson.loads(made("json"))["deadlines"]
    codes = [(row.ref, row.status, row.position, row.current.latest) for row in gathered().rows]
    assert [code[0] for code in codes] == ORDER
    for line, entry, (ref, status, position, day) in zip(lines, deadlines, codes, strict=True):
        assert (line["ref"], line["status"], line["position"]) == (ref, status, position)
        assert (entry["ref"], entry["status"], entry["position"]) == (ref, status, position)
        assert line["current_latest"] == (entry["current_latest"] or "") == (day.isoformat() if day else "")


def test_csv_and_json_agree_in_every_column(scene):
    lines = list(csv.DictReader(StringIO(made("csv").decode(), newline="")))
    for line, entry in zip(lines, orjson.loads(made("json"))["deadlines"], strict=True):
        assert list(line) == list(entry)
        for name, value in entry.items():
            written = "; ".join(value) if isinstance(value, list) else "" if value is None else value
            assert line[name] == (str(written).lower() if isinstance(written, bool) else str(written)), name


def test_the_numbers_of_the_summary_are_the_same_everywhere(scene):
    numbers = [number.value for number in gathered().numbers]
    assert [each["value"] for each in orjson.loads(made("json"))["numbers"]] == numbers
    html, word, pdf = (read(name, "da") for name in ("html", "docx", "pdf"))
    keys = ["Gennemført", "Inden for fristen", "Forventes forsinket", "Frist overskredet", "Uden frist", "Lukket"]
    assert [int("".join(cell)) for cell in word.table(*keys)[0]] == numbers
    opening = "2 af 12 frister er gennemført. 2 er overskredet, 1 forventes forsinket, 5 er inden for fristen, 1 har"
    shown = [f"{number}{name}" for number, name in zip(numbers, keys, strict=True)]
    for document in (html, pdf):
        text = squeezed(document.text)
        assert squeezed(opening) in text
        assert all(squeezed(each) in text for each in shown)


def test_what_is_overdue_and_what_was_promised_stands_in_every_format(scene):
    report = gathered(language="en")
    data = orjson.loads(made("json", language="en"))
    assert data["overdue"] == [row.ref for row in report.overdue]
    assert [each["ref"] for each in data["since"]["promises"]] == [each.row.ref for each in report.since.promises]
    overdue = [("1.2", "275"), ("1.2", "31")]
    promised = [each.row.action_number for each in report.since.promises]
    for name in DOCUMENTS:
        document = read(name)
        heads = ("No.", "Action and lead", "Original deadline", "Current deadline", "Days over", "Forecast")
        rows = document.table(*heads, "Reason and remedy")
        assert [("".join(row[0]), "".join(row[4])) for row in rows] == overdue
        rows = document.table("No.", "Action and lead", "Promised", "Now", "Deviation")
        assert ["".join(row[0]) for row in rows] == promised


@pytest.mark.slow
def test_internal_notes_stand_in_documents_and_json_of_an_internal_report_alone(scene):
    for name, reader in READERS.items():
        assert squeezed("Internt: Kun til os selv") in squeezed(
            reader(made(name, audience="internal")).text + tables_text(reader(made(name, audience="internal")))
        )
        assert squeezed("Kun til os selv") not in squeezed(reader(made(name)).text + tables_text(reader(made(name))))
    assert b"Kun til os selv" in made("json", audience="internal")
    assert all(b"Kun til os selv" not in made(name) for name in ("json", "csv"))


def tables_text(document):
    return "".join(
        chain.from_iterable(line for table in document.tables for row in table.rows for cell in row for line in cell)
    )
