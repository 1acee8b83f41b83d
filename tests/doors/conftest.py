"""The world that the doors lead into."""

import pytest

from tests.doors.world import World


@pytest.fixture
def open_world(db):
    """The world before anything is hidden in it."""
    return World()


@pytest.fixture
def world(open_world):
    """The world with all that is hidden."""
    open_world.hide()
    return open_world
