"""Bodies are read strictly, and what is wrong with one is said."""

import json

import pytest

from initiatives.api.parsers import MOST_BYTES
from initiatives.models import StatusUpdate
from tests.api.conftest import LATE, problem

UPDATES = "/api/v1/status-updates/"
REPORT = {"deadline": "signs/1.1/guidance", "status": "in_progress", **LATE}


def sent(client, body, content_type="application/json", **headers):
    body = body if isinstance(body, bytes) else body.encode()
    return client.generic("POST", UPDATES, body, content_type, headers=headers)


def test_a_body_in_json_is_taken(coordinator_program, signs):
    assert sent(coordinator_program, json.dumps(REPORT)).status_code == 201
    assert sent(coordinator_program, json.dumps(REPORT), "application/json; charset=UTF-8").status_code == 201


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{", "The body is no JSON: look at line 1, column 2."),
        ("{'status': 1}", "The body is no JSON: look at line 1, column 2."),
        ('{"status": "on_hold",}', "The body is no JSON: look at line 1, column 22."),
        ("[" * 100_000, "The body has more than 20 levels."),
        ("[" * 100_000 + "]" * 100_000, "The body has more than 20 levels."),
        ("[" * 25 + "]" * 25, "The body has more than 20 levels."),
        ('{"note": NaN}', "NaN is no number in JSON."),
        ('{"note": Infinity}', "Infinity is no number in JSON."),
        ('{"note": -Infinity}', "-Infinity is no number in JSON."),
        ('{"deadline": 1e400}', "A number in the body is too large."),
        ('{"deadline": ' + "9" * 5000 + "}", "A number in the body is too large."),
        ('{"status": "on_hold", "status": "completed"}', "“status” stands twice in the same object."),
        ('{"evidence": [{"title": "a", "title": "b"}]}', "“title” stands twice in the same object."),
        (r'{"note": "\ud800"}', "A text in the body holds half a character: “\N{REPLACEMENT CHARACTER}”."),
        (r'{"\udfff": 1}', "A text in the body holds half a character: “\N{REPLACEMENT CHARACTER}”."),
        (b'{"note": "\xff"}', "The body is not in UTF-8."),
        (b'{"note": "\xed\xa0\x80"}', "The body is not in UTF-8."),
        ('{"note": "x"}'.encode("utf-16"), "The body is not in UTF-8."),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_with_the_reason(coordinator_program, signs, body, sentence):
    assert problem(sent(coordinator_program, body), 400, "unreadable")["detail"] == sentence
    assert not StatusUpdate.objects.exists()


@pytest.mark.parametrize("body", ["[]", '"text"', "null", "7", "[[]]"])
def test_a_body_that_is_no_object_is_refused(coordinator_program, signs, body):
    problem(sent(coordinator_program, body), 400, "invalid")


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 3 * 1024 * 1024])
def test_a_body_that_is_too_long_is_413(coordinator_program, signs, size):
    body = json.dumps({**REPORT, "note": ""})
    told = problem(sent(coordinator_program, body[:-2] + "x" * (size - len(body)) + body[-2:]), 413, "too_large")
    assert told["detail"] == "The body is longer than 1048576 bytes."
    assert not StatusUpdate.objects.exists()


def test_a_body_just_short_enough_is_read(coordinator_program, signs):
    body = json.dumps({**REPORT, "note": ""})
    body = body[:-2] + "x" * (MOST_BYTES - len(body)) + body[-2:]
    assert len(body) == MOST_BYTES
    assert sent(coordinator_program, body).status_code == 201


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/json; charset=iso-8859-1",
        "application/json; charset=nonsense",
    ],
)
def test_a_body_in_another_form_is_415(coordinator_program, signs, content_type):
    problem(sent(coordinator_program, json.dumps(REPORT), content_type), 415, "unsupported_type")


def test_a_compressed_body_is_415(coordinator_program, signs):
    answer = sent(coordinator_program, b"\x1f\x8b\x08\x00", **{"Content-Encoding": "gzip"})
    problem(answer, 415, "unsupported_type")


def test_no_body_at_all_lacks_what_is_required(coordinator_program, signs):
    told = problem(sent(coordinator_program, b""), 400, "invalid")
    assert told["errors"].keys() == {"deadline"}


def test_a_body_in_chunks_is_refused_and_not_taken_for_none(coordinator_program, signs):
    answer = coordinator_program.post(
        UPDATES, headers={"Transfer-Encoding": "chunked", "Content-Type": "application/json"}
    )
    assert "Content-Length" in problem(answer, 400, "unreadable")["detail"]
