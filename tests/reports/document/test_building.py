"""The document: its title sheet, its parts, and what it says where there is nothing to say."""

import pytest

from initiatives.queries.actors import system_actor
from initiatives.reports.document.model import Figure, Paragraph, Table, Tone
from initiatives.reports.making import report_document
from tests.factories import ActionFactory, DeadlineFactory, ObjectiveFactory, PlanFactory
from tests.reports.made import made
from tests.reports.progress.scene import SLUG, definition
from tests.reports.reading.docx import read_docx
from tests.reports.reading.html import read_html
from tests.reports.reading.pdf import read_pdf

pytestmark = pytest.mark.django_db


def document_of(**asked):
    return report_document(definition(**{"language": "en"} | asked), system_actor("test"))[1]


def part(document, code):
    return next(part for part in document.parts if part.code == code)


def table(document, code, caption):
    return next(block for block in part(document, code).blocks if isinstance(block, Table) and block.caption == caption)


def row_of(found, text):
    rows = [row for group in found.groups for row in group.rows]
    return next(row for row in rows if any(text in line.text for cell in row for line in cell))


def test_the_title_sheet_names_plan_day_what_was_known_audience_and_version(scene):
    assert dict(document_of().facts) == {
        "Plan": "SKM(2018) 1: Action plan for better signs",
        "Issuer": "Ministeriet for Skilte",
        "Adopted": "October 2017",
        "As of": "31 December 2018",
        "Known": "31 December 2018, 23:00:00",
        "Compared with": "30 June 2018",
        "Audience": "Public",
        "Version of the definition": "1",
    }


def test_a_report_of_several_plans_or_of_one_body_says_so(scene):
    PlanFactory(slug="aa-2018")
    document = document_of(plans=(SLUG, "aa-2018"), organisation=scene.council.slug)
    assert document.subtitle == "2 plans"
    assert ("Organisation", "Rådet for Lys") in document.facts


def test_invented_data_and_internal_notes_are_announced_on_the_title_sheet(scene, coordinator):
    assert document_of().notice == ""
    assert document_of(audience="internal").notice == "Internal: holds notes that are not for the public."
    PlanFactory(slug="demo", is_demonstration=True)
    shown = document_of(plans=("demo",), since=None)
    assert (shown.notice_short, shown.notice[:18]) == ("Demonstration data", "Demonstration data")


def test_a_moved_deadline_stands_out_with_both_dates_and_that_it_had_passed(scene):
    row = row_of(
        table(document_of(), "objectives", "Actions and deadlines: 2\N{NO-BREAK SPACE}Skilte der kan findes"),
        "Frist moved",
    )
    lines = [(line.text.replace("\N{NO-BREAK SPACE}", " "), line.tone) for line in row[3]]
    assert lines == [
        ("Frist moved", Tone.STRONG),
        ("“Fristens ord: moved”", Tone.MUTED),
        ("30 Sep 2018 / 31 Mar 2019", Tone.STRONG),
        ("moved once", Tone.MUTED),
        ("moved after it had passed", Tone.ALERT),
    ]


def test_the_official_table_has_the_aims_where_the_plan_has_any(scene):
    document = document_of()
    with_aims = table(document, "objectives", "Actions and deadlines: 1\N{NO-BREAK SPACE}Skilte der kan læses")
    without = table(document, "objectives", "Actions and deadlines: 2\N{NO-BREAK SPACE}Skilte der kan findes")
    assert [head.label for head in with_aims.heads] == [
        "No.",
        "Objective",
        "Action/result",
        "Responsible",
        "Deadline (original / current)",
        "Status",
        "Remarks",
    ]
    assert "Objective" not in [head.label for head in without.heads]
    assert row_of(with_aims, "Frist kept")[1][0].text == "Bogstaver skal være store"
    assert row_of(with_aims, "Frist late")[2][0].text == "As 1.1"


def test_zero_recedes_and_nothing_is_left_blank(scene):
    found = table(document_of(), "status", "The numbers of the figure")
    row = row_of(found, "Skilte uden tiltag")
    assert {(cell[0].text, cell[0].tone) for cell in row[1:-1]} == {("0", Tone.MUTED)}
    assert [cell[0].text for cell in found.total] == ["In all", "1", "1", "5", "1", "2", "1", "1", "12"]


def test_adjustments_name_each_deadline_once(scene, author_at):
    pairs = next(block for block in part(document_of(), "since").blocks if hasattr(block, "rows"))
    assert pairs.rows == (("New deadlines", "1: 2.3"), ("Moved deadlines", "1: 2.1"), ("Closed deadlines", "1: 2.2"))


def test_bodies_without_a_passed_deadline_have_a_dash_for_their_punctuality(scene):
    found = table(document_of(), "organisations", "Deadlines by lead body")
    assert [line.text for line in row_of(found, "Ministeriet for Skilte")[-1]] == ["1 of 2 /", "1 of 2"]
    assert [line.text for line in row_of(found, "Rådet for Lys")[-1]] == ["– /", "0 of 1"]


def test_the_columns_of_a_table_share_its_width(scene):
    for found in (block for each in document_of(language="da").parts for block in each.blocks):
        if isinstance(found, Table):
            assert 95 <= sum(head.width for head in found.heads) <= 105, found.caption
            assert all(head.width >= 4 for head in found.heads)


def test_only_what_is_wide_lies_across_and_annexes_begin_on_a_page_of_their_own(scene):
    document = document_of()
    assert [each.code for each in document.parts if each.is_wide] == ["objectives", "table", "moves"]
    assert [each.code for each in document.parts if each.starts_page] == ["summary", "table", "moves", "dictionary"]


def test_an_annex_without_rows_takes_no_page_across(scene):
    document = document_of(as_of=scene.plan.published_on.replace(month=6), since=None)
    assert not part(document, "moves").is_wide


def test_more_than_twenty_objectives_go_on_in_a_second_figure(scene):
    for number in range(21):
        action = ActionFactory(objective=ObjectiveFactory(plan=scene.plan, number=f"9.{number}"), number=f"9.{number}")
        DeadlineFactory(action=action)
    figures = [block for block in part(document_of(), "status").blocks if isinstance(block, Figure)]
    assert [figure.id for figure in figures] == ["objectives-1", "objectives-2"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_plan_without_actions_makes_a_report_that_says_so_everywhere(language):
    objective = ObjectiveFactory(plan__slug="tom", number="1", title="Mål uden tiltag")
    PlanFactory(slug="helt-tom")
    for slug in (objective.plan.slug, "helt-tom"):
        asked = {"plans": (slug,), "language": language}
        document = document_of(**asked)
        opening = next(block for block in document.parts[0].blocks if isinstance(block, Paragraph))
        assert (
            opening.text
            == {
                "da": "Der var ingen kendte frister den dag.",
                "en": "No deadlines were known on that day.",
            }[language]
        )
        for name, read in (("html", read_html), ("docx", read_docx), ("pdf", read_pdf)):
            text = "".join(read(made(name, **asked)).text.split())
            for sentence in {
                "da": (
                    "Ingen frist er overskredet på opgørelsesdagen.",
                    "Alle frister har en dato.",
                    "Ingen frist er ændret.",
                ),
                "en": ("No deadline is overdue on the day of the report.", "Every deadline has a date."),
            }[language]:
                assert "".join(sentence.split()) in text
