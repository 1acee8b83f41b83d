"""Loading what a test writes, at an instant that it names."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from initiatives.models import Action, Deadline, Funding, Objective, Organisation, Plan, Responsibility
from initiatives.plan_files import read_files
from initiatives.queries.actors import system_actor
from initiatives.services.loading import load_files
from tests.plan_files.conftest import LANGUAGES
from tests.plan_files.example import ORGANISATIONS, PLAN

VERSIONED = (Plan, Objective, Action, Deadline, Responsibility, Funding, Organisation)


@pytest.fixture(autouse=True)
def _messages_in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def load(db, tmp_path):
    """Load the example, with the plan as given: ``load(PLAN.replace(…), year=2020)``. Return the plan's outcome."""

    def make(plan=PLAN, organisations=ORGANISATIONS, year=2019):
        paths = []
        for name, content in (("organisations.yaml", organisations), ("plan.yaml", plan)):
            (tmp_path / name).write_text(content, encoding="utf-8")
            paths.append((tmp_path / name, name))
        known = set(Organisation.objects.values_list("slug", flat=True))
        files = read_files(paths, LANGUAGES, known)
        now = datetime(year, 1, 1, 12, tzinfo=UTC)
        *_organisations, outcome = load_files(actor=system_actor("load_plans"), now=now, files=files)
        return outcome

    return make


@pytest.fixture
def versions():
    """Return how many versions there are of everything."""
    return lambda: {model.__name__: model.history.count() for model in VERSIONED}
