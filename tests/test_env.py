"""Environment variables are read as types; what is wrong is named, with its mend."""

from __future__ import annotations

from pathlib import Path
from secrets import token_urlsafe

import pytest

from tracker.env import ConfigurationError, Environment


@pytest.mark.parametrize(
    ("written", "meant"), [("1", True), ("True", True), (" on ", True), ("0", False), ("NO", False), ("", False)]
)
def test_a_boolean_is_written_in_several_ways(written, meant):
    assert Environment({"SWITCH": written}).boolean("SWITCH", default=False) is meant


@pytest.mark.parametrize("written", ["ture", "2", "nej"])
def test_a_word_that_is_no_boolean_is_refused_and_not_taken_for_false(written):
    with pytest.raises(ConfigurationError, match=r"SWITCH is .* true or false"):
        Environment({"SWITCH": written}).boolean("SWITCH", default=True)


@pytest.mark.parametrize("written", ["-1", "11", "ten", "1.5", "٣", "9" * 30])
def test_a_number_outside_its_bounds_is_refused_with_the_bounds(written):
    with pytest.raises(ConfigurationError, match=r"NUMBER .* from 0 to 10"):
        Environment({"NUMBER": written}).integer("NUMBER", default=5, minimum=0, maximum=10)


@pytest.mark.parametrize(("written", "meant"), [("0", 0), ("10", 10), ("", 5)])
def test_a_number_within_its_bounds_is_read(written, meant):
    assert Environment({"NUMBER": written}).integer("NUMBER", default=5, minimum=0, maximum=10) == meant


def test_names_are_separated_by_commas():
    assert Environment({"HOSTS": " a.example, b.example ,"}).names("HOSTS", mend="") == ["a.example", "b.example"]


def test_names_that_are_only_commas_count_as_not_set():
    with pytest.raises(ConfigurationError, match=r"HOSTS is not set\. Name the hosts\."):
        Environment({"HOSTS": " , "}).names("HOSTS", mend="Name the hosts.")


def test_a_secret_may_hold_any_character():
    secret = "$" + token_urlsafe(50) + "%{}'"
    assert Environment({"KEY": secret}).secret("KEY", minimum_length=50, mend="") == secret


def test_a_short_secret_is_refused_and_not_repeated():
    with pytest.raises(ConfigurationError, match="KEY has fewer than 50 characters") as refusal:
        Environment({"KEY": "hunter2"}).secret("KEY", minimum_length=50, mend="")
    assert "hunter2" not in str(refusal.value)


def test_a_folder_is_made_for_its_owner_alone(tmp_path):
    folder = Environment({"FOLDER": f"{tmp_path}/a/b"}).folder("FOLDER", default=tmp_path)
    assert folder.is_dir()
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    obstacle = tmp_path / "obstacle"
    obstacle.touch()
    with pytest.raises(ConfigurationError, match=r"obstacle/folder cannot be made: .* Set FOLDER to"):
        Environment({"FOLDER": f"{obstacle}/folder"}).folder("FOLDER", default=tmp_path)


def test_a_relative_folder_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match=r"FOLDER is 'data'. Set it to an absolute path"):
        Environment({"FOLDER": "data"}).folder("FOLDER", default=tmp_path)


@pytest.mark.parametrize("written", ["Mars/Olympus", "../../etc/passwd", "Europe", "CET+25"])
def test_a_time_zone_that_does_not_exist_is_refused(written):
    with pytest.raises(ConfigurationError, match=r"ZONE is .* such as Europe/Copenhagen"):
        Environment({"ZONE": written}).time_zone("ZONE", default="UTC")


def test_a_database_address_names_server_account_and_database():
    read = Environment({"URL": "postgres://tiltag:p%40ss%24@db.example:5433/record?sslmode=require"})
    database = read.database("URL", default=Path("/unused"))
    assert database == {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db.example",
        "PORT": 5433,
        "USER": "tiltag",
        "PASSWORD": "p@ss$",
        "NAME": "record",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_database_address_may_name_an_sqlite_file():
    database = Environment({"URL": "sqlite:////srv/tiltag/record.sqlite3"}).database("URL", default=Path("/unused"))
    assert database == {"ENGINE": "tracker.sqlite", "NAME": Path("/srv/tiltag/record.sqlite3")}


@pytest.mark.parametrize(
    "written",
    [
        "mysql://tiltag:hunter2@db.example/record",
        "postgres://tiltag:hunter2@db.example:port/record",
        "postgres://tiltag:hunter2@db.example/",
        "tiltag:hunter2@db.example/record",
        "sqlite:///hunter2.sqlite3",
        "sqlite://:memory:",
    ],
)
def test_a_database_address_that_cannot_be_used_is_refused_without_its_password(written):
    with pytest.raises(ConfigurationError, match=r"URL .* Set it to postgres://") as refusal:
        Environment({"URL": written}).database("URL", default=Path("/unused"))
    assert "hunter2" not in str(refusal.value)


def test_a_misspelt_variable_is_refused_with_the_names_that_exist():
    read = Environment({"TRACKER_MOED": "production", "HOME": "/root"})
    read.choice("TRACKER_MODE", options=("local", "production"), default="local")
    with pytest.raises(ConfigurationError, match=r"TRACKER_MOED is no setting .* TRACKER_MODE\."):
        read.refuse_unknown("TRACKER_")


def test_a_text_has_one_line_and_is_not_too_long():
    assert Environment({"CONTACT": " post@a.example "}).text("CONTACT", default="", longest=20) == "post@a.example"
    assert Environment({}).text("CONTACT", default="", longest=20) == ""
    for written in ("a" * 21, "two\nlines"):
        with pytest.raises(ConfigurationError, match=r"CONTACT .* at most 20"):
            Environment({"CONTACT": written}).text("CONTACT", default="", longest=20)


def test_a_file_is_named_by_an_absolute_path_to_one_that_is_there(tmp_path):
    template = tmp_path / "template.docx"
    template.write_bytes(b"PK")
    assert Environment({"TEMPLATE": f" {template} "}).file("TEMPLATE") == template
    assert Environment({"TEMPLATE": " "}).file("TEMPLATE") is None
    for written in ("template.docx", str(tmp_path), str(tmp_path / "other.docx")):
        with pytest.raises(ConfigurationError, match=r"TEMPLATE is .* absolute path of a file that is there"):
            Environment({"TEMPLATE": written}).file("TEMPLATE")
