"""Tables for a terminal."""

from initiatives.reports.text_table import aligned


def test_columns_are_aligned_and_numbers_flush_right():
    assert list(aligned([("ref", "days"), ("III-2/start", "7"), ("å", "1096")], right=[1])) == [
        "ref          days",
        "III-2/start     7",
        "å            1096",
    ]


def test_no_line_ends_in_blanks():
    assert list(aligned([("a", "long"), ("b", "")])) == ["a  long", "b"]


def test_a_text_can_neither_break_the_line_nor_steer_the_terminal():
    assert list(aligned([("to\r\nlinjer\x1b[2J",)])) == ["to linjer\N{SYMBOL FOR ESCAPE}[2J"]
