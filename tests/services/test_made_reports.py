"""Kept reports are asked for once, made once, and never changed; what cannot be had any more is made anew."""

import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError

from initiatives.exceptions import KeptFileDamaged
from initiatives.models import MadeReport
from initiatives.models.made_report import LONGEST_SILENCE
from initiatives.services.made_reports import (
    ask_for_report,
    begin_making,
    fail_report,
    keep_report,
    key_of,
    tell_progress,
)
from tests.factories import PlanFactory

pytestmark = pytest.mark.django_db

ASKED = {
    "audience": "public",
    "language": "da",
    "as_of": "2018-12-31",
    "known": "2018-12-31T22:59:59.999999+00:00",
    "plans": ["signs"],
}
WORDS = "Ord med æøå".encode()


@pytest.fixture
def by(author_at):
    return author_at(2019, 1, 1)


def ask(by, **other):
    definition = {**ASKED, **other}
    return ask_for_report(
        by=by,
        definition=definition,
        format_name="csv",
        plans=[PlanFactory(slug="signs")] if not MadeReport.objects.exists() else [],
        of_draft=False,
        file_name="signs.csv",
        content_type="text/csv",
    )


@pytest.fixture
def report(by):
    made, is_new = ask(by)
    assert is_new
    return made


def keep(by, report, content=WORDS):
    assert begin_making(report=report, now=by.now)
    kept = keep_report(by=by, report=report, file=BytesIO(content))
    report.refresh_from_db()
    return kept


def test_the_kept_bytes_have_their_checksum_size_and_makers_name(by, report):
    assert keep(by, report)
    assert (report.state, report.size, report.made_at) == ("ready", len(WORDS), by.now)
    assert report.sha256 == hashlib.sha256(WORDS).hexdigest()
    assert report.asked_by_name == "Karen Koordinator"
    with report.opened() as file:
        assert file.read() == WORDS


def test_the_same_question_finds_the_report_that_waits_is_made_or_is_kept(by, report):
    assert ask(by) == (report, False)
    begin_making(report=report, now=by.now)
    assert ask(by) == (report, False)
    keep_report(by=by, report=report, file=BytesIO(WORDS))
    assert ask(by) == (report, False)
    other, is_new = ask(by, language="en")
    assert (is_new, other.pk != report.pk) == (True, True)


def test_the_key_stands_for_a_question_whatever_the_order_in_which_it_is_put():
    assert key_of({"a": 1, "b": [2]}, "csv") == key_of({"b": [2], "a": 1}, "csv")
    assert len({key_of({"a": 1}, "csv"), key_of({"a": 2}, "csv"), key_of({"a": 1}, "json")}) == 3


def test_of_two_workers_one_makes_it(by, report):
    other = MadeReport.objects.get(pk=report.pk)
    assert begin_making(report=report, now=by.now)
    assert not begin_making(report=other, now=by.now)


def test_two_answers_to_one_question_cannot_stand(report):
    copy = MadeReport.objects.get(pk=report.pk)
    copy.pk, copy.public_id = None, "00000000-0000-4000-8000-000000000001"
    with pytest.raises(IntegrityError):
        copy.save(force_insert=True)


def test_what_failed_is_asked_for_anew(by, report):
    begin_making(report=report, now=by.now)
    fail_report(report=report, words="Too many rows.")
    report.refresh_from_db()
    assert (report.state, report.failure) == ("failed", "Too many rows.")
    again, is_new = ask(by)
    assert (is_new, again.pk != report.pk) == (True, True)


def test_a_maker_who_is_not_heard_of_is_given_up_and_keeps_nothing_later(by, author_at, report):
    begin_making(report=report, now=by.now)
    tell_progress(report=report, done=1000, total=3000, now=by.now)
    report.refresh_from_db()
    assert (report.rows_done, report.rows_total) == (1000, 3000)
    assert not report.is_given_up(by.now + LONGEST_SILENCE)
    assert report.is_given_up(by.now + LONGEST_SILENCE + timedelta(seconds=1))
    assert ask(author_at(2019, 1, 1, 9, 40)) == (report, False)
    again, is_new = ask(author_at(2019, 1, 1, 9, 41))
    assert is_new
    assert not keep_report(by=by, report=report, file=BytesIO(b"late"))
    report.refresh_from_db()
    assert (report.state, report.sha256, report.failure) == ("failed", "", "")
    assert not report.file.storage.listdir("")[1], "the late file is not kept"
    assert keep(by, again)


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_damaged_file_is_not_opened_and_the_report_is_made_anew(by, report, damage):
    keep(by, report)
    storage = report.file.storage
    storage.delete(report.file.name)
    if damage == "changed":
        storage.save(report.file.name, BytesIO(WORDS[:-1] + b"!"))
    with pytest.raises(KeptFileDamaged, match=r"signs\.csv"):
        report.opened()
    again, is_new = ask(by)
    assert is_new
    report.refresh_from_db()
    assert report.state == "failed"
    assert "signs.csv" in report.failure
    assert keep(by, again)
    with again.opened() as file:
        assert file.read() == WORDS


def test_what_is_ready_neither_fails_nor_goes_on(by, report):
    keep(by, report)
    fail_report(report=report, words="Nonsense")
    tell_progress(report=report, done=1, total=2, now=by.now)
    assert not keep_report(by=by, report=report, file=BytesIO(b"other"))
    report.refresh_from_db()
    assert (report.state, report.failure, report.rows_total) == ("ready", "", 0)
    with report.opened() as file:
        assert file.read() == WORDS
