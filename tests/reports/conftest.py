"""The plan that the tests of the progress report are about."""

import copy

import pytest
from django.utils import translation

from tests.conftest import authors, coordinator_of_everything
from tests.reports.progress import scene as scenes


@pytest.fixture(scope="module")
def made_scene(shared_record):
    with translation.override("da"):
        return scenes.make(authors(coordinator_of_everything()))


@pytest.fixture
def scene(made_scene, db):
    """The plan as it was made: what a test does to it is seen by that test alone."""
    return copy.deepcopy(made_scene)
