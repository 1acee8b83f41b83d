"""The overdue list on the command line."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from initiatives.choices import PlanState, ResponsibilityRole
from initiatives.periods import Period
from tests.factories import DeadlineFactory, OrganisationFactory, PlanFactory, ResponsibilityFactory
from tests.reports import scene

pytestmark = pytest.mark.django_db


def listed(*arguments):
    out = io.StringIO()
    call_command("list_overdue", *arguments, "--language", "en", stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def deadline():
    deadline = DeadlineFactory(
        key="guidance", action__number="1.1", action__objective__plan__slug="signs", period=Period.quarter(2018, 3)
    )
    body = OrganisationFactory(abbreviation="JM")
    ResponsibilityFactory(action=deadline.action, organisation=body, role=ResponsibilityRole.LEAD)
    return deadline


def test_each_line_says_what_is_overdue_who_leads_it_since_when_and_by_how_much(deadline):
    DeadlineFactory(key="older", action=deadline.action, label="Andet", translations={}, period=Period.month(2017, 12))
    assert listed("--as-of", "2018-12-31") == [
        "Reference           Deadline               Lead  Current deadline  Days overdue",
        "signs/1.1/older     Andet                  JM    December 2017              365",
        "signs/1.1/guidance  The guidance is ready  JM    3rd quarter 2018            92",
        "",
        "2 deadlines overdue on 2018-12-31.",
    ]


def test_nothing_overdue_is_one_line_that_says_so(deadline):
    assert listed("--as-of", "2018-09-30") == ["0 deadlines overdue on 2018-09-30."]
    assert listed("--as-of", "2018-10-01")[-1] == "1 deadline overdue on 2018-10-01."


def test_known_then_and_known_now_differ_by_what_was_reported_later(author_at):
    scene.make(author_at)
    on_new_year = ["--as-of", "2019-01-01"]
    assert "1.2/first" not in "".join(listed(*on_new_year, "--known", "then")), "reported as completed on 20 December"
    for known in ("now", "2019-01-04", "2019-01-04T23:00+01:00"):
        assert "1.2/first" in "".join(listed(*on_new_year, "--known", known)), "corrected to 2 January"


def test_only_the_plans_that_were_asked_for_are_listed(deadline):
    DeadlineFactory(action__objective__plan__slug="other", period=Period.quarter(2018, 3))
    assert listed("--as-of", "2018-12-31")[-1].startswith("2 ")
    assert listed("--as-of", "2018-12-31", "--plan", "signs")[-1].startswith("1 ")
    assert listed("--as-of", "2018-12-31", "--plan", "signs", "--plan", "other")[-1].startswith("2 ")


def test_drafts_are_listed_only_on_request():
    draft = PlanFactory(slug="draft", state=PlanState.DRAFT, published_on=None)
    DeadlineFactory(action__objective__plan=draft, period=Period.quarter(2018, 3))
    assert listed("--as-of", "2018-12-31")[-1].startswith("0 ")
    assert listed("--as-of", "2018-12-31", "--include-drafts")[-1].startswith("1 ")
    with pytest.raises(CommandError, match=r"“draft” was not published then\. Add --include-drafts"):
        listed("--plan", "draft")


def test_the_rows_can_be_had_as_those_of_every_export(deadline, capsysbinary):
    call_command("list_overdue", "--as-of", "2018-12-31", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode(), newline=""))
    assert (row["ref"], row["days_overdue"], row["lead"]) == ("signs/1.1/guidance", "92", "JM")


def test_danish_is_the_language_of_texts_unless_another_is_asked_for(deadline):
    out = io.StringIO()
    call_command("list_overdue", "--as-of", "2018-12-31", stdout=out)
    assert "Vejledningen foreligger" in out.getvalue()
    assert "3. kvartal 2018" in out.getvalue()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--plan", "sings"], "There is no plan “sings”. The plans are: signs."),
        (["--as-of", "31.12.2018"], "“31.12.2018” is not a day. Write it as year-month-day, such as 2018-12-31."),
        (["--as-of", "2018-02-30"], "“2018-02-30” is not a day. Write it as year-month-day, such as 2018-12-31."),
        (["--as-of", "2018-W52-1"], "“2018-W52-1” is not a day. Write it as year-month-day, such as 2018-12-31."),
        (["--as-of", "0001-01-01"], "Days that are judged lie between the years 1900 and 2200."),
        (["--known", "2999-01-01"], "“known” may not lie in the future: 2999-01-01"),
        (["--known", "later"], "“later” is not a known instant: write then, now, a day (2018-12-31) or an instant."),
        (["--format", "pdf"], "--format knows no “pdf”. Choose one of: text, csv."),
    ],
)
def test_an_argument_that_cannot_be_used_is_refused_in_a_sentence(deadline, arguments, sentence):
    with pytest.raises(CommandError) as refused:
        listed(*arguments)
    assert str(refused.value) == sentence
    assert refused.value.returncode == 2


def test_an_unknown_language_is_refused_in_a_sentence():
    with pytest.raises(CommandError, match=r"fr.*: da, en"):
        call_command("list_overdue", "--language", "fr")
