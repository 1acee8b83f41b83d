"""The side file of the CSV: every column is described, in the order of the file, with what it may hold."""

import csv
import re
from io import StringIO

import orjson
import pytest
from django.utils import translation

from initiatives.reports.columns import COLUMNS
from initiatives.reports.making import report_cover
from initiatives.reports.writers.csvw import csvw_bytes
from tests.reports.made import made
from tests.reports.progress.scene import definition

pytestmark = pytest.mark.django_db


@pytest.fixture
def described():
    with translation.override("en"):
        return orjson.loads(csvw_bytes(report_cover(definition(language="en")), COLUMNS, "report.csv"))


def test_it_describes_every_column_of_the_file_in_its_order(scene, described):
    header = next(csv.reader(StringIO(made("csv").decode(), newline="")))
    columns = described["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == header
    assert [column["titles"] for column in columns] == [[name] for name in header]
    assert all(column["rdfs:label"] and column["dc:description"] for column in columns)


def test_it_names_the_file_its_language_and_what_identifies_a_row(described):
    context, language = described["@context"]
    assert (context, language) == ("http://www.w3.org/ns/csvw", {"@language": "en"})
    assert (described["url"], described["tableSchema"]["primaryKey"]) == ("report.csv", "ref")
    assert described["dialect"] == {"header": True, "delimiter": ",", "encoding": "utf-8"}


def test_every_value_of_the_file_is_of_the_kind_that_is_described(scene, described):
    kinds = {column["name"]: column for column in described["tableSchema"]["columns"]}
    lines = list(csv.DictReader(StringIO(made("csv").decode(), newline="")))
    seen = set()
    for line in lines:
        for name, value in line.items():
            if value:
                assert fits(value, kinds[name]), (name, value)
                seen.add(name)
    assert len(seen) > 25


def fits(value, column):
    kind = column["datatype"]
    if kind == "string":
        return True
    if kind == "integer":
        return re.fullmatch("-?[0-9]+", value)
    if kind == "dateTimeStamp":
        return re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d", value)
    if kind["base"] == "date":
        return re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    return re.fullmatch(kind["format"], value)
