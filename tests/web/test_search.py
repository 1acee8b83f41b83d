"""Search: what is found, how it is shown, on any day, and what stays hidden."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.choices import MembershipRole, PlanState
from initiatives.models import Stamp
from initiatives.presentation.excerpts import excerpt, marked
from initiatives.texts import Text
from tests.factories import ActionFactory, DeadlineFactory, ObjectiveFactory, OrganisationFactory, PlanFactory
from tests.people import text_of


@pytest.fixture
def reader(sign_in, deadline):
    return sign_in(MembershipRole.READER, username="rie")


@pytest.fixture
def mosques(plan):
    objective = ObjectiveFactory(plan=plan, number="IV")
    action = ActionFactory(objective=objective, number="IV-7", title="Dialog med moskéer", translations={})
    return DeadlineFactory(action=action, key="dialogue")


def found(client, words, **query):
    answer = client.get("/search/", {"q": words, **query})
    assert answer.status_code == 200
    return text_of(answer)


def plain(text):
    return " ".join(re.sub(r"<[^>]*>", "", text).split())


@pytest.mark.parametrize("words", ["moskeer", "moskéer", "MOSKÉER dialog", "dialog   moske"])
def test_accents_and_capitals_make_no_difference_and_what_matched_is_marked(client, reader, mosques, words):
    text = found(client, words)
    assert 'href="/plans/com-2017-612/actions/IV-7/"' in text
    assert "moské" in re.search(r"<mark>(mosk[^<]*)</mark>", text)[1]


def test_plans_actions_deadlines_and_organisations_are_found_and_counted_apart(client, reader, mosques):
    OrganisationFactory(slug="rigspolitiet", name="Rigspolitiet", aliases=["Moskévagten"])
    PlanFactory(slug="moske-plan", title="Mosképlan", translations={})
    text = found(client, "moske")
    for sort in ("plans", "actions", "deadlines", "organisations"):
        assert re.search(rf'<h2 id="{sort}">[A-Z][a-z]+ <span class="number">1</span>', text), sort
    assert 'href="/deadlines/?q=moske"' in text
    assert "4 results for" in text
    assert "<mark>Moské</mark>vagten" in text


def test_the_official_words_are_searched_and_shown_in_their_language(client, reader, deadline):
    action = deadline.action
    action.wording = "Udarbejde vejledninger om fremme af bygningers fysiske modstandskraft mod køretøjer."
    action.save_stamped(Stamp())
    text = found(client, "køretøjer vejledninger")
    assert '<span lang="da">' in text
    assert "mod <mark>køretøjer</mark>" in text


def test_a_number_of_an_action_finds_it(client, reader, mosques):
    assert "/actions/IV-7/" in found(client, "iv-7")


def test_nothing_found_gives_advice_and_no_words_give_the_form(client, reader):
    text = found(client, "findesslet ikke")
    assert "Nothing was found for “findesslet ikke”" in text
    assert "Use fewer words" in text
    assert "Search finds plans" in text_of(client.get("/search/"))
    assert "Search finds plans" in found(client, "   ")


def test_a_draft_of_others_stays_hidden(client, reader, sign_in):
    draft = PlanFactory(slug="udkast", title="Hemmelig", translations={}, state=PlanState.DRAFT, published_on=None)
    DeadlineFactory(action__objective__plan=draft, action__title="Hemmeligt tiltag", label="Hemmelig frist")
    assert "Nothing was found" in found(client, "hemmelig")
    sign_in(MembershipRole.COORDINATOR, plan=draft)
    assert "3 results" in found(client, "hemmelig")


def test_a_past_day_is_searched_by_the_texts_of_that_day_and_links_keep_it(client, reader, mosques):
    action = mosques.action
    action.title = "Dialog med trossamfund"
    action.save_stamped(Stamp(known_at=datetime(2019, 6, 1, tzinfo=UTC)))
    assert "Nothing was found" in found(client, "moskeer")
    then = found(client, "moskeer", as_of="2018-12-01")
    assert "Dialog med <mark>moskéer</mark>" in then
    assert "/actions/IV-7/?as_of=2018-12-01" in then
    assert "Nothing was found" in found(client, "trossamfund", as_of="2018-12-01")


@pytest.mark.parametrize("query", ["colour=blue", "q=a&q=b", f"q={'a' * 201}", "q=a%00b"])
def test_what_cannot_be_asked_for_is_refused(client, reader, query):
    assert client.get(f"/search/?{query}").status_code == 400


def test_hostile_words_and_texts_are_escaped(client, reader, plan):
    ActionFactory(objective=ObjectiveFactory(plan=plan), title="<script>moske</script>", translations={})
    text = found(client, "<script>moske")
    assert "<script>moske" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("as_of", ["", "2018-12-01"])
def test_twenty_are_shown_of_each_sort_and_the_queries_do_not_grow(client, reader, plan, as_of):
    def grow(count):
        for number in range(count):
            objective = ObjectiveFactory(plan=plan, number=f"{count}.{number}")
            action = ActionFactory(objective=objective, number=f"{count}-{number}", title="Skiltning", translations={})
            DeadlineFactory(action=action)
            OrganisationFactory(name="Skiltningens venner")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            found(client, "skiltning", **({"as_of": as_of} if as_of else {}))
        return len(captured)

    grow(2)
    few = queries()
    grow(23)
    assert queries() == few
    assert "The first 20 are shown" in found(client, "skiltning")


def test_danes_read_it_in_danish(client, reader):
    client.cookies["django_language"] = "da"
    assert "Der blev ikke fundet noget" in found(client, "findesikke")


# ---- excerpts


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Moskéer og kirker", ["moskeer", "kirke"], "<mark>Moskéer</mark> og <mark>kirke</mark>r"),
        ("Moske\u0301er", ["moskeer"], "<mark>Moskéer</mark>"),
        ("Straße", ["strasse"], "<mark>Straße</mark>"),
        ("aaa", ["aa", "aaa"], "<mark>aaa</mark>"),
        ("a < b", ["b"], "a &lt; <mark>b</mark>"),
        ("nothing", ["else"], "nothing"),
    ],
)
def test_words_are_marked_where_they_stand(text, words, shown):
    assert marked(text, words) == shown


def test_an_excerpt_begins_and_ends_between_words_and_says_what_is_left_out():
    text = Text("første ord " * 40 + "moskéer" + " sidste ord" * 40, "da")
    shown = excerpt(text, ["moskeer"], around=30)
    assert re.fullmatch(r'(<span lang="da">)?…[a-zø ]+<mark>moskéer</mark>[a-z ]+…(</span>)?', shown)
    assert len(shown) < 130
