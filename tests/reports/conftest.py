"""The plan that the tests of the progress report are about."""

import pytest

from tests.reports.progress import scene as scenes


@pytest.fixture
def scene(author_at):
    return scenes.make(author_at)
