"""Word: real styles, heads that repeat, and a template that a ministry may replace by its own."""

from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from initiatives.reports.writers.docx.template import OURS, STYLES, TemplateRefused
from tests.reports.made import made
from tests.reports.progress.scene import bulgarian
from tests.reports.reading.docx import opened, read_docx

pytestmark = pytest.mark.django_db


@pytest.fixture
def word(scene):
    return opened(made("docx"))


@pytest.fixture
def own_template(tmp_path, settings):
    """Return a copy of our template, and what puts it to use."""
    template = docx.Document(str(OURS))

    def use():
        settings.REPORT_TEMPLATE = tmp_path / "skabelon.docx"
        template.save(str(settings.REPORT_TEMPLATE))
        return settings.REPORT_TEMPLATE

    template.use = use
    return template


def test_headings_are_headings_by_their_styles(word):
    titles = [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Heading 1"]
    assert titles[0] == "1  Sammenfatning"
    assert titles[-1] == "Bilag C  Dataordbog"
    assert [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Title"] == ["Statusrapport"]


def test_every_table_repeats_its_heads_and_merges_no_cells(word):
    assert len(word.tables) > 20
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert not list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge")))
        assert {len(row._tr.tc_lst) for row in table.rows} == {len(table.columns)}


def test_rows_stay_whole_and_short_tables_stay_on_a_page(word):
    short = next(table for table in word.tables if table.rows[0].cells[0].text == "Nr." and len(table.rows) == 3)
    first, last = short.rows[1], short.rows[2]
    assert first._tr.trPr.find(qn("w:cantSplit")) is not None
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in first.cells[0].paragraphs)
    assert not any(paragraph.paragraph_format.keep_with_next for paragraph in last.cells[0].paragraphs)


def test_the_language_is_danish_and_that_of_other_texts_is_marked(scene):
    bulgarian(scene)
    content = made("docx")
    assert read_docx(content).language == "da-DK"
    marked = [run for run in opened(content).element.body.iter(qn("w:lang")) if run.get(qn("w:val")) == "bg"]
    assert marked


def test_pictures_have_their_text_and_the_drawing_itself(scene, tmp_path):
    content = made("docx")
    overview, by_objective = read_docx(content).figures
    assert overview.startswith("Alle 12 frister")
    assert by_objective.startswith("Stablede søjler")
    (tmp_path / "made.docx").write_bytes(content)
    with ZipFile(tmp_path / "made.docx") as package:
        assert sum(name.endswith(".svg") for name in package.namelist()) == 2


def test_key_numbers_have_a_style_of_their_own(word):
    assert {paragraph.style.name for cell in word.tables[0].rows[1].cells for paragraph in cell.paragraphs} == {
        "Report Key Number"
    }


def test_wide_parts_lie_across_and_the_others_stand(word):
    turned = [section.page_width > section.page_height for section in word.sections]
    assert turned == [False, True, False, True, False]
    assert {(min(each.page_width, each.page_height), each.left_margin) for each in word.sections} == {
        (word.sections[0].page_width, word.sections[0].left_margin)
    }


def test_the_lines_above_and_below_reach_to_the_margin_whichever_way_a_page_lies(word):
    for section in word.sections:
        width = section.page_width - section.left_margin - section.right_margin
        for frame in (section.header, section.footer):
            (end,) = frame.paragraphs[0].paragraph_format.tab_stops
            assert abs(end.position - width) < Pt(1)
        assert section.header.paragraphs[0].text == word.sections[0].header.paragraphs[0].text


def test_header_and_footer_name_plan_day_and_reference(word):
    section = word.sections[0]
    assert section.different_first_page_header_footer
    header = section.header.paragraphs[0].text
    assert header.startswith("Statusrapport  Handlingsplan for bedre skilte")
    assert header.endswith("Opgjort pr. 31.12.2018")
    assert section.footer.paragraphs[0].text.startswith("SKM(2018) 1")


def test_a_ministry_uses_its_own_template(scene, own_template):
    own_template.styles["Heading 1"].font.size = Pt(31)
    own_template.sections[0].header.paragraphs[0].insert_paragraph_before("Ministeriet for Skilte, {plan}")
    own_template.use()
    word = opened(made("docx"))
    assert word.styles["Heading 1"].font.size == Pt(31)
    assert word.sections[0].header.paragraphs[0].text == "Ministeriet for Skilte, Handlingsplan for bedre skilte"


def test_a_template_that_lacks_a_style_is_refused_by_its_name(scene, own_template):
    own_template.styles["Report Lead"].delete()
    own_template.styles["Report Pair"].delete()
    path = own_template.use()
    with pytest.raises(TemplateRefused) as refused:
        made("docx", language="en")
    assert str(refused.value) == f"The Word template {path} lacks the styles: Report Lead, Report Pair."


@pytest.mark.parametrize("content", [b"", b"not a zip file", None])
def test_what_is_no_word_file_is_refused_in_words(scene, tmp_path, settings, content):
    settings.REPORT_TEMPLATE = tmp_path / "skabelon.docx"
    if content is not None:
        settings.REPORT_TEMPLATE.write_bytes(content)
    with pytest.raises(TemplateRefused, match=r"The Word template .*skabelon\.docx cannot be read"):
        made("docx", language="en")


def test_our_template_has_every_style():
    present = {style.name for style in docx.Document(str(OURS)).styles}
    assert set(STYLES) <= present
