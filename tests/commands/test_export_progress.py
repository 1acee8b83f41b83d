"""The progress export on the command line."""

import csv
import io
import re

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from initiatives.models import MadeReport
from initiatives.periods import Period
from tests.factories import DeadlineFactory
from tests.reports import scene

pytestmark = pytest.mark.django_db


def export(target, *arguments):
    error = io.StringIO()
    call_command("export_progress", "--output", str(target), "--language", "en", *arguments, stderr=error)
    return error.getvalue()


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def deadline():
    return DeadlineFactory(key="guidance", action__number="1.1", action__objective__plan__slug="signs")


def test_a_file_has_every_deadline_of_the_plan_as_it_stood(author_at, tmp_path):
    scene.make(author_at)
    target = tmp_path / "progress.csv"
    message = export(target, "--plan", "skilte-2018", "--as-of", "2019-01-01", "--known", "then")
    assert message.startswith(f"{target}: {target.stat().st_size} bytes, SHA-256 ")
    rows = rows_of(target.read_text(encoding="utf-8"))
    assert len(rows) == 18
    assert {row["as_of"] for row in rows} == {"2019-01-01"}
    assert {row["known"] for row in rows} == {"2019-01-01T23:59:59.999999+01:00"}
    completed = next(row for row in rows if row["ref"] == "skilte-2018/1.2/first")
    assert (completed["position"], completed["completed_latest"]) == ("met_on_time", "2018-12-20")


def test_known_now_a_past_day_shows_what_was_reported_later(author_at, tmp_path):
    scene.make(author_at)
    target = tmp_path / "progress.csv"
    export(target, "--as-of", "2019-01-01", "--known", "now")
    rows = rows_of(target.read_text(encoding="utf-8"))
    assert next(row for row in rows if row["ref"] == "skilte-2018/1.2/first")["position"] == "overdue"


def test_a_workbook_opens_and_speaks_the_language_that_was_asked_for(deadline, tmp_path):
    target = tmp_path / "progress.xlsx"
    export(target, "--format", "xlsx")
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Read me", "Deadlines", "Actions", "Changes", "Definitions"]
    assert book["Deadlines"]["A1"].value == "Reference"
    assert book["Deadlines"]["G2"].value == "The guidance is ready"


def test_danish_excel_gets_its_own_csv(deadline, tmp_path):
    target = tmp_path / "progress.csv"
    export(target, "--format", "csv-excel")
    assert target.read_bytes().startswith(b"\xef\xbb\xbfref;plan;")


def test_standard_output_gets_the_bytes_and_nothing_else(deadline, capsysbinary):
    assert export("-") == ""
    captured = capsysbinary.readouterr().out
    assert [row["ref"] for row in rows_of(captured.decode())] == ["signs/1.1/guidance"]


def test_a_file_that_is_there_is_overwritten_only_by_force(deadline, tmp_path):
    target = tmp_path / "progress.csv"
    target.write_text("precious", encoding="utf-8")
    with pytest.raises(CommandError, match=r"is there already\. Add --force"):
        export(target)
    assert target.read_text(encoding="utf-8") == "precious"
    export(target, "--force")
    assert target.read_text(encoding="utf-8").startswith("ref,plan,")


def test_a_failure_leaves_what_was_there_and_no_half_file(deadline, tmp_path):
    target = tmp_path / "progress.csv"
    target.write_text("precious", encoding="utf-8")
    with pytest.raises(CommandError, match="There is no plan"):
        export(target, "--force", "--plan", "sings")
    assert [path.name for path in tmp_path.iterdir()] == ["progress.csv"]
    assert target.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize(
    ("target", "sentence"), [("missing/progress.csv", "cannot be written: No such file"), ("", "is no ordinary file")]
)
def test_a_place_that_takes_no_file_is_named(deadline, tmp_path, target, sentence):
    with pytest.raises(CommandError, match=sentence):
        export(tmp_path / target)


def test_an_unknown_format_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match=r"--format knows no “odt”\. Choose one of: html, pdf, docx, xlsx, csv"):
        export(tmp_path / "progress.odt", "--format", "odt")


@pytest.mark.parametrize(("format_name", "beginning"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!DOCTYPE")])
def test_the_report_comes_as_a_document_too(deadline, tmp_path, format_name, beginning):
    target = tmp_path / "report"
    export(target, "--format", format_name, "--plan", "signs", "--since", "2018-06-30", "--as-of", "2018-12-31")
    assert target.read_bytes().startswith(beginning)


def test_only_the_sections_that_were_asked_for_are_there(deadline, tmp_path):
    target = tmp_path / "report.html"
    export(target, "--format", "html", "--plan", "signs", "--section", "summary", "--section", "gaps")
    parts = re.findall(r'<section class="report-part[^"]*" aria-labelledby="report-(\w+)"', target.read_text("utf-8"))
    assert parts == ["summary", "gaps"]


def test_the_report_is_kept_and_the_same_question_is_answered_by_the_same_file(deadline, tmp_path):
    asked = ("--plan", "signs", "--as-of", "2018-12-31", "--known", "2018-12-31T23:00+01:00", "--format", "json")
    first, second = (export(tmp_path / name, *asked) for name in ("first", "second"))
    (report,) = MadeReport.objects.all()
    assert report.sha256 in first
    assert report.sha256 in second
    assert (report.asked_by, report.asked_by_name) == (None, "export_progress")
    with report.file.open("rb") as kept:
        assert kept.read() == (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_an_earlier_day_that_is_none_is_refused(deadline, tmp_path):
    with pytest.raises(CommandError, match="must lie before the day of the report"):
        export(tmp_path / "report", "--plan", "signs", "--as-of", "2018-12-31", "--since", "2018-12-31")
    assert not MadeReport.objects.exists()


def test_texts_that_a_spreadsheet_would_run_leave_disarmed(tmp_path):
    DeadlineFactory(label="=1+1", translations={}, wording="@SUM(1)", period=Period.none())
    export(tmp_path / "progress.csv")
    (row,) = rows_of((tmp_path / "progress.csv").read_text(encoding="utf-8"))
    assert (row["label"], row["wording"]) == ("'=1+1", "'@SUM(1)")
    export(tmp_path / "progress.xlsx", "--format", "xlsx")
    cell = openpyxl.load_workbook(tmp_path / "progress.xlsx")["Deadlines"]["G2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
