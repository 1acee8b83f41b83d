"""Drawings: to one scale, with a legend, with labels that fit and no letter that could break the file."""

import re
from xml.etree import ElementTree

import pytest

from initiatives.reports.document.charts import LABELS, STEPS, TONES, WIDTH, Bar, stacked_bars
from initiatives.reports.document.icons import DRAWINGS, icon
from initiatives.reports.document.lettering import in_lines, shortened, width_of

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*bars, legend=()):
    return ElementTree.fromstring(stacked_bars(bars, id="x", title="Titel & mere", legend=legend))  # noqa: S314


def boxes(svg):
    return [box for box in svg.iter(f"{SVG}rect") if box.get("stroke")]


def texts(svg):
    return ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]


def test_bars_are_to_one_scale_and_each_segment_has_its_number():
    svg = drawn(Bar("A", [("overdue", 2), ("on_course", 6)]), Bar("B", [("overdue", 4)]))
    first, second, third = (float(box.get("width")) + 1.5 for box in boxes(svg))
    assert second == pytest.approx(3 * first, abs=0.1)
    assert third == pytest.approx(2 * first, abs=0.1)
    assert texts(svg) == ["A", "2", "6", "8", "B", "4", "4"]


def test_a_bar_alone_takes_the_whole_width():
    (box,) = boxes(drawn(Bar("", [("completed", 3)])))
    assert float(box.get("width")) == pytest.approx(WIDTH - 1.5)


def test_nothing_is_drawn_for_a_group_without_deadlines_and_an_empty_bar_is_a_zero():
    svg = drawn(Bar("A", [("overdue", 0), ("on_course", 0)]))
    assert boxes(svg) == []
    assert texts(svg) == ["A", "0"]


def test_the_legend_names_each_group_with_its_colour_and_breaks_where_it_is_full():
    legend = [(code, f"Et langt ord for {code}") for code in TONES]
    svg = drawn(Bar("A", [("overdue", 1)]), legend=legend)
    shown = texts(svg)
    assert all(label in shown for _code, label in legend)
    tops = {box.get("y") for box in boxes(svg)[1:]}
    assert len(tops) > 1
    for box in boxes(svg):
        assert float(box.get("x")) + float(box.get("width")) <= WIDTH
        assert float(box.get("y")) + float(box.get("height")) <= float(svg.get("height"))


def test_a_long_label_is_broken_into_lines_and_ends_with_a_mark_where_it_does_not_fit():
    most = len(STEPS) - 1
    lines = in_lines("INDDRAGELSE AF LOKALE AKTØRER OG DEN PRIVATE SEKTOR " * 4, width=LABELS, size=11, lines=most)
    assert len(lines) == most
    assert lines[-1].endswith("…")
    assert all(width_of(line, size=11) <= LABELS for line in lines)
    assert in_lines("II EU-finansiering", width=LABELS, size=11, lines=most) == ["II EU-finansiering"]


def test_a_word_that_no_line_holds_is_cut_with_a_mark():
    assert shortened("kort", width=100, size=10) == "kort"
    cut = shortened("x" * 100, width=100, size=10)
    assert cut.endswith("…")
    assert width_of(cut, size=10) <= 100
    assert in_lines("x" * 100, width=100, size=10, lines=3) == [cut]


def test_controls_and_markup_in_a_label_are_text():
    svg = drawn(Bar("<b>\x00\x1b&", [("overdue", 1)]))
    assert texts(svg)[0] == "<b>\N{SYMBOL FOR NULL}\N{SYMBOL FOR ESCAPE}&"
    assert svg.find(f"{SVG}title").text == "Titel & mere"


def test_no_two_icons_have_the_same_shape():
    shapes = [re.sub('(fill|stroke)="#[0-9A-F]{6}"', "", drawing) for drawing in DRAWINGS.values()]
    shared = {"met_undecided", "met_undated"}
    assert len(set(shapes)) == len(shapes) - len(shared) + 1
    for code in DRAWINGS:
        ElementTree.fromstring(icon(code))  # noqa: S314
