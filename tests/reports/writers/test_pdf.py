"""PDF: a tagged file that a validator for PDF/UA-1 accepts, and that says what it shows."""

from io import BytesIO

import page
import pikepdf
import pytest
from pikepdf import Dictionary, Name

from initiatives.reports.writers.pdf import writing
from tests.reports.made import made
from tests.reports.reading.pdf import children, read_pdf

pytestmark = pytest.mark.django_db

UA = page.ValidationProfile.PDF_UA_1


@pytest.fixture
def pdf(scene):
    return made("pdf")


def test_a_validator_accepts_it_as_pdf_ua(pdf):
    report = page.validate_pdf_bytes(pdf, profile=UA)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


def test_the_validator_would_refuse_a_figure_without_its_text(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        waiting = [opened.Root.StructTreeRoot]
        while waiting:
            element = waiting.pop()
            if isinstance(element, Dictionary):
                if element.get("/S") == Name.Figure:
                    del element["/Alt"]
                waiting.extend(children(element))
        stream = BytesIO()
        opened.save(stream)
    report = page.validate_pdf_bytes(stream.getvalue(), profile=UA)
    assert any("ALTERNATIVE" in failure.rule_id for failure in report.failures)


def test_it_has_a_language_a_title_that_is_shown_and_bookmarks(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_outline() as outline:
        assert opened.Root.Lang == "da-DK"
        assert opened.docinfo.Title == "Statusrapport opgjort pr. 31. december 2018: Handlingsplan for bedre skilte"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        titles = [item.title for item in outline.root]
    assert titles[0].endswith("Sammenfatning")
    assert (len(titles), titles[-1].endswith("Dataordbog")) == (12, True)


def test_english_is_marked_as_such(scene):
    assert read_pdf(made("pdf", language="en")).language == "en-GB"


def test_every_row_and_every_column_has_its_head(pdf):
    found = read_pdf(pdf)
    assert len(found.tables) >= 20
    for table in found.tables:
        assert all(table.heads)
        grouped = [row for row in table.rows if len(row) == 1]
        assert table.row_heads >= len(table.rows) - len(grouped)


def test_figures_say_in_words_all_that_they_show(pdf):
    overview, by_objective = read_pdf(pdf).figures
    assert "Gennemført 2, Inden for fristen 5, Forventes forsinket 1, Frist overskredet 2" in overview
    assert "2\N{NO-BREAK SPACE}Skilte der kan findes: Inden for fristen 5, Forventes forsinket 1" in by_objective


def test_the_same_report_is_the_same_file(scene, pdf):
    assert made("pdf") == pdf


def test_a_compiler_that_the_system_ends_is_told_in_words(scene, tmp_path, monkeypatch):
    ended = tmp_path / "ended.py"
    ended.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    monkeypatch.setattr(writing, "COMPILER", ended)
    with pytest.raises(writing.TooLittleMemory, match="hukommelse"):
        made("pdf")
