"""A cursor gives back what it was made of, shows nothing of it, and cannot be made by anybody else."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, date, datetime

import pytest
from django.test import override_settings

from initiatives.queries.cursors import CursorError, seal, unseal

VALUES = ["due:due_latest,id", True, date(2018, 12, 31), None, 81, "æøå", datetime(2018, 12, 20, 9, 30, tzinfo=UTC)]


def test_a_cursor_gives_back_its_values():
    assert unseal(seal(VALUES)) == VALUES
    assert unseal(seal([])) == []


def test_a_cursor_is_fit_for_an_address_and_the_same_each_time():
    text = seal(VALUES)
    assert text == seal(VALUES)
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_nothing_can_be_read_from_a_cursor():
    content = urlsafe_b64decode(seal([987654321]) + "==")
    assert b"987654321" not in content
    assert seal([1])[-4:] != seal([2])[-4:]


def changed_in_one_bit(text):
    content = bytearray(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    content[-2] ^= 1
    return urlsafe_b64encode(bytes(content)).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "abc",
        "æøå",
        "AAAA" * 10,
        "!!!!",
        "A" * 100_000,
        "\x00",
        "cD0yMDE4LTEyLTMx",
        changed_in_one_bit(seal([1, 2])),
    ],
)
def test_what_was_not_made_here_is_refused(text):
    with pytest.raises(CursorError):
        unseal(text)


def test_a_cursor_of_another_installation_is_refused():
    text = seal(VALUES)
    with override_settings(SECRET_KEY="another" * 10), pytest.raises(CursorError):
        unseal(text)
