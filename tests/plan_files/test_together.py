"""Files that are right by themselves and wrong together."""

from tests.plan_files.example import ORGANISATIONS, PLAN


def test_an_unknown_organisation_is_told_with_its_line(problems_between):
    assert problems_between(PLAN, known=["skilteministeriet"]) == [
        "0.yaml:21: There is no organisation skiltestyrelsen."
    ]


def test_an_unknown_issuer_is_told(problems_between):
    plan = PLAN.replace("issuer: skilteministeriet", "issuer: ministeriet")
    assert problems_between(ORGANISATIONS, plan) == ["1.yaml:11: There is no organisation ministeriet."]


def test_an_unknown_parent_is_told(problems_between):
    organisations = ORGANISATIONS.replace("parent: skilteministeriet", "parent: ministeriet")
    assert problems_between(organisations) == ["0.yaml:14: There is no organisation ministeriet."]


def test_an_organisation_stands_in_one_file_only(problems_between):
    problems = problems_between(ORGANISATIONS, ORGANISATIONS)
    assert problems[0] == "1.yaml:3: The organisation skilteministeriet stands in 0.yaml, line 3, already."


def test_organisations_that_belong_to_each_other_are_told(problems_between):
    loop = ORGANISATIONS.replace("kind: ministry", "kind: ministry\n    parent: skiltestyrelsen")
    assert problems_between(loop) == [
        "0.yaml:8: The organisation skilteministeriet would belong to itself.",
        "0.yaml:15: The organisation skiltestyrelsen would belong to itself.",
    ]


def test_an_organisation_above_a_loop_is_not_blamed_for_it(problems_between):
    loop = ORGANISATIONS.replace("kind: ministry", "kind: ministry\n    parent: skiltestyrelsen")
    below = "  - {slug: skiltenaevnet, language: da, name: Nævnet, kind: other, parent: skiltestyrelsen}\n"
    assert not any("skiltenaevnet" in problem for problem in problems_between(loop + below))


def test_two_files_of_one_plan_are_told(problems_between):
    assert problems_between(ORGANISATIONS, PLAN, PLAN) == ["2.yaml:3: The plan skilte-2018 stands in 1.yaml already."]


def test_the_problems_of_all_files_are_told_at_once(problems_between):
    problems = problems_between(
        ORGANISATIONS.replace("kind: agency", "kind: office"), PLAN.replace("kind: action_plan", "kind: plan")
    )
    assert [problem.split(" ")[0] for problem in problems] == ["0.yaml:13:", "1.yaml:5:"]
