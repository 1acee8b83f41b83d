"""Every field that means something else than it says is told with its line."""

import pytest

from initiatives import models
from initiatives.plan_files import PlanFileError, details, organisations, plans, values
from tests.plan_files.example import ORGANISATIONS, PLAN


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("slug: skilte-2018", "slug: skilte_2018", "“skilte_2018” is not a short name."),
        ("slug: skilte-2018", f"slug: {'x' * 61}", f"“{'x' * 61}” is not a short name."),
        ("kind: action_plan", "kind: plan", "“plan” is not one of the words that can stand here."),
        ("language: da", "language: fr", "“fr” is not one of the words that can stand here."),
        ("known_from: 2018-01-15", "known_from: 15.1.2018", "“15.1.2018” is not a day."),
        ("known_from: 2018-01-15", "known_from: 2018-02-30", "The calendar has no day 2018-02-30."),
        ("known_from: 2018-01-15", "known_from: 2018", "2018 without quotation marks is no text."),
        ("https://skilte.example/plan", "javascript:alert(1)", "“javascript:alert(1)” is not an address."),
        ("https://skilte.example/plan", "https://", "“https://” is not an address."),
        ('number: "I"', "number: 3.10", "3.10 without quotation marks is no text."),
        ('number: "I"', "number: true", "true without quotation marks is no text."),
        ('number: "I"', 'number: "I/1"', "“I/1” cannot be a number of the plan."),
        ("title: Læsbare skilte", "title:", "The field “title” is empty."),
        ("title: Læsbare skilte", "title: ~", "The field “title” is empty."),
        ("title: Læsbare skilte", 'title: "  "', "The text is blank."),
        ("title: Læsbare skilte", 'title: "\\u200b"', "The text is blank."),
        ("title: Læsbare skilte", f"title: {'x' * 501}", "The text has 501 characters; 500 is the most."),
        ("title: Læsbare skilte", "title: [a, b]", "The field “title” has one value, not a list or fields."),
        ("origin: new_initiative", "origin: new", "“new” is not one of the words that can stand here."),
        ('amount: "250000.00"', 'amount: "250.000,00"', "“250.000,00” is not an amount."),
        ('amount: "250000.00"', 'amount: "0"', "“0” is not an amount."),
        ('amount: "250000.00"', "amount: 250000.00", "250000.00 without quotation marks is no text."),
        ("currency: DKK", "currency: kr", "“kr” is not a currency."),
        ("key: guidance", "key: Vejledning", "“Vejledning” is not a short name."),
        ("is_confirmed: true", 'is_confirmed: "true"', "The field “is_confirmed” is neither true nor false."),
        ("is_confirmed: true", "is_confirmed: yes", "The field “is_confirmed” is neither true nor false."),
        ("status: completed", "status: superseded", "“superseded” is not one of the words that can stand here."),
        ("status: completed", "status: none", "“none” is not one of the words that can stand here."),
        ("plan:\n  slug", "plan:\n  slugs: x\n  slug", "The field “slugs” is not known here."),
        ("      place: Kapitel I", "      plads: Kapitel I", "The field “plads” is not known here."),
    ],
)
def test_a_value_that_cannot_stand_in_its_field_is_told(problems_after, old, new, problem):
    (told,) = problems_after(old, new)
    assert told.split(": ", 1)[1] == problem


@pytest.mark.parametrize(
    ("edtf", "problem"),
    [
        ("2018-37", "“2018-37” is not a period: a year has no part with that number."),
        ("Q2 2018", "“Q2 2018” is not a period: it has a form that is not known."),
        ("2018-W14", "“2018-W14” is not a period: a week cannot be written by its number."),
        ("2018-06/2018-04", "“2018-06/2018-04” is not a period: it ends before it begins."),
        ("1018", "“1018” is not a period: it reaches outside the years 1900 to 2200."),
    ],
)
def test_a_period_that_cannot_be_read_is_told_with_its_line(problems_after, edtf, problem):
    assert problems_after('"2018-34"', f'"{edtf}"') == [f"42: {problem}"]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("  slug: skilte-2018\n", "slug"),
        ("  kind: action_plan\n", "kind"),
        ("  known_from: 2018-01-15\n", "known_from"),
        ("      title: Læsbare skilte\n", "title"),
        ("              origin: new_initiative\n", "origin"),
        ("                  kind: complete_by\n", "kind"),
        ("                  firmness: committed\n", "firmness"),
        ("                  is_confirmed: true\n", "is_confirmed"),
    ],
)
def test_a_required_field_that_is_missing_is_told(problems_after, line, field):
    assert [told.split(": ", 1)[1] for told in problems_after(line, "")] == [
        f"What begins here has no field “{field}”."
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("ours: [en]", "ours: [sv]", "“ours” names sv, and there is no text in that language."),
        ("    en: Action", "    fr: Action", "The field “fr” is not known here."),
        ("    da: Handlingsplan for", "    sv: Handlingsplan for", "“title” has no text in the language of the source"),
    ],
)
def test_a_text_by_language_says_which_languages_it_has(problems_after, old, new, problem):
    assert any(problem in told for told in problems_after(old, new))


def test_a_misspelt_field_is_answered_with_the_right_one(read):
    with pytest.raises(PlanFileError, match="Did you mean “wording”"):
        read(PLAN.replace("              wording:", "              wordng:"))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "- {named_as: relevante ministerier, role: partner",
            "- {named_as: r, organisation: skilteministeriet, role: partner",
            "A responsibility has either an “organisation” or the document's words in “named_as”.",
        ),
        (
            "{named_as: relevante ministerier, role: partner",
            "{role: partner",
            "A responsibility has either an “organisation” or the document's words in “named_as”.",
        ),
        (
            "basis: inferred, place: Forside",
            "basis: inferred, words: x",
            "A responsibility that we inferred has no words of the document.",
        ),
        (
            "basis: stated, words: med relevante ministerier",
            "basis: stated",
            "A responsibility that the document states has the words that show it.",
        ),
        ("completed\n", "in_progress\n", "Only a report with status: completed has a period of completion."),
        (", reference: SKM(2018) 1}", "}", "Evidence needs a “reference” or a “link”."),
        ("objectives:\n    -", "objectives:\n    - I\n    -", "Each item of “objectives” has fields of its own."),
    ],
)
def test_fields_that_contradict_one_another_are_told(problems_after, old, new, problem):
    (told,) = problems_after(old, new)
    assert told.split(": ", 1)[1] == problem


def test_an_action_without_a_deadline_is_told(problems_of):
    (told,) = problems_of(PLAN[: PLAN.index("              deadlines:")])
    assert told == "26: The action has no deadline, and every action has at least one."


def test_a_third_level_of_objectives_is_told(problems_after):
    third = "objectives: [{number: I-1-a, title: Skilte}]\n          actions:"
    assert problems_after("actions:", third) == ["25: Objectives have two levels at most, and these would be a third."]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("number: I-1\n          title", "number: I\n          title", "The objective I stands on line 17 already."),
        ("key: meeting", "key: guidance", "The key guidance stands on line 38 already, in the same action."),
    ],
)
def test_what_identifies_a_thing_stands_once(problems_after, old, new, problem):
    (told,) = problems_after(old, new)
    assert told.endswith(problem)


def test_a_body_stands_once_in_a_role(problems_after):
    entry = "- {organisation: skiltestyrelsen, role: lead, basis: inferred, place: Forside}\n"
    assert problems_after(entry, f"{entry}        {entry}") == [
        "22: skiltestyrelsen stands on line 21 already, in the same role."
    ]


def test_money_stands_once(problems_after):
    entry = '- {amount: "250000.00", currency: DKK, qualifier: up_to, words: op til 250.000 kr.}\n'
    again = '- {amount: "250000", currency: DKK, qualifier: exact}\n'
    (told,) = problems_after(entry, f"{entry}                {again}")
    assert told == "37: The same money (250000 DKK) stands on line 36 already."


def test_an_action_number_stands_once(problems_of):
    action = PLAN[PLAN.index("            - number: I-1") :]
    (told,) = problems_of(PLAN + action)
    assert told.endswith("The action I-1 stands on line 26 already.")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("kind: agency", "kind: office", "“office” is not one of the words that can stand here."),
        ("name: Skiltestyrelsen", "navn: Skiltestyrelsen", "What begins here has no field “name”."),
        ("aliases: [Ministeriet for skilte]", "aliases: Ministeriet", "The field “aliases” is a list."),
        ("aliases: [Ministeriet for skilte]", "aliases: [7]", "7 without quotation marks is no text."),
    ],
)
def test_organisations_are_checked_like_plans(problems_after, old, new, problem):
    assert any(problem in told for told in problems_after(old, new, ORGANISATIONS))


@pytest.mark.parametrize(
    ("read_value", "model", "column"),
    [
        (plans.TITLE, models.Plan, "title"),
        (plans.TITLE, models.Objective, "title"),
        (plans.TITLE, models.Action, "title"),
        (plans.TITLE, models.Action, "alternative_title"),
        (plans.LABEL, models.Deadline, "label"),
        (plans.PLACE, models.Objective, "place"),
        (plans.PLACE, models.Action, "place"),
        (plans.PLACE, models.Deadline, "place"),
        (plans.REFERENCE, models.Plan, "reference"),
        (values.slug, models.Deadline, "key"),
        (values.number, models.Objective, "number"),
        (values.number, models.Action, "number"),
        (details.NAMED_AS, models.Responsibility, "named_as"),
        (details.PLACE, models.Responsibility, "place"),
        (details.FUNDING_WORDS, models.Funding, "words"),
        (details.EVIDENCE_TITLE, models.Evidence, "title"),
        (details.EVIDENCE_REFERENCE, models.Evidence, "case_number"),
        (organisations.NAME, models.Organisation, "name"),
        (organisations.ABBREVIATION, models.Organisation, "abbreviation"),
        (organisations.PLACE, models.Organisation, "place"),
    ],
)
def test_a_field_takes_as_many_characters_as_its_column(read_value, model, column):
    room = model._meta.get_field(column).max_length
    assert read_value("x" * room) == "x" * room
    with pytest.raises(values.Unreadable):
        read_value("x" * (room + 1))


def test_a_link_takes_as_many_characters_as_its_column():
    room = models.Plan._meta.get_field("source_link").max_length
    link = "https://skilte.example/"
    assert values.link(link + "x" * (room - len(link)))
    with pytest.raises(values.Unreadable):
        values.link(link + "x" * (room - len(link) + 1))
