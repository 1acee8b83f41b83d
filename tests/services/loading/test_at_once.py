"""Two loads at once: the second one waits, and finds that nothing is left to do."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from initiatives.models import Action, Plan
from initiatives.plan_files import read_files
from initiatives.queries.actors import system_actor
from initiatives.services.loading import load_files
from tests.plan_files.conftest import LANGUAGES
from tests.plan_files.example import ORGANISATIONS, PLAN


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_loads_at_once_one_waits_for_the_other(tmp_path):
    (tmp_path / "organisations.yaml").write_text(ORGANISATIONS, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    files = read_files([(path, path.name) for path in sorted(tmp_path.iterdir())], LANGUAGES, ())
    together = threading.Barrier(4)
    added, errors = [], []

    def load():
        try:
            together.wait(timeout=10)
            now = datetime(2019, 1, 1, tzinfo=UTC)
            *_organisations, outcome = load_files(actor=system_actor("load_plans"), now=now, files=files)
            added.append(bool(sum(outcome.added.values())))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=load) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []
    assert sorted(added) == [False, False, False, True]
    assert (Plan.objects.count(), Action.history.count()) == (1, 1)
