"""The log compared with checkpoints that were written of it: what its own chains cannot show is found."""

import gzip
import io
import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from initiatives.checkpoints.folder import read_kept
from initiatives.checkpoints.keys import kept_key, public_pem
from initiatives.models import Deadline, StatusUpdate, triggers
from initiatives.models.log_row import GENESIS
from initiatives.periods import Period
from initiatives.queries.heads import Clock, digest_at
from initiatives.services.checkpoints import write_checkpoint
from initiatives.services.status_updates import Report, record
from tests.commands.test_verify_log import verify
from tests.factories import DeadlineFactory
from tests.reports import scene

pytestmark = pytest.mark.django_db

FIRST, SECOND, LAST = (datetime(2019, 2, day, 3, tzinfo=UTC) for day in (1, 2, 3))


@pytest.fixture
def write(settings):
    """Return a function that writes the checkpoint of an instant's day, and returns it."""

    def write(now):
        kept, is_new = write_checkpoint(
            now=now, folder=settings.CHECKPOINT_DIR, key_file=settings.CHECKPOINT_KEY, installation="tiltag.example"
        )
        assert is_new
        return kept

    return write


@pytest.fixture
def plan(author_at, write):
    """A plan with its history, and three days' checkpoints; one row was recorded between the first and the second."""
    plan = scene.make(author_at)
    write(FIRST)
    target = Deadline.objects.get(key="first", action__number="1.1")
    record(by=author_at(2019, 2, 1, 12), deadline=target, report=Report(status="on_hold", note="Waits"))
    write(SECOND)
    write(LAST)
    return plan


def tamper(statement, *parameters):
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        assert cursor.rowcount == 1


def cut_off(number):
    """Remove the last row of a deadline's log, and all that the deadline stores of it."""
    deadline = Deadline.objects.get(key="first", action__number=number)
    last = StatusUpdate.objects.filter(deadline=deadline).order_by("seq").last()
    before = StatusUpdate.objects.filter(deadline=deadline, seq=last.seq - 1).first()
    deadline.__class__.objects.filter(pk=deadline.pk).update_pointers(
        latest_update=before, is_open=True, log_seq=last.seq - 1, log_head=before.row_hash if before else GENESIS
    )
    tamper("DELETE FROM initiatives_statusupdate WHERE id = %s", last.pk)


def test_a_log_that_only_grew_is_as_all_checkpoints_have_it(plan, author_at):
    record(by=author_at(2019, 3, 1), deadline=Deadline.objects.first(), report=Report(status="on_hold", note="Waits"))
    status, (compared, key, _sentence) = verify()
    assert status == 0
    assert compared == "Compared with 3 checkpoints, of 2019-02-01 to 2019-02-03."
    assert key.startswith("Trusted keys: ")


def test_a_log_that_was_cut_off_with_its_trace_is_found_and_named(plan):
    cut_off("1.1")
    status, lines = verify()
    assert status == 1
    assert lines[0].startswith("2019-02-02.json: the log is another than at 2019-02-02T02:50:00+00:00: it had 9 rows")
    problem = "the end was cut off: the checkpoint of 2019-02-02 knows row 2, and the last is row 1"
    assert lines[1] == f"skilte-2018/1.1/first: {problem}"
    assert lines[2].startswith("2019-02-03.json: ")
    assert lines[-1] == "The log is not as it was written: 3 findings."


def test_a_log_that_is_gone_as_a_whole_is_found(plan):
    cut_off("1.6")
    assert "skilte-2018/1.6/first: its log is gone: the checkpoint of 2019-02-01 knows it up to row 1" in verify()[1]


def test_a_log_that_was_written_anew_with_all_its_hashes_is_found(plan):
    row = StatusUpdate.objects.get(deadline__key="first", deadline__action__number="1.6")
    row.confidence = "green"
    row.row_hash = row.computed_hash()
    tamper(
        "UPDATE initiatives_statusupdate SET confidence = 'green', row_hash = %s WHERE id = %s", row.row_hash, row.pk
    )
    Deadline.objects.filter(pk=row.deadline_id).update_pointers(log_head=row.row_hash)
    status, lines = verify()
    assert status == 1
    problem = "it was written anew: row 1 is another than the one in the checkpoint of 2019-02-01"
    assert f"skilte-2018/1.6/first: {problem}" in lines
    assert verify("--plan", "skilte-2018")[0] == 0, "its own chain shows nothing"


def test_a_row_that_claims_to_be_older_than_it_is_is_found(plan, author_at):
    silent, spoken = (Deadline.objects.get(key=key, action__number="1.6") for key in ("second", "first"))
    record(by=author_at(2019, 1, 5), deadline=silent, report=Report(status="on_hold", note="Waits"))
    new = DeadlineFactory(key="new", period=Period.year(2020))
    record(by=author_at(2019, 1, 5), deadline=new, report=Report(status="on_hold", note="Waits"))
    lines = verify()[1]
    problem = "rows were added that claim to be older than the checkpoint of 2019-02-01"
    assert f"skilte-2018/1.6/second: {problem}" in lines
    assert any(line.endswith(f"/new: {problem}") for line in lines)
    assert not any(str(spoken.ref) in line for line in lines)


def test_without_the_file_of_heads_it_is_said_that_nothing_can_be_named(plan, checkpoints):
    for file in checkpoints.glob("*.gz"):
        file.unlink()
    cut_off("1.6")
    lines = verify()[1]
    assert "2019-02-03.json: its file of heads is missing or another one, so the deadlines cannot be named" in lines


def test_a_file_of_heads_that_was_changed_is_not_believed(plan, checkpoints):
    heads = checkpoints / "2019-02-03.heads.csv.gz"
    heads.write_bytes(gzip.compress(gzip.decompress(heads.read_bytes()).replace(b",1,", b",9,", 1)))
    assert verify()[0] == 0, "the checkpoint alone is signed, and the log is as it says"
    assert read_kept(checkpoints / "2019-02-03.json").heads() is None
    assert read_kept(checkpoints / "2019-02-02.json").heads() is not None


def test_a_checkpoint_that_was_made_to_fit_is_found_by_its_signature(plan, checkpoints):
    cut_off("1.6")
    for file in checkpoints.glob("*.json"):
        content = json.loads(file.read_text())
        content["digest"] = digest_at(datetime.fromisoformat(content["instant"]), Clock.RECORDED).sha256
        file.write_text(json.dumps(content))
    lines = verify()[1]
    problem = "the signature does not fit: the file was changed, or made by somebody else"
    assert f"2019-02-03.json: {problem}" in lines
    assert "2019-02-02.json: the file before it, 2019-02-01.json, is another than it was" in lines


def test_a_checkpoint_that_was_removed_is_missed_by_the_one_after_it(plan, checkpoints):
    (checkpoints / "2019-02-02.json").unlink()
    assert verify()[1][0] == (
        "2019-02-03.json: it follows 2019-02-02.json, and not 2019-02-01.json: a file was removed or added"
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{}", "is no checkpoint of format 1"),
        ("[]", "is no checkpoint of format 1"),
        ("half", "is no JSON"),
        ("\x00æ", "cannot be read"),
    ],
)
def test_a_file_that_is_no_checkpoint_is_named(plan, checkpoints, content, problem):
    (checkpoints / "2019-02-03.json").write_text(content)
    status, lines = verify()
    assert status == 1
    assert lines[0].startswith(f"2019-02-03.json: the file {problem}")


def test_a_copy_that_was_kept_elsewhere_is_compared_with_by_the_public_key(plan, checkpoints, settings, tmp_path):
    copy = tmp_path / "from-the-mail.json"
    copy.write_text((checkpoints / "2019-02-02.json").read_text().replace("\n", "\r\n"))
    public = tmp_path / "public.pem"
    public.write_bytes(public_pem(kept_key(settings.CHECKPOINT_KEY).public_key()))
    settings.CHECKPOINT_KEY.unlink()
    untrusted = verify("--checkpoint", str(copy))
    assert untrusted[0] == 1
    assert untrusted[1][0].startswith("from-the-mail.json: no trusted key has the fingerprint ")
    status, lines = verify("--checkpoint", str(copy), "--public-key", str(public))
    assert (status, lines[0]) == (0, "Compared with 1 checkpoint, of from-the-mail.")
    cut_off("1.1")
    assert verify("--checkpoint", str(copy), "--public-key", str(public))[0] == 1


def test_a_report_of_old_is_checked_by_its_digest(plan, author_at):
    printed = digest_at(datetime(2019, 1, 1, tzinfo=UTC), Clock.KNOWN, [plan.pk]).sha256
    asked = ("--plan", plan.slug, "--at", "2019-01-01T01:00+01:00", "--digest")
    status, lines = verify(*asked, printed.upper())
    assert (status, lines[0]) == (0, "As known at 2019-01-01T01:00:00+01:00 it has the digest that was given: 6 rows.")
    cut_off("1.6")
    status, lines = verify(*asked, printed)
    assert status == 1
    assert lines[0].startswith("skilte-2018: as known at 2019-01-01T01:00:00+01:00 the log has the digest ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--at", "2019-01-01"),
        ("--digest", "00"),
        ("--at", "2019-01-01", "--digest", "00"),
        ("--plan", "skilte-2018", "--checkpoint", "x.json"),
        ("--plan", "skilte-2018", "--at", "then and there", "--digest", "00"),
        ("--plan", "skilte-2018", "--at", "2999-01-01", "--digest", "00"),
    ],
)
def test_what_does_not_go_together_is_refused_in_a_sentence(plan, arguments):
    status, lines = verify(*arguments)
    assert (status, len(lines)) == (2, 1)


def test_a_public_key_that_is_none_is_refused(plan, tmp_path):
    (tmp_path / "public.pem").write_text("no key")
    with pytest.raises(CommandError, match="cannot be read as a public key"):
        call_command(
            "verify_log", "--public-key", str(tmp_path / "public.pem"), "--language", "en", stdout=io.StringIO()
        )
