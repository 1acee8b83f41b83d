"""What tests of commands share: checkpoints in a folder of the test's own."""

import pytest


@pytest.fixture(autouse=True)
def checkpoints(settings, tmp_path_factory):
    """Return the folder in which this test's checkpoints lie; the key lies beside it."""
    folder = tmp_path_factory.mktemp("outside") / "checkpoints"
    folder.mkdir()
    settings.CHECKPOINT_DIR = folder
    settings.CHECKPOINT_KEY = folder.parent / "checkpoint-key"
    return folder
