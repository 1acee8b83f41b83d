"""Slips in the form of a file are told with line and mend."""

import pytest

from initiatives.plan_files import PlanFileError


def test_a_field_given_twice_names_both_lines(problems_after):
    assert problems_after("  kind: action_plan\n", "  kind: action_plan\n  slug: skilte-2019\n") == [
        "6: The field “slug” stands here twice; the first is on line 3."
    ]


def test_an_empty_field_is_told_on_its_own_line(problems_after):
    assert problems_after("title: Læsbare skilte", "title:") == ["18: The field “title” is empty."]


def test_a_colon_in_a_text_is_explained(problems_after):
    assert problems_after("title: Læsbare skilte", "title: Skilte: læsbare") == [
        "18: A colon followed by a blank stands where none can stand."
    ]


def test_a_missing_colon_is_told_on_its_own_line(problems_after):
    (problem,) = problems_after("  kind: action_plan", "  kind action_plan")
    assert problem == "5: A colon and a blank are missing after the name of a field."


def test_an_open_quotation_mark_is_told_with_a_line(problems_after):
    (problem,) = problems_after('number: "I"', 'number: "I')
    assert problem.split(":")[0] not in ("", "0")


@pytest.mark.parametrize("value", ["@skilte", "`skilte`", "%skilte"])
def test_a_sign_that_cannot_begin_a_text_is_told(problems_after, value):
    (problem,) = problems_after("title: Læsbare skilte", f"title: {value}")
    assert problem.startswith("18: A text cannot begin like this")


def test_a_reference_is_refused_before_it_can_grow(problems_of):
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nplan: *c\n"
    assert problems_of(bomb) == [
        "1: “&” and “*” at the beginning of a value mark a reference, and these files have none."
    ]


def test_a_tag_is_refused(problems_after):
    assert problems_after("title: Læsbare skilte", "title: !!python/name:os.system x") == [
        "18: “!” at the beginning of a value marks a tag, and these files have none."
    ]


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- "])
def test_nesting_without_end_is_refused(problems_of, bracket):
    (problem,) = problems_of("plan: " * (bracket != "- ") + bracket * 100_000)
    assert problem == "1: The lists and fields are nested too deeply."


def test_a_second_document_is_refused(problems_after):
    assert problems_after("plan:\n", "plan: {}\n---\nplan:\n")[0].endswith("A second document begins here.")


def test_a_remark_that_would_cut_a_text_is_told(problems_after):
    assert problems_after("title: Læsbare skilte", "title: Skilt #7") == [
        "18: The value ends before the “#”, because a blank stands in front of it."
    ]


@pytest.mark.parametrize("content", ["[]", "text", "tiltag:\n  slug: x\n", "- plan\n"])
def test_a_file_without_plan_and_organisations_says_so(problems_of, content):
    assert problems_of(content) == ["1: The file holds neither a plan nor organisations."]


def test_a_plan_without_fields_says_so(problems_of):
    assert problems_of("plan: skilte\n") == ["1: Below “plan” there are no fields."]
    assert problems_of("plan:\n") == ["1: Below “plan” there are no fields."]


def test_a_file_with_a_plan_and_organisations_is_refused(problems_after):
    assert problems_after("plan:\n", "organisations: []\nplan:\n") == [
        "2: The field “organisations” is not known here."
    ]


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_the_lines(read):
    with pytest.raises(PlanFileError) as caught:
        read("plan:\n  slug: Å\n  kind: plan\n  language: da\n  title: T\n  known_from: igår\n")
    assert str(caught.value).splitlines() == [
        "plan.yaml, line 2: “Å” is not a short name.",
        "    Write small letters a to z, digits and single hyphens, 60 at most, such as next-meeting.",
        "plan.yaml, line 3: “plan” is not one of the words that can stand here.",
        "    Write one of: action_plan, strategy.",
        "plan.yaml, line 6: “igår” is not a day.",
        "    Write year, month and day: 2017-10-18.",
    ]
