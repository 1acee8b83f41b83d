"""Rows as known at a moment, looked up thing by thing, are those that ``known`` finds in one pass."""

from datetime import UTC, date, datetime

import pytest

from initiatives.clocks import Moment
from initiatives.models import Action, Stamp, known
from initiatives.models.as_known import as_known
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2018, 12, 20, tzinfo=UTC)
PAST = Moment.resolve(now=NOW, as_of=date(2018, 6, 1))
BEFORE, AFTER = datetime(2018, 5, 1, tzinfo=UTC), datetime(2018, 7, 1, tzinfo=UTC)


def test_both_ways_of_reading_versions_find_the_same():
    renamed, removed, kept, later = ActionFactory(), ActionFactory(), ActionFactory(), ActionFactory(known_at=AFTER)
    for title, instant in (("A", BEFORE), ("B", BEFORE), ("C", AFTER)):
        renamed.title = title
        renamed.save_stamped(Stamp(known_at=instant))
    removed.delete_stamped(Stamp(known_at=BEFORE))
    read = [sorted(rows.values_list("id", "title")) for rows in (as_known(Action, PAST), known(Action, PAST.known))]
    assert read[0] == read[1] == [(renamed.pk, "B"), (kept.pk, kept.title)]
    assert later.pk in as_known(Action, Moment.today(NOW)).values_list("id", flat=True)


def test_a_filter_cannot_bring_an_older_version_or_a_removed_thing_back():
    action = ActionFactory(title="Gammel")
    action.title = "Ny"
    action.save_stamped(Stamp(known_at=BEFORE))
    assert not as_known(Action, PAST).filter(title="Gammel").exists()
    action.delete_stamped(Stamp(known_at=BEFORE))
    assert not as_known(Action, PAST).filter(title="Ny").exists()
