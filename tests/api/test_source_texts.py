"""A text that was read as a translation is never written in the place of the source's own."""

import pytest

from tests.api.conftest import problem

TITLE = "Læsbare skilte"
TRANSLATED = "Readable signs"
OFFICIAL = {"en": {"title": {"text": TRANSLATED, "official": False}}}


@pytest.fixture(params=["plan", "objective", "action"])
def thing(request, signs):
    """A Danish thing whose title has a translation, and its address."""
    row = getattr(signs, request.param)
    row.title, row.translations = TITLE, OFFICIAL
    row.save()
    name = row.slug if request.param == "plan" else row.public_id
    return row, f"/api/v1/{request.param}s/{name}/"


def patch(program, thing, content, lang):
    row, address = thing
    row.refresh_from_db()
    return program.patch(f"{address}{lang}", content, headers={"If-Match": f'"{row.version}"'})


@pytest.mark.parametrize("lang", ["", "?lang=en"])
def test_a_changed_translation_is_refused_with_the_place_where_it_belongs(coordinator_program, thing, lang):
    answer = patch(coordinator_program, thing, {"title": "Better signs"}, lang)
    (told,) = problem(answer, 400, "invalid")["errors"]["title"]
    assert "translations.en.title.text" in told
    assert "?lang=da" in told
    thing[0].refresh_from_db()
    assert thing[0].title == TITLE


def test_a_translation_sent_back_as_it_was_read_changes_nothing_else(coordinator_program, thing):
    answer = patch(coordinator_program, thing, {"title": TRANSLATED, "summary": "Kort"}, "?lang=en")
    assert (answer.status_code, answer.json()["title"], answer.json()["summary"]) == (200, TRANSLATED, "Kort")
    thing[0].refresh_from_db()
    assert (thing[0].title, thing[0].translations) == (TITLE, OFFICIAL)


def test_the_sources_text_is_changed_in_its_own_language(coordinator_program, thing):
    assert patch(coordinator_program, thing, {"title": "Bedre skilte"}, "?lang=da").json()["title"] == "Bedre skilte"
    thing[0].refresh_from_db()
    assert (thing[0].title, thing[0].translations) == ("Bedre skilte", OFFICIAL)


def test_a_text_without_a_translation_is_changed_in_any_language(coordinator_program, thing):
    assert patch(coordinator_program, thing, {"summary": "Kort"}, "?lang=sv").json()["summary"] == "Kort"


def test_the_etag_says_in_which_language_a_thing_was_read(coordinator_program, thing):
    row, address = thing
    read = coordinator_program.get(f"{address}?lang=en")
    held = {"If-Match": read.headers["ETag"]}
    problem(coordinator_program.patch(f"{address}?lang=da", {"title": "Better signs"}, headers=held), 400, "invalid")
    read = coordinator_program.get(f"{address}?lang=da")
    held = {"If-Match": read.headers["ETag"]}
    assert coordinator_program.patch(f"{address}?lang=en", {"title": "Bedre"}, headers=held).status_code == 200
    row.refresh_from_db()
    assert row.title == "Bedre"
