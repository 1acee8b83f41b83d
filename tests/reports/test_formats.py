"""The file formats by name."""

from datetime import date

import pytest
from django.utils.translation import override

from initiatives.reports.formats import FORMATS, UnknownFormat, format_named


def test_there_are_the_formats_that_the_interface_promises():
    assert list(FORMATS) == ["csv", "csv-excel", "xlsx"]


def test_a_file_is_named_by_what_it_shows_and_the_judged_day():
    assert FORMATS["csv-excel"].file_name("com-2017-612", date(2018, 12, 31)) == "com-2017-612-2018-12-31.csv"
    assert FORMATS["xlsx"].file_name("com-2017-612", date(2018, 12, 31)) == "com-2017-612-2018-12-31.xlsx"


def test_an_unknown_format_is_refused_with_those_that_there_are():
    assert format_named("csv") is FORMATS["csv"]
    with override("en"), pytest.raises(UnknownFormat, match=r"“pdf” is not .*: csv, csv-excel, xlsx"):
        format_named("pdf")
