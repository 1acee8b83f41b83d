"""Files that appear whole or not at all."""

import errno
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError
from django.utils.translation import override

from initiatives.management.output import write_whole


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def write(stream):
    stream.write(b"whole")
    return 1


def test_a_file_has_the_permissions_that_the_person_gives_to_new_files(tmp_path):
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    target = tmp_path / "target"
    assert write_whole(str(target), write, overwrite=False) == 1
    assert target.stat().st_mode == ordinary.stat().st_mode
    assert target.read_bytes() == b"whole"


def test_nothing_is_seen_before_it_is_whole(tmp_path):
    target = tmp_path / "target"

    def look_and_write(stream):
        stream.write(b"half")
        stream.flush()
        assert not target.exists()
        return 0

    write_whole(str(target), look_and_write, overwrite=False)
    assert target.exists()


def test_a_disk_that_fills_up_leaves_what_was_there(tmp_path):
    target = tmp_path / "target"
    target.write_bytes(b"precious")

    def fill_the_disk(stream):
        stream.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(CommandError, match="cannot be written: No space left on device"):
        write_whole(str(target), fill_the_disk, overwrite=True)
    assert target.read_bytes() == b"precious"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_one_and_what_it_points_to_is_written(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_whole(str(tmp_path / "link"), write, overwrite=False)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"whole"


def test_a_device_is_never_replaced(tmp_path):
    os.mkfifo(tmp_path / "device")
    with pytest.raises(CommandError, match="no ordinary file"):
        write_whole(str(tmp_path / "device"), write, overwrite=True)
    assert (tmp_path / "device").is_fifo()


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path):
    target = tmp_path / "target"

    def be_overtaken(stream):
        target.write_bytes(b"quicker")
        return write(stream)

    with pytest.raises(CommandError, match="is there already"):
        write_whole(str(target), be_overtaken, overwrite=False)
    assert target.read_bytes() == b"quicker"
    assert list(tmp_path.iterdir()) == [target]


def test_a_reader_who_has_seen_enough_of_standard_output_causes_no_error():
    script = (
        "from initiatives.management.output import write_whole\n"
        "write_whole('-', lambda stream: stream.write(b'x' * 1_000_000), overwrite=False)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.read(10) == b"x" * 10
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
