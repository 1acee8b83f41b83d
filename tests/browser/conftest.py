"""What the tests in the browser share: an installation of their own, and people who visit it."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.browser.installation import Installation
from tests.browser.person import Person

CHROMIUM = shutil.which("chromium")
# No sandbox, since tests run as root; and nothing that would ask another server for anything.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """Where Chromium is missing the tests are skipped, but never where a change is judged."""
    if CHROMIUM is None and not os.environ.get("CI"):
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="needs Chromium: sudo apt install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if CHROMIUM is None:
        pytest.fail("Chromium is missing: sudo apt install chromium")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def installation(tmp_path_factory, worker_id):
    """Tiltag with both plans, the demonstration and plans with long texts. Tests that write take ``set_back`` too."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    made = Installation(tmp_path_factory.mktemp("tiltag"), shared)
    made.prepare()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def set_back(installation):
    """For tests that write: the record is put back afterwards."""
    yield
    installation.set_back()


@pytest.fixture(params=["da", "en"])
def language(request):
    """Both languages of the interface, one after the other."""
    return request.param


@pytest.fixture
def person(new_context, installation):
    """Return who visits: ``person("contributor", "da", width=390)``. What goes wrong in the browser fails the test."""
    people: list[Person] = []

    def make(role, language="da", **how):
        people.append(Person(new_context, installation, role, language, **how))
        return people[-1]

    yield make
    wrong = [problem for one in people for problem in one.wrong]
    assert not wrong, "\n".join(wrong)
