"""Values made safe for a cell."""

from datetime import UTC, datetime

import pytest

from initiatives.reports.cells import guarded, local, plain_text, visible
from initiatives.reports.table import Kind
from tests.reports.tables import PLAIN, RUNNABLE, UNSEEN


@pytest.mark.parametrize("text", RUNNABLE)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe_and_keeps_all_else(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_any_other_text_stays_as_it_is(text):
    assert guarded(visible(text)) == text


@pytest.mark.parametrize(("text", "shown"), UNSEEN.items())
def test_what_no_cell_can_hold_is_replaced_visibly(text, shown):
    assert visible(text) == shown


def test_a_control_character_cannot_hide_what_a_spreadsheet_would_run():
    assert plain_text(Kind.TEXT)("\x00=1+1") == "\N{SYMBOL FOR NULL}=1+1"
    assert plain_text(Kind.TEXT)("\t\x00=1+1") == "'\t\N{SYMBOL FOR NULL}=1+1"


def test_the_values_of_a_list_are_guarded_as_one_text():
    assert plain_text(Kind.LIST)(["=1", "+2"]) == "'=1; +2"


def test_numbers_below_zero_are_numbers_and_not_guarded():
    assert plain_text(Kind.INTEGER)(-3) == "-3"


def test_an_instant_is_shown_as_the_clocks_of_the_installation_show_it():
    text = plain_text(Kind.INSTANT)
    assert text(datetime(2018, 7, 1, 22, 30, tzinfo=UTC)) == "2018-07-02T00:30:00+02:00"
    assert text(datetime(2018, 12, 31, 22, 59, 59, 999999, tzinfo=UTC)) == "2018-12-31T23:59:59.999999+01:00"


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="naive"):
        local(datetime(2018, 7, 1))
