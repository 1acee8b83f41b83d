"""Excel workbooks, read back."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.conf import settings
from django.utils.translation import override

from initiatives.choices import Status
from initiatives.reports.writers.xlsx import TooManyRows, sheet, write_xlsx
from initiatives.reports.writers.xlsx.long_texts import MOST_UNITS
from tests.reports.tables import COLUMNS, COVER, EMPTY, PLAIN, RUNNABLE, UNSEEN, Row, read_back


class Unseekable(BytesIO):
    """A stream such as a pipe: it takes what is written and cannot go back."""

    def seekable(self):
        return False

    def tell(self):
        raise OSError("a pipe has no place")

    def seek(self, *_arguments):
        raise OSError("a pipe cannot be sought")


def written(rows, cover=COVER, stream=None):
    stream = stream or BytesIO()
    count = write_xlsx(cover, COLUMNS, iter(rows), stream)
    assert count == len(rows)
    return stream.getvalue()


def workbook_of(rows):
    return openpyxl.load_workbook(BytesIO(written(rows)), rich_text=False)


def text_written(text):
    """Return the cell of a text, once alone and once in a long row of others, and check that both are alike."""
    cells = [row[0] for row in workbook_of([Row(text=text), Row(text=text)])["Frister"].iter_rows(min_row=2)]
    assert cells[0].value == cells[1].value
    return cells[0]


def test_labels_head_the_columns_which_stay_in_view_and_can_be_filtered():
    frister = workbook_of([Row(), Row()])["Frister"]
    assert [cell.value for cell in frister[1]] == [f"Label of {column.code}" for column in COLUMNS]
    assert frister.freeze_panes == "A2"
    assert frister.auto_filter.ref == "A1:G3"
    assert frister.column_dimensions["A"].width == 12


def test_each_kind_is_a_cell_of_its_own_type():
    text, day, instant, number, flag, choice, bodies = workbook_of([Row()])["Frister"][2]
    assert (text.value, text.data_type) == ("Vejledning om æbler", "s")
    assert (day.value, day.is_date, day.number_format) == (datetime(2018, 9, 30), True, r"yyyy\-mm\-dd")
    assert (instant.value, instant.is_date) == (datetime(2018, 7, 2, 0, 30), True)
    assert (number.value, number.data_type) == (0, "n")
    assert (flag.value, flag.data_type) == (False, "b")
    assert (choice.value, choice.data_type) == ("on hold", "s")
    assert bodies.value == "JM; Rigspolitiet"


def test_what_is_missing_has_no_cell():
    assert [cell.value for cell in workbook_of([EMPTY, Row()])["Frister"][2]] == [None] * 7


def test_no_rows_still_make_a_workbook_with_headers():
    frister = workbook_of([])["Frister"]
    assert frister.max_row == 1
    assert frister.auto_filter.ref == "A1:G1"


def test_a_day_before_the_calendar_of_the_format_is_a_text():
    days = [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2200, 12, 31)]
    cells = [row[1].value for row in workbook_of([Row(day=day) for day in days])["Frister"].iter_rows(min_row=2)]
    assert cells == ["1900-01-01", "1900-02-28", datetime(1900, 3, 1), datetime(2200, 12, 31)]


def test_the_last_instant_of_a_day_stays_on_its_day():
    instant = datetime(2018, 12, 31, 22, 59, 59, 999999, tzinfo=UTC)
    assert workbook_of([Row(instant=instant)])["Frister"]["C2"].value == datetime(2018, 12, 31, 23, 59, 59)


@pytest.mark.parametrize("text", [*RUNNABLE, *PLAIN])
def test_every_text_is_stored_as_a_text_and_whole(text):
    cell = text_written(text)
    assert read_back(cell.value) == text.replace("\r", "\n")
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.quotePrefix


@pytest.mark.parametrize(("text", "shown"), UNSEEN.items())
def test_what_no_cell_can_hold_is_replaced_visibly(text, shown):
    assert text_written(text).value == shown


def test_a_windows_line_break_is_one_line_break():
    assert text_written("et\r\nto").value == "et\nto"


@pytest.mark.parametrize("text", ["x" * 32_767, "x" * 32_765 + "😀", "😀" * 16_383])
def test_the_longest_text_of_a_cell_needs_no_other_sheet(text):
    book = workbook_of([Row(text=text)])
    assert book.sheetnames == ["Frister", "Definitions"]
    assert book["Frister"]["A2"].value == text


@pytest.mark.parametrize("text", ["x" * 32_768, "=" * 70_000, "😀" * 16_384, "x" * 32_766 + "😀"])
def test_a_longer_text_ends_with_a_mark_and_stands_whole_on_a_sheet_of_its_own(text):
    book = workbook_of([Row(), Row(text=text), Row(bodies=("kort", "æ" * 40_000))])
    assert book.sheetnames == ["Frister", "Long texts", "Definitions"]
    shown = book["Frister"]["A3"].value
    beginning, mark = shown.split("… [")
    assert mark == "the whole text is on the sheet “Long texts”, row 2]"
    assert text.startswith(beginning)
    rows = list(book["Long texts"].iter_rows(min_row=2, values_only=True))
    assert "".join(part for cell, _column, _number, part in rows if cell == "A3") == text
    assert "".join(part for cell, _column, _number, part in rows if cell == "G4") == "kort; " + "æ" * 40_000
    for part in [shown, *(row[3] for row in rows)]:
        assert len(part.encode("utf-16-le")) // 2 <= MOST_UNITS
    assert rows[0][:3] == ("A3", "Label of text", "1")
    marked_row = int(re.search(r"row (\d+)\]$", book["Frister"]["G4"].value).group(1))
    assert book["Long texts"].cell(marked_row, 1).value == "G4"


def test_the_definitions_explain_every_column_and_code():
    rows = list(workbook_of([])["Definitions"].iter_rows(values_only=True))
    assert rows[0][0] == "Frister"
    assert rows[1][1] == "2018-12-31"
    assert rows[2][1] == "2018-12-31T23:59:59.999999+01:00"
    explained = {row[1]: row[4] for row in rows[5:] if row[4]}
    assert explained == {column.code: f"meaning of {column.code}" for column in COLUMNS}
    codes = {(row[3], row[2]) for row in rows[5:] if row[3]}
    with override("en"):
        assert codes == {(code, str(label)) for code, label in Status.choices}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_sheets_have_names_in_every_language_that_the_format_allows(language):
    book = openpyxl.load_workbook(BytesIO(written([Row(text="x" * 40_000)], replace(COVER, language=language))))
    for name in book.sheetnames:
        assert re.fullmatch(r"[^\[\]:*?/\\']{1,31}", name)
    assert len({name.casefold() for name in book.sheetnames}) == 3


def test_the_same_report_is_the_same_file_every_time():
    assert written([Row(), EMPTY]) == written([Row(), EMPTY])


def test_a_pipe_can_take_a_workbook():
    content = written([Row(), Row()], stream=Unseekable())
    assert openpyxl.load_workbook(BytesIO(content))["Frister"].max_row == 3


def test_rows_are_passed_on_before_the_last_one_is_read():
    stream = BytesIO()
    sizes = []

    def rows():
        for number in range(5_000):
            sizes.append(stream.tell())
            yield Row(text=f"{number} {hash(str(number))} {hash(number * 7)}")

    write_xlsx(COVER, COLUMNS, rows(), stream)
    assert sizes[-1] > 50_000


def test_rows_that_fail_fail_the_workbook():
    def rows():
        yield Row()
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        write_xlsx(COVER, COLUMNS, rows(), BytesIO())


def test_more_rows_than_a_sheet_holds_are_refused_rather_than_cut(monkeypatch):
    monkeypatch.setattr(sheet, "MOST_ROWS", 30)
    assert written([Row()] * 29)
    with pytest.raises(TooManyRows, match="An Excel sheet holds 30 rows"):
        written([Row()] * 30)


def test_every_part_is_well_formed_and_typed():
    with zipfile.ZipFile(BytesIO(written([Row(text="x" * 40_000)]))) as package:
        names = package.namelist()
        types = package.read("[Content_Types].xml").decode()
        assert package.testzip() is None
    assert sorted(names) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet3.xml",
    ]
    for name in names:
        if name.startswith("xl/") and name.endswith(".xml"):
            assert f'PartName="/{name}"' in types
