"""Comma-separated values, read back."""

import csv
from io import BytesIO, StringIO

import pytest

from initiatives.reports.writers.csv import write_csv, write_csv_for_excel
from tests.reports.tables import COLUMNS, COVER, EMPTY, PLAIN, RUNNABLE, UNSEEN, Row


def written(rows, write=write_csv):
    stream = BytesIO()
    count = write(COVER, COLUMNS, iter(rows), stream)
    assert count == len(rows)
    return stream.getvalue()


def lines_of(content, delimiter=","):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_code_names_head_the_columns():
    assert lines_of(written([])) == [["text", "day", "instant", "number", "flag", "status", "bodies"]]


def test_each_kind_is_written_for_programs():
    assert lines_of(written([Row()]))[1] == [
        "Vejledning om æbler",
        "2018-09-30",
        "2018-07-02T00:30:00+02:00",
        "0",
        "false",
        "on_hold",
        "JM; Rigspolitiet",
    ]


def test_what_is_missing_is_empty():
    assert lines_of(written([EMPTY]))[1] == [""] * 7


def test_lines_end_as_the_format_says_and_are_utf_8_without_a_mark():
    content = written([Row()])
    assert content.startswith(b"text,day,")
    assert content.count(b"\r\n") == 2
    assert "æbler".encode() in content


@pytest.mark.parametrize("text", RUNNABLE)
@pytest.mark.parametrize(("write", "delimiter"), [(write_csv, ","), (write_csv_for_excel, ";")])
def test_what_a_spreadsheet_would_run_is_written_with_an_apostrophe(text, write, delimiter):
    assert lines_of(written([Row(text=text)], write), delimiter)[1][0] == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize(("write", "delimiter"), [(write_csv, ","), (write_csv_for_excel, ";")])
def test_any_other_text_comes_back_as_one_cell_and_whole(text, write, delimiter):
    lines = lines_of(written([Row(text=text)], write), delimiter)
    assert len(lines) == 2
    assert lines[1][0] == text


@pytest.mark.parametrize(("text", "shown"), UNSEEN.items())
def test_what_no_cell_can_hold_is_replaced_visibly(text, shown):
    assert lines_of(written([Row(text=text)]))[1][0] == shown


def test_a_text_of_any_length_is_written_whole():
    assert lines_of(written([Row(text="ø" * 40_000)]))[1][0] == "ø" * 40_000


def test_danish_excel_gets_semicolons_and_a_mark():
    content = written([Row()], write_csv_for_excel)
    assert content.startswith(b"\xef\xbb\xbftext;day;")
    assert lines_of(content, ";")[1][6] == "JM; Rigspolitiet"


def test_rows_are_passed_on_before_the_last_one_is_read():
    stream = BytesIO()

    def rows():
        for _number in range(500):
            yield Row()
        assert stream.getvalue().count(b"\r\n") == 501
        yield Row()

    assert write_csv(COVER, COLUMNS, rows(), stream) == 501
