"""Exports: the rows of a moment, equal to the lists and counters of the same moment, in every format."""

import csv
from collections import Counter
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.choices import Position
from initiatives.clocks import Moment
from initiatives.models import Deadline
from initiatives.policies import Actor
from initiatives.queries.overdue import overdue_count, overdue_deadlines
from initiatives.queries.progress import counts_by_plan
from initiatives.reports.columns import COLUMNS
from initiatives.reports.export import exported_file, write_export
from initiatives.reports.formats import FORMATS
from initiatives.reports.progress import progress_deadlines
from tests.factories import DeadlineFactory
from tests.reports import scene

pytestmark = pytest.mark.django_db

NOW = datetime(2019, 1, 10, 9, tzinfo=UTC)
EVERYBODY = Actor(system=True)
MOMENTS = [
    (None, "then"),
    (date(2018, 12, 31), "then"),
    (date(2018, 12, 31), "now"),
    (date(2019, 1, 1), "then"),
    (date(2019, 1, 1), "now"),
    (date(2018, 10, 1), "2018-10-15"),
    (date(2018, 10, 1), "now"),
    (date(2019, 12, 31), "then"),
]


def exported(deadlines, moment, name="csv", language="da"):
    stream = BytesIO()
    write_export(file_format=FORMATS[name], deadlines=deadlines, moment=moment, language=language, stream=stream)
    return stream.getvalue()


def csv_rows(deadlines, moment, **options):
    return list(csv.DictReader(StringIO(exported(deadlines, moment, **options).decode(), newline="")))


@pytest.mark.parametrize(("as_of", "known"), MOMENTS)
def test_an_export_says_what_the_overdue_list_and_the_counters_say(author_at, as_of, known):
    plan = scene.make(author_at)
    moment = Moment.resolve(now=NOW, as_of=as_of, known=known)
    rows = csv_rows(progress_deadlines(EVERYBODY, moment), moment)
    counts = counts_by_plan(Deadline.objects.at(moment))[plan.pk]
    assert Counter(row["position"] for row in rows) == dict(counts.positions)
    assert sum(row["days_slipped"] != "" for row in rows) == counts.delayed
    listed = [deadline.ref for deadline in overdue_deadlines(moment)]
    overdue = [row for row in rows if row["position"] == Position.OVERDUE]
    assert {row["ref"] for row in overdue} == set(listed)
    assert len(overdue) == len(listed) == overdue_count(moment) == counts.overdue
    assert [row["ref"] for row in csv_rows(overdue_deadlines(moment), moment)] == listed
    days = [int(row["days_overdue"]) for row in csv_rows(overdue_deadlines(moment), moment)]
    assert days == sorted(days, reverse=True)


def test_the_moments_of_that_comparison_differ_from_one_another(author_at):
    scene.make(author_at)
    moments = [Moment.resolve(now=NOW, as_of=as_of, known=known) for as_of, known in MOMENTS]
    assert len({tuple(overdue_deadlines(moment).values_list("pk")) for moment in moments}) >= 5


def test_a_workbook_has_the_same_rows_as_the_text(author_at):
    scene.make(author_at)
    moment = Moment.today(NOW)
    texts = csv_rows(progress_deadlines(EVERYBODY, moment), moment)
    sheet = openpyxl.load_workbook(BytesIO(exported(progress_deadlines(EVERYBODY, moment), moment, "xlsx"))).worksheets[
        0
    ]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(texts) == 18
    for row, text in zip(rows, texts, strict=True):
        values = dict(zip([column.code for column in COLUMNS], row, strict=True))
        assert values["ref"] == text["ref"]
        assert (values["current_latest"].date().isoformat() if values["current_latest"] else "") == text[
            "current_latest"
        ]
        assert ("" if values["days_overdue"] is None else str(values["days_overdue"])) == text["days_overdue"]


def test_rows_stand_in_the_order_of_the_plans_own_numbers(author_at):
    moment = Moment.today(NOW)
    for number in ("1.10", "1.9", "1.2"):
        DeadlineFactory(action__number=number, action__objective__plan__slug=f"plan-{number[-1]}")
    DeadlineFactory(action=Deadline.objects.get(action__number="1.2").action, key="another")
    found = [row["ref"].rpartition("/")[0] for row in csv_rows(progress_deadlines(EVERYBODY, moment), moment)]
    assert found == ["plan-0/1.10", "plan-2/1.2", "plan-2/1.2", "plan-9/1.9"]


def test_only_the_plans_that_were_asked_for_are_exported(author_at):
    moment = Moment.today(NOW)
    DeadlineFactory(action__objective__plan__slug="wanted")
    DeadlineFactory(action__objective__plan__slug="unwanted")
    assert [row["plan"] for row in csv_rows(progress_deadlines(EVERYBODY, moment, ["wanted"]), moment)] == ["wanted"]


def test_texts_are_in_the_language_that_was_asked_for():
    moment = Moment.today(NOW)
    DeadlineFactory()
    for language, label in [("da", "Vejledningen foreligger"), ("en", "The guidance is ready")]:
        (row,) = csv_rows(progress_deadlines(EVERYBODY, moment), moment, language=language)
        assert row["label"] == label


def test_an_export_has_as_many_queries_for_many_rows_as_for_few(author_at, django_assert_num_queries):
    moment = Moment.today(NOW)
    scene.make(author_at)
    with CaptureQueriesContext(connection) as few:
        exported(progress_deadlines(EVERYBODY, moment), moment)
    scene.make(author_at, slug="skilte-2019")
    with django_assert_num_queries(len(few)):
        assert len(csv_rows(progress_deadlines(EVERYBODY, moment), moment)) == 36


def test_an_exported_file_is_whole_read_from_its_beginning_and_the_same_as_what_is_written(author_at):
    scene.make(author_at)
    moment = Moment.today(NOW)
    options = {"deadlines": progress_deadlines(EVERYBODY, moment), "moment": moment, "language": "da"}
    with exported_file(file_format=FORMATS["xlsx"], **options) as file:
        assert file.read() == exported(progress_deadlines(EVERYBODY, moment), moment, "xlsx")
