"""Texts by language: the SQL form and the Python form choose alike; search and sort keys fold as Danes expect."""

import itertools

import pytest
from django.core.exceptions import ValidationError

from initiatives import texts
from initiatives.models import Action, Organisation
from tests.factories import ActionFactory, ObjectiveFactory, OrganisationFactory

READERS = ("da", "en", "sv", "bg")


@pytest.mark.django_db
def test_both_forms_choose_the_same_text_for_every_mix_of_languages():
    objective = ObjectiveFactory()
    subsets = itertools.chain.from_iterable(itertools.combinations(READERS, size) for size in (0, 1, 3))
    for number, (source, present) in enumerate(itertools.product(READERS, subsets)):
        translations = {code: {"title": {"text": f"{code}-title"}} for code in present if code != source}
        ActionFactory(
            objective=objective,
            number=f"9.{number}",
            language=source,
            title=f"{source}-title",
            translations=translations,
        )
    for reader in READERS:
        rows = Action.objects.annotate(shown=texts.text_expression("title", reader))
        for action in rows:
            assert action.shown == action.text("title", reader)
            assert action.text("title", reader).language == action.shown[:2] or action.shown.startswith("Vejl")
    assert rows.count() == len(READERS) * 9


def test_a_text_knows_its_language_and_whether_it_is_official():
    translations = {"en": {"title": {"text": "Guidance", "official": False}}, "da": {"title": {"official": False}}}
    ours = texts.choose("Vejledning", "da", translations, "title", "da")
    assert (ours, ours.language, ours.official) == ("Vejledning", "da", False)
    swedish_reader = texts.choose("Vejledning", "da", translations, "title", "sv")
    assert (swedish_reader, swedish_reader.language, swedish_reader.official) == ("Guidance", "en", False)
    assert texts.choose("Vejledning", "da", {}, "title", "en").official


@pytest.mark.parametrize(
    "translations",
    [
        [],
        {"xx": {"title": {"text": "x"}}},
        {"en": {"name": {"text": "x"}}},
        {"en": {"title": {"text": ""}}},
        {"en": {"title": {"text": "  "}}},
        {"en": {"title": {"text": "a\x00b"}}},
        {"en": {"title": "x"}},
        {"en": "x"},
        {"en": {"title": {"text": "x", "official": "yes"}}},
        {"en": {"title": {"text": "x", "other": 1}}},
        {"da": {"title": {"text": "x"}}},
    ],
)
def test_a_malformed_translation_is_refused(translations):
    with pytest.raises(ValidationError):
        texts.check_translations(translations, ("title",), "da", READERS)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Moskéer", "moskeer"),
        ("MØDE", "møde"),
        ("Ænder på  å\n", "ænder på å"),
        ("Über", "uber"),
        ("Malmö", "malmö"),
        ("БЪЛГАРИЯ Й", "българия й"),
        ("Straße", "strasse"),
        ("Mo\u0308de", "möde"),
    ],
)
def test_search_folds_case_and_accents_but_keeps_our_letters(text, folded):
    assert texts.fold(text) == folded


@pytest.mark.django_db
def test_names_sort_in_danish_order_on_every_database():
    for name in ("Åben", "Ærlig", "zebra", "Øde", "Abe", "éclair", "Eg"):
        OrganisationFactory(name=name)
    assert list(Organisation.objects.values_list("name", flat=True)) == [
        "Abe",
        "éclair",
        "Eg",
        "zebra",
        "Ærlig",
        "Øde",
        "Åben",
    ]


def test_numbers_sort_as_people_count():
    numbers = ["1.10", "1.9", "IV-1", "III-6", "II-2", "X-1", "IX-1", "2.1"]
    assert sorted(numbers, key=texts.number_key) == ["1.9", "1.10", "2.1", "II-2", "III-6", "IV-1", "IX-1", "X-1"]
