"""Everything editable can be read as it was known at any instant, on every path of writing."""

from datetime import UTC, datetime

import pytest

from initiatives.models import Action, Stamp, known
from tests.factories import ActionFactory, ObjectiveFactory

pytestmark = pytest.mark.django_db

LOADED = datetime(2017, 10, 18, tzinfo=UTC)
EDITED = datetime(2018, 3, 1, tzinfo=UTC)


def titles_known(instant, language="en"):
    from initiatives.texts import choose

    return [
        choose(row.title, row.language, row.translations, "title", language)
        for row in known(Action, instant).order_by("id")
    ]


def test_a_bulk_loaded_title_in_another_language_is_read_as_it_stood_after_an_edit():
    objective = ObjectiveFactory()
    actions = [
        ActionFactory.build(
            objective=objective,
            plan=objective.plan,
            number=f"1.{number}",
            translations={"en": {"title": {"text": f"Old title {number}", "official": False}}},
        )
        for number in (1, 2)
    ]
    Action.objects.stamped(Stamp(known_at=LOADED)).bulk_create(actions)
    first = actions[0]
    first.translations = {"en": {"title": {"text": "New title 1"}}}
    first.save_stamped(Stamp(known_at=EDITED))

    assert titles_known(datetime(2017, 10, 17, tzinfo=UTC)) == []
    assert titles_known(datetime(2018, 2, 28, tzinfo=UTC)) == ["Old title 1", "Old title 2"]
    assert titles_known(EDITED) == ["New title 1", "Old title 2"]
    assert titles_known(EDITED, "da") == ["Vejledning om skilte"] * 2


def test_bulk_update_and_update_keep_one_version_for_each_row():
    action = ActionFactory()
    action.title = "Ny titel"
    Action.objects.stamped(Stamp(known_at=EDITED, name="Karen")).bulk_update([action], ["title"])
    assert list(action.history.values_list("title", "history_type", "history_author")) == [
        ("Ny titel", "~", "Karen"),
        ("Vejledning om skilte", "+", "factory"),
    ]
    Action.objects.filter(pk=action.pk).update(summary="Nyt")
    assert action.history.count() == 3


def test_two_versions_of_the_same_instant_give_the_thing_once_as_last_written():
    action = ActionFactory(known_at=LOADED)
    for title in ("A", "B"):
        action.title = title
        action.save_stamped(Stamp(known_at=LOADED))
    assert titles_known(LOADED, "da") == ["B"]


def test_a_filter_does_not_bring_an_older_version_back():
    action = ActionFactory(known_at=LOADED, title="Gammel")
    action.title = "Ny"
    action.save_stamped(Stamp(known_at=EDITED))
    assert not known(Action, EDITED).filter(title="Gammel").exists()


def test_a_removed_thing_is_known_until_it_was_removed():
    action = ActionFactory(known_at=LOADED)
    action.delete_stamped(Stamp(known_at=EDITED, name="Karen"))
    assert titles_known(LOADED, "da") == ["Vejledning om skilte"]
    assert titles_known(EDITED) == []


def test_pointers_are_no_content_and_content_is_no_pointer():
    from initiatives.models import Deadline
    from tests.factories import DeadlineFactory

    deadline = DeadlineFactory()
    Deadline.objects.filter(pk=deadline.pk).update_pointers(moves=3)
    assert deadline.history.count() == 1
    with pytest.raises(TypeError, match="label"):
        Deadline.objects.filter(pk=deadline.pk).update_pointers(label="x")
