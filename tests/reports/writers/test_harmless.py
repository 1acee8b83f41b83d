"""What people write comes out as text in every format, and nothing of it is left out without a mark."""

import csv
import re
from io import BytesIO, StringIO

import openpyxl
import orjson
import pytest

from initiatives.choices import Status
from initiatives.periods import Period
from initiatives.reports.cells import guarded, visible
from initiatives.reports.progress.definition import Decision, Texts
from initiatives.reports.writers.pdf.glyphs import shown
from initiatives.services.status_updates import Report, record
from tests.factories import ActionFactory, DeadlineFactory, ObjectiveFactory, OrganisationFactory, ResponsibilityFactory
from tests.reports.made import made
from tests.reports.reading import squeezed
from tests.reports.reading.docx import opened, read_docx
from tests.reports.reading.html import read_html
from tests.reports.reading.pdf import read_pdf
from tests.reports.tables import read_back
from tests.reports.writers.test_same_facts import FULL_TABLE, tables_text

pytestmark = pytest.mark.django_db

NASTY = {
    "formula": '=HYPERLINK("http://example.org";"klik")',
    "markup": "<b>fed</b> <script>alert(1)</script> &amp; ]]>",
    "typst": '#import "x.typ": * $x^2$ *fed* _kursiv_ @ref <label> `kode` // nej \\ #panic("!")',
    "controls": "en\x0bto\x1b[31mtre\x7f",
    "word": "{{ plan }} {% tr %} {title} w:t",
    "arabic": "مرحبا بالعالم",
    "hebrew": "שלום עולם",
    "emoji": "Færdig 😀 👩‍👩‍👧",
    "bulgarian": "Насоки за табелите",
    "long_word": "Speciallægepraksisplanlægningsstabiliseringsperiode" * 4,
    "lines": "første\nanden\r\ntredje",
    "address": "https://example.org/" + "sti/" * 40,
}
READERS = {"html": read_html, "docx": read_docx, "pdf": read_pdf}


@pytest.fixture
def nasty():
    """A plan whose titles, labels, bodies and wordings are what others have been broken with."""
    objective = ObjectiveFactory(
        plan__slug="grim",
        plan__title=NASTY["markup"] + " meget langt" * 30,
        plan__translations={},
        number="1",
        title=f"{NASTY['typst']} {NASTY['typst']}",
    )
    for number, (key, text) in enumerate(NASTY.items(), start=1):
        action = ActionFactory(objective=objective, number=f"1.{number}", title=text, wording=text, translations={})
        DeadlineFactory(action=action, key=key.replace("_", "-"), label=text, wording=text, translations={})
        ResponsibilityFactory(action=action, role="lead", organisation=OrganisationFactory(name=text, abbreviation=""))
    return objective.plan


ASKED = {
    "plans": ("grim",),
    "language": "en",
    "since": None,
    "texts": Texts(
        publisher=NASTY["typst"],
        statements=tuple(NASTY.values()),
        decisions=(Decision(NASTY["markup"], NASTY["formula"], NASTY["emoji"]),),
        objectives={"grim/1": NASTY["word"]},
    ),
}


@pytest.mark.parametrize("format_name", READERS)
def test_documents_hold_every_text_as_it_was_written(nasty, format_name):
    document = READERS[format_name](made(format_name, **ASKED))
    as_shown = {"pdf": shown, "html": visible, "docx": visible}[format_name]
    rows = document.table(*FULL_TABLE)
    for text, row in zip(NASTY.values(), rows, strict=True):
        # The action and its body are both called so; the deadline is, too, and its label is not said again.
        assert ordered(squeezed("".join(row[1]))) == ordered(squeezed(as_shown(text)) * 2)
    everything = squeezed(document.text + tables_text(document))
    for text in NASTY.values():
        if text not in (NASTY["arabic"], NASTY["hebrew"]) or format_name != "pdf":
            assert squeezed(as_shown(text)) in everything


def ordered(text):
    """Return the letters in any one order, without those of breaks: a PDF has them as they are seen."""
    return sorted(letter for letter in text if letter not in "-\u200d\u2010")


def test_a_letter_that_no_font_has_is_written_as_its_code(nasty):
    assert shown("Færdig 😀") == "Færdig [U+1F600]"
    assert "[U+1F600]" in read_pdf(made("pdf", **ASKED)).text


def test_a_title_that_is_too_long_for_a_property_of_a_word_file_is_cut_there_with_a_mark(nasty):
    content = made("docx", **ASKED)
    assert opened(content).core_properties.title.endswith("…")
    assert nasty.title in "".join(paragraph.text for paragraph in opened(content).paragraphs)


def test_html_holds_no_markup_but_ours(nasty):
    html = made("html", **ASKED).decode()
    assert "<script" not in html
    assert "<b>fed" not in html
    assert "&lt;b&gt;fed&lt;/b&gt; &lt;script&gt;" in html


def test_data_files_hold_every_text_and_run_none(nasty):
    lines = list(csv.DictReader(StringIO(made("csv", **ASKED).decode(), newline="")))
    assert [line["action"] for line in lines] == [guarded(visible(text)) for text in NASTY.values()]
    sheet = openpyxl.load_workbook(BytesIO(made("xlsx", **ASKED)))["Deadlines"]
    heads = [cell.value for cell in sheet[1]]
    column = heads.index("Action") + 1
    for row, text in enumerate(NASTY.values(), start=2):
        cell = sheet.cell(row, column)
        assert cell.data_type == "s"
        assert read_back(cell.value) == visible(text).replace("\r\n", "\n").replace("\r", "\n")
    entries = orjson.loads(made("json", **ASKED))["deadlines"]
    assert [entry["action"] for entry in entries] == list(NASTY.values())


@pytest.fixture
def long_note(author_at):
    """A report with a note of 40,000 characters, numbered so that a gap would show."""
    note = " ".join(f"ord{number:04}" for number in range(5000))[:39_999] + "!"
    deadline = DeadlineFactory(action__objective__plan__slug="lang", period=Period.quarter(2018, 4))
    record(by=author_at(2018, 12, 1), deadline=deadline, report=Report(status=Status.ON_HOLD, note=note))
    return note


@pytest.mark.parametrize("format_name", READERS)
def test_a_note_of_forty_thousand_characters_is_whole_in_every_document(long_note, format_name):
    document = READERS[format_name](made(format_name, plans=("lang",), since=None))
    # In the cell stands its beginning with a mark, and under the table all of it.
    assert squeezed("[hele teksten står under tabellen: bemærkning 1]") in squeezed(document.text)
    assert squeezed(long_note) in squeezed(document.text)


def test_a_long_note_is_whole_in_data_files_and_marked_where_a_cell_is_too_small(long_note):
    asked = {"plans": ("lang",), "since": None, "language": "en"}
    (line,) = csv.DictReader(StringIO(made("csv", **asked).decode(), newline=""))
    assert line["note"] == long_note
    assert orjson.loads(made("json", **asked))["deadlines"][0]["note"] == long_note
    book = openpyxl.load_workbook(BytesIO(made("xlsx", **asked)))
    (cell,) = [cell.value for cell in book["Deadlines"][2] if len(str(cell.value)) > 1000]
    assert cell.endswith("… [the whole text is on the sheet “Long texts”, row 2]")
    parts = [row[3] for row in book["Long texts"].iter_rows(min_row=2, values_only=True)]
    assert "".join(parts) == long_note


def test_a_label_that_a_figure_has_no_room_for_ends_with_a_mark(nasty):
    html = made("html", **ASKED).decode()
    figure = re.findall("<figure.*?</figure>", html, re.DOTALL)[-1]
    labels = re.findall('<text x="0"[^>]*>([^<]*)</text>', figure)
    assert labels[-1].endswith("…")
    # The table under it has the label whole.
    assert squeezed(NASTY["typst"]) in squeezed(tables_text(read_html(html.encode())))
