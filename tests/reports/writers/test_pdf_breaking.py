"""Words that are wider than their column: which of them break, and where."""

from initiatives.reports.writers.pdf.breaking import ZERO_WIDTH_SPACE, pieces_of


def test_a_long_word_is_hyphenated_and_its_neighbours_are_not():
    assert pieces_of("en beskæftigelsesmyndighed her", 12) == [
        ("en ", False),
        ("beskæftigelsesmyndighed", True),
        (" her", False),
    ]


def test_words_with_a_dash_between_are_not_broken_behind_it():
    assert pieces_of("beskæftigelses-myndighed", 12) == [("beskæftigelses", True), ("-myndighed", False)]


def test_an_address_is_broken_behind_its_signs_alone():
    (piece,) = pieces_of("https://a.dk/b/c?d=e1", 9)
    assert piece == ("https://|a.|dk/|b/|c?|d=|e1".replace("|", ZERO_WIDTH_SPACE), False)


def test_a_run_that_no_line_holds_breaks_anywhere_and_loses_nothing():
    pieces = pieces_of("1" * 50, 12)
    text = "".join(piece for piece, _is_word in pieces)
    assert text.replace(ZERO_WIDTH_SPACE, "") == "1" * 50
    assert max(map(len, text.split(ZERO_WIDTH_SPACE))) == 12
