"""Reading what a test writes."""

import pytest
from django.utils import translation

from initiatives.plan_files import PlanFileError, read_file, read_files
from tests.plan_files.example import PLAN

LANGUAGES = ("da", "en", "sv", "bg")


@pytest.fixture(autouse=True)
def _messages_in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def read(tmp_path):
    """Write a file and read it: ``read("plan: …")`` or ``read(b"…")``."""

    def make(content, name="plan.yaml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_file(path, name, LANGUAGES)

    return make


@pytest.fixture
def problems_of(read):
    """Return the problems of a file as "line: what", in the order of the lines."""

    def make(content):
        with pytest.raises(PlanFileError) as caught:
            read(content)
        assert all(problem.mend for problem in caught.value.problems)
        return [f"{problem.line}: {problem.what}" for problem in caught.value.problems]

    return make


@pytest.fixture
def problems_after(problems_of):
    """Return the problems of the example after one piece of it is replaced by another."""

    def make(old, new, example=PLAN):
        assert example.count(old) >= 1, old
        return problems_of(example.replace(old, new, 1))

    return make


@pytest.fixture
def problems_between(tmp_path):
    """Return the problems of several files read together, as "file:line: what"."""

    def make(*contents, known=()):
        paths = []
        for index, content in enumerate(contents):
            path = tmp_path / f"{index}.yaml"
            path.write_text(content, encoding="utf-8")
            paths.append((path, path.name))
        with pytest.raises(PlanFileError) as caught:
            read_files(paths, LANGUAGES, known)
        return [f"{problem.file}:{problem.line}: {problem.what}" for problem in caught.value.problems]

    return make
