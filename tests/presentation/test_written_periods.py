"""What people write for a period is read as they mean it, and what a form shows is read again as the same."""

from datetime import date

import pytest

from initiatives.periods import Period, PeriodError
from initiatives.presentation.written_periods import read_period, written_period


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("", ""),
        ("20.12.2018", "2018-12-20"),
        ("1. 2. 2019", "2019-02-01"),
        ("20. december 2018", "2018-12-20"),
        ("20 December 2018", "2018-12-20"),
        ("Maj 2018", "2018-05"),
        ("dec. 2018", "2018-12"),
        ("12.2018", "2018-12"),
        ("2018-12", "2018-12"),
        ("2018-Q4", "2018-36"),
        ("2018K4", "2018-36"),
        ("Q4 2018", "2018-36"),
        ("4. kvartal 2018", "2018-36"),
        ("4th quarter 2018", "2018-36"),
        ("the 4th quarter of 2018", "2018-36"),
        ("1. halvår 2018", "2018-40"),
        ("2nd half of 2018", "2018-41"),
        ("2018", "2018"),
        ("2018-Q2 / 2018-Q3", "2018-34/2018-35"),
        ("2.–3. kvartal 2018", "2018-34/2018-35"),
        ("2nd-3rd quarter 2018", "2018-34/2018-35"),
        ("maj–juni 2018", "2018-05/2018-06"),
        ("4. kvartal 2018 – 1. kvartal 2019", "2018-36/2019-33"),
        ("1.3.2018 - 4.4.2018", "2018-03-01/2018-04-04"),
        ("../2018-10", "../2018-10"),
        ("2018-01/..", "2018-01/.."),
    ],
)
def test_the_ways_in_which_people_write_a_period(written, edtf):
    assert read_period(written) == Period.parse(edtf)


@pytest.mark.parametrize(
    "written", ["last Tuesday", "31.2.2018", "13.2018", "36.2018", "5. kvartal 2018", "20 Dezembruary 2018", "Q5 2018"]
)
def test_what_is_no_period_is_refused_in_the_words_that_were_written(written):
    with pytest.raises(PeriodError) as refused:
        read_period(written)

    assert refused.value.text.endswith(written)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    "period",
    [
        Period.none(),
        Period.day(date(2018, 3, 1)),
        *(Period.month(2018, month) for month in range(1, 13)),
        *(Period.quarter(2018, quarter) for quarter in range(1, 5)),
        Period.half(2018, 2),
        Period.year(2018),
        Period.week(2018, 7),
        Period.season(2018, "winter"),
        Period.parse("2018-34/2018-35"),
        Period.parse("2018-05/2018-06"),
        Period.parse("2018-36/2019-33"),
        Period.parse("2018-03-01/2018-04-04"),
        Period.parse("../2018-10"),
        Period.parse("2018-36/.."),
    ],
    ids=str,
)
def test_what_a_form_shows_is_read_again_as_the_same_period(period, language):
    assert read_period(written_period(period, language)) == period


def test_a_form_shows_a_period_in_the_words_of_the_page():
    assert written_period(Period.day(date(2018, 3, 1)), "da") == "01.03.2018"
    assert written_period(Period.quarter(2018, 4), "da") == "4. kvartal 2018"
    assert written_period(Period.parse("2018-34/2018-35"), "en") == "2nd–3rd quarter 2018"
    assert written_period(Period.parse("../2018-10"), "da") == "../2018-10"
