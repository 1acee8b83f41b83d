"""The checkpoint of a day: written once, signed so that openssl can check it, and sent where nobody changes it."""

import base64
import gzip
import hashlib
import io
import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from initiatives.checkpoints.folder import read_kept, write_once
from initiatives.services.checkpoints import SETTLED_AFTER, write_checkpoint
from tests.reports import scene

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = io.StringIO()
    call_command("write_checkpoint", "--language", "en", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def write(settings):
    """Return a function that writes the checkpoint of an instant's day."""

    def write(now):
        return write_checkpoint(
            now=now, folder=settings.CHECKPOINT_DIR, key_file=settings.CHECKPOINT_KEY, installation="tiltag.example"
        )

    return write


def test_the_file_says_what_the_log_looked_like(author_at, checkpoints, settings):
    scene.make(author_at)
    before = timezone.now()
    said = run()
    file = checkpoints / f"{timezone.localdate()}.json"
    content = json.loads(file.read_text())
    assert said.startswith(f"{file}: 8 rows on 6 deadlines, digest {content['digest']}.")
    assert (content["format"], content["rows"], content["deadlines"]) == (1, 8, 6)
    assert content["installation"] == settings.ALLOWED_HOSTS[0]
    assert (content["previous"], content["previous_sha256"]) == ("", "")
    instant = datetime.fromisoformat(content["instant"])
    assert before - SETTLED_AFTER <= instant <= timezone.now() - SETTLED_AFTER
    heads = gzip.decompress((checkpoints / f"{timezone.localdate()}.heads.csv.gz").read_bytes())
    assert hashlib.sha256(heads).hexdigest() == content["digest"]
    assert heads.splitlines()[0] == b"deadline,seq,row_hash"
    assert len(heads.splitlines()) == 7


def test_rows_that_may_still_be_on_their_way_are_left_to_the_next(author_at, write):
    scene.make(author_at)  # the last row at 9:30 on 4 January
    kept, _is_new = write(datetime(2019, 1, 4, 9, 39, tzinfo=UTC))
    assert kept.checkpoint.rows == 7
    later, _is_new = write(datetime(2019, 1, 5, 9, 39, tzinfo=UTC))
    assert later.checkpoint.rows == 8


def test_a_second_run_on_the_same_day_leaves_the_files_as_they_are(author_at, checkpoints):
    run()
    before = {file: file.read_bytes() for file in checkpoints.iterdir()}
    scene.make(author_at)
    assert "is there already" in run()
    assert {file: file.read_bytes() for file in checkpoints.iterdir()} == before


def test_each_names_the_one_before_it(write, checkpoints):
    first, _is_new = write(datetime(2019, 2, 1, 3, tzinfo=UTC))
    second, _is_new = write(datetime(2019, 2, 4, 3, tzinfo=UTC))
    assert second.checkpoint.previous == "2019-02-01.json"
    assert second.checkpoint.previous_sha256 == hashlib.sha256(first.file.read_bytes()).hexdigest()


def test_the_private_key_is_made_once_and_its_owner_alone_may_read_it(write, settings):
    first, _is_new = write(datetime(2019, 2, 1, 3, tzinfo=UTC))
    assert settings.CHECKPOINT_KEY.stat().st_mode & 0o777 == 0o600
    key = settings.CHECKPOINT_KEY.read_bytes()
    second, _is_new = write(datetime(2019, 2, 2, 3, tzinfo=UTC))
    assert settings.CHECKPOINT_KEY.read_bytes() == key
    assert first.checkpoint.key == second.checkpoint.key


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_the_signature_is_checked_with_grep_and_openssl_alone(write, checkpoints, tmp_path):
    kept, _is_new = write(datetime(2019, 2, 1, 3, tzinfo=UTC))
    lines = kept.file.read_text().splitlines(keepends=True)
    (signature,) = [line for line in lines if line.startswith('  "signature"')]
    (tmp_path / "signature").write_bytes(base64.b64decode(signature.split('"')[3]))
    (public_key,) = checkpoints.glob("*.public-key.pem")

    def openssl(text):
        (tmp_path / "signed").write_text(text)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", public_key, "-rawin"]
        command += ["-in", tmp_path / "signed", "-sigfile", tmp_path / "signature"]
        return subprocess.run(command, capture_output=True, check=False).returncode

    signed = "".join(line for line in lines if line is not signature)
    assert openssl(signed) == 0
    assert openssl(signed.replace('"rows": 0', '"rows": 1')) == 1


def test_it_is_sent_where_it_is_asked_for_and_the_mail_is_enough_to_check_by(author_at, checkpoints):
    scene.make(author_at)
    assert "Sent to revision@example.org, archive@example.org." in run(
        "--mail", "revision@example.org", "--mail", "archive@example.org"
    )
    (message,) = mail.outbox
    file = checkpoints / f"{timezone.localdate()}.json"
    assert message.to == ["revision@example.org", "archive@example.org"]
    assert f"Checkpoint {timezone.localdate()}" in message.subject
    assert file.read_text() in message.body
    assert message.attachments[0][:2] == (file.name, file.read_text())


def test_an_address_that_is_none_is_refused_before_anything_is_written(checkpoints):
    with pytest.raises(CommandError, match="is no mail address") as refused:
        run("--mail", "revision")
    assert refused.value.returncode == 2
    assert list(checkpoints.iterdir()) == []


def test_a_server_that_takes_no_mail_is_told_and_the_file_stays(checkpoints, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError, match=r"was written, and could not be sent: .* Mend TRACKER_MAIL_URL"):
        run("--mail", "revision@example.org")
    assert (checkpoints / f"{timezone.localdate()}.json").exists()


def test_a_key_or_a_folder_that_cannot_be_used_is_named(settings, tmp_path):
    settings.CHECKPOINT_KEY.write_text("no key")
    with pytest.raises(CommandError, match=r"checkpoint-key cannot be used as the key of checkpoints"):
        run()
    settings.CHECKPOINT_KEY.unlink()
    settings.CHECKPOINT_DIR = tmp_path / "gone"
    with pytest.raises(CommandError, match=r"cannot be written into .*gone"):
        run()


def test_a_run_that_was_overtaken_takes_the_file_of_the_other_and_leaves_no_draft(checkpoints, write):
    kept, _is_new = write(datetime(2019, 2, 1, 3, tzinfo=UTC))
    assert write_once(kept.file, b"another") is False
    assert read_kept(kept.file) == kept
    assert [file for file in checkpoints.iterdir() if file.name.startswith(".")] == []
    assert write(kept.checkpoint.instant + timedelta(hours=1)) == (kept, False)
