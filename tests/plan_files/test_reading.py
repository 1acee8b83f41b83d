"""What a right file says is what is read, word for word."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from initiatives.periods import Period
from initiatives.plan_files import read_files
from tests.plan_files.conftest import LANGUAGES
from tests.plan_files.example import ORGANISATIONS, PLAN

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@pytest.fixture(scope="module")
def fixtures():
    paths = [(path, path.name) for path in sorted(FIXTURES.glob("*/*.yaml"))]
    return read_files(paths, LANGUAGES, ())


def test_a_plan_is_read_with_everything_below_it(read):
    plan = read(PLAN)
    assert (plan.slug, plan.kind, plan.issuer, plan.reference) == (
        "skilte-2018",
        "action_plan",
        "skilteministeriet",
        "SKM(2018) 1",
    )
    assert (plan.known_from, plan.adopted) == (date(2018, 1, 15), Period.parse("2018-01-15"))
    assert [objective.number for objective in plan.objectives_of_both_levels()] == ["I", "I-1"]
    (action,) = plan.actions()
    assert action.wording == "Udarbejde en vejledning, og holde et møde om den."
    assert action.funding[0].amount == Decimal("250000.00")
    assert [deadline.key for deadline in action.deadlines] == ["guidance", "meeting"]
    assert action.deadlines[1].reports[0].evidence[0].reference == "SKM(2018) 1"


def test_a_plain_text_is_the_official_one_in_the_language_of_the_plan(read):
    (objective,) = read(PLAN).objectives
    assert objective.title.by_language == {"da": "Læsbare skilte"}
    assert objective.title.ours == frozenset()


def test_ours_marks_the_languages_of_a_text_that_we_wrote(read):
    plan = read(PLAN)
    assert plan.title.by_language == {
        "da": "Handlingsplan for bedre skilte",
        "en": "Action plan for better signs",
    }
    assert plan.title.ours == {"en"}


def test_what_is_left_out_is_empty(read):
    deadline = read(PLAN.replace('                  period: "2018-34"\n', "")).actions()[0].deadlines[0]
    assert deadline.period == Period.none()
    assert not deadline.interpretation_note
    assert deadline.reports == ()


def test_an_entry_knows_the_lines_of_its_fields(read):
    plan = read(PLAN)
    lines = PLAN.splitlines()
    assert lines[plan.line_of("slug") - 1].strip() == "slug: skilte-2018"
    deadline = plan.actions()[0].deadlines[1]
    assert lines[deadline.line_of("period") - 1].strip() == 'period: "2017-12"'
    assert deadline.line_of("wording") == deadline.line


def test_organisations_are_read_with_their_aliases(read):
    ministry, agency = read(ORGANISATIONS).organisations
    assert (ministry.abbreviation, ministry.aliases) == ("SKM", ("Ministeriet for skilte",))
    assert (agency.parent, agency.name.by_language) == ("skilteministeriet", {"da": "Skiltestyrelsen"})


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_a_byte_order_mark_of_utf_8_and_windows_line_ends_make_no_difference(read, mark):
    plan = read(mark.encode() + PLAN.replace("\n", "\r\n").encode())
    assert plan.actions()[0].wording == "Udarbejde en vejledning, og holde et møde om den."


def test_the_commission_plan_has_ten_rows_ten_actions_and_thirteen_deadlines(fixtures):
    plan = next(plan for plan in fixtures.plans if plan.slug == "com-2017-612")
    chapters = plan.objectives
    assert [(chapter.number, len(chapter.objectives)) for chapter in chapters] == [("II", 2), ("III", 6), ("IV", 2)]
    numbers = ["II-1", "II-2", "III-1", "III-2", "III-3", "III-4", "III-5", "III-6", "IV-1", "IV-2"]
    assert [action.number for action in plan.actions()] == numbers
    assert [len(action.deadlines) for action in plan.actions()] == [1, 1, 2, 2, 1, 2, 1, 1, 1, 1]
    assert [money.amount for action in plan.actions() for money in action.funding] == [18_500_000, 100_000_000]


def test_the_danish_plan_has_nine_areas_and_41_initiatives_each_with_one_deadline_without_a_date(fixtures):
    plan = next(plan for plan in fixtures.plans if plan.slug == "dk-2016")
    assert [len(area.actions) for area in plan.objectives] == [4, 7, 7, 2, 3, 5, 3, 3, 7]
    deadlines = [action.deadlines for action in plan.actions()]
    assert all(len(of_action) == 1 and not of_action[0].period for of_action in deadlines)
    assert all({"da", "en"} == action.summary.by_language.keys() == action.summary.ours for action in plan.actions())
    differing = [action.number for action in plan.actions() if action.alternative_title]
    assert differing == ["3.4", "3.5", "5.1"]
