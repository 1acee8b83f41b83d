"""The workbook of the report: a sheet to begin with, deadlines, actions, changes and definitions, with true dates."""

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest

from tests.reports.made import made
from tests.reports.progress.scene import DEADLINES

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(scene):
    return openpyxl.load_workbook(BytesIO(made("xlsx")))


def rows_of(sheet):
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_the_sheets_stand_in_their_order_in_the_language_of_the_report(book, scene):
    assert book.sheetnames == ["Læs mig", "Frister", "Tiltag", "Ændringer", "Definitioner"]
    english = openpyxl.load_workbook(BytesIO(made("xlsx", language="en")))
    assert english.sheetnames == ["Read me", "Deadlines", "Actions", "Changes", "Definitions"]


def test_the_first_sheet_says_what_the_file_is(book):
    said = dict(book["Læs mig"].iter_rows(values_only=True, max_col=2))
    assert said["Statusrapport: skilte-2018"] is None
    assert said["Opgjort pr."] == "31. december 2018"
    assert said["Kendt pr."] == "31. december 2018, 23:00:00"
    assert said["Frister"].startswith("Én række pr. frist")


@pytest.mark.parametrize("name", ["Frister", "Tiltag", "Ændringer"])
def test_sheets_of_rows_have_a_filter_and_a_header_that_stays(book, name):
    sheet = book[name]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert not sheet.merged_cells.ranges


def test_dates_are_dates_and_numbers_are_numbers(book):
    rows = {row["Reference"]: row for row in rows_of(book["Frister"])}
    late = rows["skilte-2018/1.1/late"]
    assert late["Gældende frist, seneste dag"] == datetime(2018, 10, 31)
    assert late["Dage for sent"] == 10
    assert late["Fortolkning fastlagt"] is True
    assert rows["skilte-2018/2.2/undated"]["Gældende frist, seneste dag"] is None
    assert len(rows) == len(DEADLINES)


def test_each_action_has_the_status_that_follows_from_its_deadlines(book):
    rows = {row["Tiltagets nummer"]: row for row in rows_of(book["Tiltag"])}
    assert list(rows) == ["1.1", "1.2", "2.1", "2.2", "2.3"]
    assert (rows["1.1"]["Status"], rows["1.1"]["Gennemført den"]) == ("gennemført", datetime(2018, 11, 10))
    assert (rows["1.2"]["Status"], rows["1.2"]["Overskredne frister"]) == ("i gang", 2)
    assert rows["1.1"]["Officiel ordlyd"] == "Tiltag 1.1, ord for ord."
    assert rows["2.2"]["Aktive frister"] == 1


def test_each_change_has_its_reason_and_whether_the_deadline_had_passed(book):
    (change,) = rows_of(book["Ændringer"])
    assert change["Reference"] == "skilte-2018/2.1/moved"
    assert (change["Før, seneste dag"], change["Efter, seneste dag"]) == (datetime(2018, 9, 30), datetime(2019, 3, 31))
    assert (change["Årsag"], change["Forklaring"]) == ("leverandør", "Leverandøren er forsinket.")
    assert change["Flyttet efter fristens udløb"] is True


def test_every_column_of_every_sheet_is_explained(book):
    explained = {row[0] for row in book["Definitioner"].iter_rows(values_only=True)}
    for name in ("Frister", "Tiltag", "Ændringer"):
        assert {cell.value for cell in book[name][1]} <= explained
