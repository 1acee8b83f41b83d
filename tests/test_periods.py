"""Periods: what their texts mean, what is refused, how they read, and what holds for all of them."""

from __future__ import annotations

import calendar
from dataclasses import FrozenInstanceError
from datetime import date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from initiatives.periods import Period, PeriodError, Precision

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
SEASONS = ("spring", "summer", "autumn", "winter")

days = st.dates(FIRST_DAY, LAST_DAY)
years = st.integers(1900, 2200)
weeks = st.dates(FIRST_DAY, LAST_DAY - timedelta(days=13)).map(lambda day: Period.week(*day.isocalendar()[:2]))
units = st.one_of(
    days.map(Period.day),
    st.builds(Period.month, years, st.integers(1, 12)),
    st.builds(Period.quarter, years, st.integers(1, 4)),
    st.builds(Period.half, years, st.integers(1, 2)),
    st.builds(Period.season, st.integers(1900, 2199), st.sampled_from(SEASONS)),
    years.map(Period.year),
)
ranges = st.tuples(units, units).map(lambda ends: Period.range(*sorted(ends, key=lambda end: end.earliest)))
open_periods = st.one_of(units.map(Period.by_end_of), units.map(Period.from_start_of))
periods = st.one_of(units, weeks, ranges, open_periods, st.builds(Period.none))


def month(year, number):
    return Period.month(year, number)


def facts(period):
    return (period.edtf, period.earliest, period.latest, period.precision)


@pytest.mark.parametrize(
    ("period", "edtf", "earliest", "latest", "precision"),
    [
        (Period.day(date(2018, 12, 20)), "2018-12-20", date(2018, 12, 20), date(2018, 12, 20), Precision.DAY),
        (Period.week(2018, 52), "2018-12-24/2018-12-30", date(2018, 12, 24), date(2018, 12, 30), Precision.WEEK),
        (Period.week(2020, 53), "2020-12-28/2021-01-03", date(2020, 12, 28), date(2021, 1, 3), Precision.WEEK),
        (Period.month(2018, 10), "2018-10", date(2018, 10, 1), date(2018, 10, 31), Precision.MONTH),
        (Period.quarter(2018, 1), "2018-33", date(2018, 1, 1), date(2018, 3, 31), Precision.QUARTER),
        (Period.quarter(2018, 4), "2018-36", date(2018, 10, 1), date(2018, 12, 31), Precision.QUARTER),
        (Period.half(2018, 1), "2018-40", date(2018, 1, 1), date(2018, 6, 30), Precision.HALF),
        (Period.half(2018, 2), "2018-41", date(2018, 7, 1), date(2018, 12, 31), Precision.HALF),
        (Period.year(2018), "2018", date(2018, 1, 1), date(2018, 12, 31), Precision.YEAR),
        (Period.season(2018, "spring"), "2018-21", date(2018, 3, 1), date(2018, 5, 31), Precision.SEASON),
        (Period.season(2018, "summer"), "2018-22", date(2018, 6, 1), date(2018, 8, 31), Precision.SEASON),
        (Period.season(2018, "autumn"), "2018-23", date(2018, 9, 1), date(2018, 11, 30), Precision.SEASON),
        (Period.season(2018, "winter"), "2018-24", date(2018, 12, 1), date(2019, 2, 28), Precision.SEASON),
        (Period.season(2019, "winter"), "2019-24", date(2019, 12, 1), date(2020, 2, 29), Precision.SEASON),
        (
            Period.range(Period.quarter(2018, 2), Period.quarter(2018, 3)),
            "2018-34/2018-35",
            date(2018, 4, 1),
            date(2018, 9, 30),
            Precision.RANGE,
        ),
        (Period.by_end_of(month(2018, 10)), "../2018-10", None, date(2018, 10, 31), Precision.OPEN),
        (Period.from_start_of(month(2018, 1)), "2018-01/..", date(2018, 1, 1), None, Precision.OPEN),
        (Period.none(), "", None, None, Precision.NONE),
    ],
)
def test_each_constructor_writes_its_expression_and_bounds(period, edtf, earliest, latest, precision):
    assert facts(period) == (edtf, earliest, latest, precision)


@pytest.mark.parametrize(
    ("wording", "period", "earliest", "latest"),
    [
        ("4. kvartal 2018", Period.quarter(2018, 4), date(2018, 10, 1), date(2018, 12, 31)),
        (
            "andet-tredje kvartal 2018",
            Period.range(Period.quarter(2018, 2), Period.quarter(2018, 3)),
            date(2018, 4, 1),
            date(2018, 9, 30),
        ),
        ("i oktober 2017", month(2017, 10), date(2017, 10, 1), date(2017, 10, 31)),
        ("inden oktober 2018, before", Period.by_end_of(month(2018, 9)), None, date(2018, 9, 30)),
        ("inden oktober 2018, by", Period.by_end_of(month(2018, 10)), None, date(2018, 10, 31)),
        ("inden udgangen af 2018", Period.by_end_of(Period.year(2018)), None, date(2018, 12, 31)),
        ("1. halvår 2018", Period.half(2018, 1), date(2018, 1, 1), date(2018, 6, 30)),
        ("2. halvår 2018", Period.half(2018, 2), date(2018, 7, 1), date(2018, 12, 31)),
        ("medio 2018", Period.range(month(2018, 5), month(2018, 8)), date(2018, 5, 1), date(2018, 8, 31)),
        ("primo 2018", Period.range(month(2018, 1), month(2018, 4)), date(2018, 1, 1), date(2018, 4, 30)),
        ("foråret 2018", Period.season(2018, "spring"), date(2018, 3, 1), date(2018, 5, 31)),
        ("sommeren 2018", Period.season(2018, "summer"), date(2018, 6, 1), date(2018, 8, 31)),
        ("efteråret 2018", Period.season(2018, "autumn"), date(2018, 9, 1), date(2018, 11, 30)),
        ("vinter 2018/19", Period.season(2018, "winter"), date(2018, 12, 1), date(2019, 2, 28)),
        ("2018", Period.year(2018), date(2018, 1, 1), date(2018, 12, 31)),
        ("løbende", Period.none(), None, None),
        (
            "i løbet af de næste 16 måneder",
            Period.from_bounds(date(2017, 10, 18), date(2019, 2, 18)),
            date(2017, 10, 18),
            date(2019, 2, 18),
        ),
        ("september 2017, already held", month(2017, 9), date(2017, 9, 1), date(2017, 9, 30)),
        ("no deadline stated", Period.none(), None, None),
    ],
)
def test_the_usual_wordings_of_plans_can_be_expressed(wording, period, earliest, latest):
    assert (period.earliest, period.latest) == (earliest, latest), wording


@pytest.mark.parametrize(
    ("edtf", "danish", "english"),
    [
        ("2018-12-20", "20. december 2018", "20 December 2018"),
        ("2018-12-24/2018-12-30", "uge 52, 2018", "week 52, 2018"),
        ("2018-12-31/2019-01-06", "uge 1, 2019", "week 1, 2019"),
        ("2018-10", "oktober 2018", "October 2018"),
        ("2018-36", "4. kvartal 2018", "4th quarter 2018"),
        ("2018-40", "1. halvår 2018", "1st half of 2018"),
        ("2018-41", "2. halvår 2018", "2nd half of 2018"),
        ("2018-21", "foråret 2018", "spring 2018"),
        ("2018-24", "vinteren 2018/19", "winter 2018/19"),
        ("1999-24", "vinteren 1999/00", "winter 1999/00"),
        ("2018", "2018", "2018"),
        ("2018-34/2018-35", "2.–3. kvartal 2018", "2nd–3rd quarter 2018"),
        ("2018-04/2018-09", "april–september 2018", "April–September 2018"),
        ("2018-10/2018-10", "oktober 2018", "October 2018"),
        ("2017-36/2018-33", "4. kvartal 2017 – 1. kvartal 2018", "4th quarter 2017 – 1st quarter 2018"),
        ("2017-12/2018-01", "december 2017 – januar 2018", "December 2017 – January 2018"),
        ("2017-10-18/2019-02-18", "18. oktober 2017 – 18. februar 2019", "18 October 2017 – 18 February 2019"),
        ("2018-33/2018-06", "1. kvartal 2018 – juni 2018", "1st quarter 2018 – June 2018"),
        ("../2018-10", "senest udgangen af oktober 2018", "by the end of October 2018"),
        ("../2018-36", "senest udgangen af 4. kvartal 2018", "by the end of the 4th quarter 2018"),
        ("../2018-40", "senest udgangen af 1. halvår 2018", "by the end of the 1st half of 2018"),
        ("../2018", "senest udgangen af 2018", "by the end of 2018"),
        ("../2018-10-01", "senest 1. oktober 2018", "by 1 October 2018"),
        ("2018-01/..", "fra januar 2018", "from January 2018"),
        ("2018-36/..", "fra 4. kvartal 2018", "from the 4th quarter 2018"),
        ("2018-01-15/..", "fra 15. januar 2018", "from 15 January 2018"),
        ("", "uden frist", "no deadline"),
    ],
)
def test_a_period_reads_in_danish_and_english(edtf, danish, english):
    period = Period.parse(edtf)
    assert (period.label("da"), period.label("en")) == (danish, english)


@pytest.mark.parametrize(
    ("tag", "label"), [("da-DK", "oktober 2018"), ("EN-gb", "October 2018"), ("sv", "October 2018")]
)
def test_a_label_follows_the_main_language_of_its_tag_and_falls_back_to_english(tag, label):
    assert month(2018, 10).label(tag) == label


def test_a_label_does_not_depend_on_the_active_language():
    with translation.override("da"):
        assert month(2018, 10).label("en") == "October 2018"


@pytest.mark.parametrize(
    "text",
    [
        "2018-00",
        "2018-13",
        "2018-20",
        "2018-25",
        "2018-32",
        "2018-37",
        "2018-42",
        "2018-02-30",
        "2019-02-29",
        "2100-02-29",
        "2018-36-01",
        "2018-10-00",
        "2015/16",
        "2018-10/2018-09",
        "2019/2018",
        "../..",
        "..",
        "/",
        "2018/",
        "/2018",
        "2018/2019/2020",
        "2018/unknown",
        "unknown",
        "open",
        "2018~",
        "2018-10?",
        "%2018-10",
        "2018-1X",
        "201X",
        "2018-W01",
        "2018-W01-1",
        "20181231",
        "2018-1",
        "31/12/2018",
        "2018-10-31T00:00:00",
        " 2018",
        "2018\n",
        "２０１８",
        "1899",
        "2201",
        "0000",
        "9999-24",
        "2200-24",
        "-2018",
        "Y12018",
        "\x00",
    ],
)
def test_a_text_outside_the_subset_is_refused_by_name(text):
    with pytest.raises(PeriodError) as refused:
        Period.parse(text)
    assert refused.value.text == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "2018-13",
            (
                '"2018-13" is not a period: a year has no part with that number. '
                "Months are 01 to 12, seasons 21 to 24, quarters 33 to 36 and halves 40 and 41."
            ),
        ),
        ("2018-36/2018-33", '"2018-36/2018-33" is not a period: it ends before it begins. Put the earlier end first.'),
        (
            "2018-W01",
            (
                '"2018-W01" is not a period: a week cannot be written by its number. '
                "Write its Monday and its Sunday, such as 2018-12-24/2018-12-30."
            ),
        ),
        (
            "2018-10~",
            (
                '"2018-10~" is not a period: the signs ~, ? and % are not used. '
                "Leave the sign out and explain the doubt in words."
            ),
        ),
        ("1899-12", '"1899-12" is not a period: it reaches outside the years 1900 to 2200. Check the year.'),
    ],
)
def test_a_refusal_names_the_text_what_is_wrong_and_the_mend(text, sentence):
    with translation.override("en"), pytest.raises(PeriodError) as refused:
        Period.parse(text)
    with translation.override("en"):
        assert str(refused.value) == sentence


def test_a_refusal_cuts_a_long_text_and_hides_its_control_characters():
    with pytest.raises(PeriodError) as refused:
        Period.parse("\x1b[2J" + "9" * 10_000)
    with translation.override("en"):
        sentence = str(refused.value)
    assert len(sentence) < 400
    assert sentence.isprintable()


@pytest.mark.parametrize(
    "build",
    [
        lambda: Period.month(2018, 0),
        lambda: Period.month(2018, 36),
        lambda: Period.quarter(2018, 0),
        lambda: Period.quarter(2018, 5),
        lambda: Period.half(2018, 3),
        lambda: Period.season(2018, "monsoon"),  # type: ignore[arg-type]  # what the type forbids is refused too
        lambda: Period.week(2018, 53),
        lambda: Period.week(2018, 0),
        lambda: Period.week(10**20, 1),
        lambda: Period.week(2200, 53),
        lambda: Period.year(18),
        lambda: Period.year(20180),
        lambda: Period.day(datetime(2018, 10, 5, 12, 0)),
        lambda: Period.day(date(1899, 12, 31)),
        lambda: Period.range(month(2018, 10), month(2018, 9)),
        lambda: Period.range(Period.none(), Period.none()),
        lambda: Period.range(Period.by_end_of(month(2018, 9)), month(2018, 10)),
        lambda: Period.range(month(2018, 10), Period.from_start_of(month(2018, 10))),
        lambda: Period.by_end_of(Period.none()),
        lambda: Period.by_end_of(Period.from_start_of(month(2018, 10))),
        lambda: Period.from_start_of(Period.none()),
        lambda: Period.from_start_of(Period.by_end_of(month(2018, 10))),
        lambda: Period.from_bounds(date(2018, 10, 2), date(2018, 10, 1)),
        lambda: Period.from_bounds(date(1899, 12, 31), date(2018, 10, 1)),
        lambda: Period.from_bounds(None, date(2201, 1, 1)),
        lambda: Period.from_bounds(datetime(2018, 10, 1, 12, 0), None),
    ],
)
def test_a_constructor_refuses_what_does_not_exist(build):
    with pytest.raises(PeriodError):
        build()


@pytest.mark.parametrize(
    ("earliest", "latest", "edtf"),
    [
        (date(2018, 10, 5), date(2018, 10, 5), "2018-10-05"),
        (date(2018, 10, 1), date(2018, 10, 31), "2018-10"),
        (date(2018, 10, 1), date(2018, 12, 31), "2018-36"),
        (date(2018, 7, 1), date(2018, 12, 31), "2018-41"),
        (date(2018, 1, 1), date(2018, 12, 31), "2018"),
        (date(2018, 12, 24), date(2018, 12, 30), "2018-12-24/2018-12-30"),
        (date(2018, 10, 2), date(2018, 10, 31), "2018-10-02/2018-10-31"),
        (date(2018, 4, 1), date(2018, 9, 30), "2018-04-01/2018-09-30"),
        (date(2018, 1, 1), date(2019, 12, 31), "2018-01-01/2019-12-31"),
        (None, date(2018, 10, 31), "../2018-10-31"),
        (date(2018, 10, 1), None, "2018-10-01/.."),
        (None, None, ""),
    ],
)
def test_bounds_are_written_in_the_simplest_way(earliest, latest, edtf):
    assert Period.from_bounds(earliest, latest).edtf == edtf


def test_ranges_and_open_ends_are_built_from_the_outer_ends_of_what_they_are_given():
    spring_quarters = Period.range(Period.quarter(2018, 2), Period.quarter(2018, 3))
    assert Period.range(month(2018, 1), spring_quarters).edtf == "2018-01/2018-35"
    assert Period.by_end_of(spring_quarters).edtf == "../2018-35"
    assert Period.from_start_of(spring_quarters).edtf == "2018-34/.."
    assert Period.by_end_of(Period.week(2018, 52)).edtf == "../2018-12-30"


def test_a_range_of_one_unit_is_that_unit_but_a_text_is_kept_as_written():
    assert Period.range(month(2018, 10), month(2018, 10)) == month(2018, 10)
    assert Period.parse("2018-10/2018-10").edtf == "2018-10/2018-10"


def test_identity_is_the_text_and_not_the_days():
    assert Period.parse("2018-36") == Period.quarter(2018, 4)
    assert Period.parse("2018-10/2018-12") != Period.quarter(2018, 4)
    assert len({Period.parse("2018-36"), Period.quarter(2018, 4), Period.none(), Period.parse("")}) == 2


def test_a_period_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        month(2018, 10).latest = date(2019, 1, 1)


@pytest.mark.parametrize(
    ("edtf", "is_exact"),
    [("2018-10-05", True), ("2018-10-05/2018-10-05", True), ("2018-10", False), ("../2018-10-05", False), ("", False)],
)
def test_only_a_single_day_is_exact(edtf, is_exact):
    assert Period.parse(edtf).is_exact is is_exact


@pytest.mark.parametrize(
    ("edtf", "length"),
    [("2018-10-05", 1), ("2018-12-24/2018-12-30", 7), ("2018", 365), ("2020", 366), ("../2018", None), ("", None)],
)
def test_the_length_counts_both_ends_and_is_unknown_when_one_is_open(edtf, length):
    assert Period.parse(edtf).length_in_days == length


@pytest.mark.parametrize(
    ("edtf", "inside", "outside"),
    [
        ("2018-36", [date(2018, 10, 1), date(2018, 12, 31)], [date(2018, 9, 30), date(2019, 1, 1)]),
        ("../2018-10", [date(1, 1, 1), date(2018, 10, 31)], [date(2018, 11, 1)]),
        ("2018-01/..", [date(2018, 1, 1), date(9999, 12, 31)], [date(2017, 12, 31)]),
        ("", [], [date(2018, 10, 31)]),
    ],
)
def test_a_period_contains_its_first_and_last_day_and_no_day_beyond(edtf, inside, outside):
    period = Period.parse(edtf)
    assert all(period.contains(day) for day in inside)
    assert not any(period.contains(day) for day in outside)


@given(periods)
@example(Period.parse("2018-09-24/2018-09"))
def test_every_period_survives_the_round_trip_through_its_text(period):
    assert facts(Period.parse(str(period))) == facts(period)


@given(periods)
def test_the_earliest_day_is_never_after_the_latest(period):
    assert period.earliest is None or period.latest is None or period.earliest <= period.latest


@given(periods)
def test_only_the_period_without_any_day_is_false(period):
    assert bool(period) is (period.earliest is not None or period.latest is not None)
    assert bool(period) is (period.precision is not Precision.NONE)


@given(periods, st.sampled_from(["da", "en"]))
def test_every_period_has_a_label(period, language):
    label = period.label(language)
    assert label == label.strip() != ""
    assert "{" not in label


@given(years, st.integers(1, 4))
def test_a_quarter_is_three_whole_months_up_to_the_calendars_last_day(year, quarter):
    period, last_month = Period.quarter(year, quarter), 3 * quarter
    assert period.earliest == date(year, last_month - 2, 1)
    assert period.latest == date(year, last_month, calendar.monthrange(year, last_month)[1])


@given(years)
@example(1900)
@example(2000)
@example(2100)
@example(2200)
def test_february_and_the_year_are_a_day_longer_in_leap_years_only(year):
    extra = int(calendar.isleap(year))
    assert month(year, 2).latest == date(year, 2, 28 + extra)
    assert Period.year(year).length_in_days == 365 + extra
    assert Period.quarter(year, 1).length_in_days == 90 + extra


@given(days)
def test_every_day_lies_in_one_month_one_quarter_and_one_half_of_its_year(day):
    assert [number for number in range(1, 13) if month(day.year, number).contains(day)] == [day.month]
    assert [number for number in range(1, 5) if Period.quarter(day.year, number).contains(day)] == [
        (day.month + 2) // 3
    ]
    assert [number for number in (1, 2) if Period.half(day.year, number).contains(day)] == [1 if day.month < 7 else 2]


@given(weeks)
def test_a_week_is_read_back_as_the_week_from_monday_to_sunday(week):
    assert week.precision is Precision.WEEK
    assert (week.earliest.isoweekday(), week.latest.isoweekday(), week.length_in_days) == (1, 7, 7)


@given(weeks, st.integers(1, 6))
def test_seven_days_from_another_weekday_are_a_range(week, shift):
    later = timedelta(days=shift)
    assert Period.from_bounds(week.earliest + later, week.latest + later).precision is Precision.RANGE


@given(st.none() | days, st.none() | days)
def test_a_period_from_bounds_keeps_them(one, other):
    earliest, latest = (one, other) if one is None or other is None else (min(one, other), max(one, other))
    period = Period.from_bounds(earliest, latest)
    assert (period.earliest, period.latest) == (earliest, latest)


@given(units)
def test_the_bounds_of_a_unit_give_the_unit_back_unless_it_is_a_season(unit):
    rebuilt = Period.from_bounds(unit.earliest, unit.latest)
    assert rebuilt == unit or unit.precision is Precision.SEASON


@given(st.one_of(st.text(), st.text("0123456789-/.~?%W ", max_size=24)))
def test_any_text_is_read_as_written_or_refused_with_the_one_error(text):
    try:
        period = Period.parse(text)
    except PeriodError as refused:
        assert refused.text == text
        assert str(refused)
    else:
        assert period.edtf == text


@given(periods, days)
def test_a_day_is_in_a_period_exactly_when_it_is_between_the_bounds(period, day):
    earliest, latest = period.earliest or date.min, period.latest or date.max
    assert period.contains(day) is (bool(period) and earliest <= day <= latest)
