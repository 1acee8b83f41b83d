"""What is logged about a person is listed by command, and archived when it is old enough, never dropped."""

import hashlib
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from initiatives.choices import PersonEventKind
from initiatives.models import PersonEvent
from initiatives.services import person_log_archive
from initiatives.services.person_log import NewEvent, write_events
from initiatives.services.person_log_archive import events_in
from tests.factories import UserFactory


@pytest.fixture
def user(db):
    """An account with events of 400, 100, 31 and 29 days ago."""
    user = UserFactory(username="mette")
    now = timezone.now()
    write_events(
        NewEvent(now - timedelta(days=days), PersonEventKind.SIGNED_IN, user, about=f"{days}")
        for days in (400, 100, 31, 29)
    )
    return user


def test_what_is_logged_about_a_person_is_listed_and_that_is_logged(user, capsys):
    call_command("list_person_log", "mette", language="en")

    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[1] for line in lines] == ["Signed in"] * 4
    assert [line.split("\t")[3] for line in lines] == ["29", "31", "100", "400"]
    assert PersonEvent.objects.latest("id").about == "list_person_log mette"


def test_an_unknown_account_is_refused(db):
    with pytest.raises(CommandError, match="no account"):
        call_command("list_person_log", "ingen")


def test_what_is_old_goes_into_a_file_with_its_checksum_and_out_of_the_database(user, tmp_path, capsys):
    call_command("archive_person_log", older_than=90, folder=tmp_path)

    (file,) = tmp_path.glob("*.jsonl.gz")
    assert [(event["account"], event["about"]) for event in events_in(file)] == [("mette", "400"), ("mette", "100")]
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert (tmp_path / f"{file.name}.sha256").read_text() == f"{digest}  {file.name}\n"
    assert digest in capsys.readouterr().out
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(PersonEvent.objects.values_list("about", flat=True)) == ["29", "31"]

    call_command("archive_person_log", older_than=90, folder=tmp_path)
    assert len([*tmp_path.iterdir()]) == 2


@pytest.mark.parametrize("days", [0, 29])
def test_less_than_thirty_days_are_refused_and_so_is_no_number(user, tmp_path, days):
    with pytest.raises(CommandError):
        call_command("archive_person_log", older_than=days, folder=tmp_path)
    assert PersonEvent.objects.count() == 4


def test_nothing_is_removed_when_the_file_cannot_be_written(user, tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(CommandError, match="fjernet"):
        call_command("archive_person_log", older_than=30, folder=tmp_path / "taken" / "below")
    assert PersonEvent.objects.count() == 4


def test_nothing_is_removed_when_the_file_is_not_what_was_written(user, tmp_path, monkeypatch):
    monkeypatch.setattr(person_log_archive, "events_in", lambda file: iter(()))
    with pytest.raises(CommandError):
        call_command("archive_person_log", older_than=30, folder=tmp_path)
    assert PersonEvent.objects.count() == 4
    assert list(tmp_path.iterdir()) == []
