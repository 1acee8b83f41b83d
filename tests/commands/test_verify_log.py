"""The check of the log on the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from initiatives.models import Deadline
from tests.factories import DeadlineFactory
from tests.reports import scene

pytestmark = pytest.mark.django_db


def verify(*arguments):
    out = io.StringIO()
    try:
        call_command("verify_log", "--language", "en", *arguments, stdout=out)
    except CommandError as error:
        return error.returncode, [*out.getvalue().splitlines(), str(error)]
    return 0, out.getvalue().splitlines()


def test_a_log_as_it_was_written_is_good_news(author_at, checkpoints):
    scene.make(author_at)
    unguarded = f"There is no checkpoint in {checkpoints}: what was cut off with its trace is not found."
    assert verify() == (0, [unguarded, "The logs of 18 deadlines are as they were written."])


def test_what_is_not_as_it_was_written_is_printed_and_fails_the_command(author_at):
    scene.make(author_at)
    Deadline.objects.filter(key="first", action__number="1.4").update_pointers(moves=0)
    status, (finding, _unguarded, sentence) = verify()
    assert status == 1
    assert finding.startswith("skilte-2018/1.4/first: moves is 0")
    assert sentence == "The log is not as it was written: 1 finding."


def test_one_plan_can_be_checked_alone(author_at):
    scene.make(author_at)
    DeadlineFactory(action__objective__plan__slug="other")
    Deadline.objects.filter(key="first", action__number="1.4").update_pointers(moves=0)
    assert verify("--plan", "other") == (0, ["The log of 1 deadline is as it was written."])
    assert verify("--plan", "skilte-2018")[0] == 1


def test_an_unknown_plan_is_refused_in_a_sentence():
    DeadlineFactory(action__objective__plan__slug="signs")
    assert verify("--plan", "sings") == (2, ["--plan knows no “sings”. Choose one of: signs."])
