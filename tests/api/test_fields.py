"""What a body may hold: each sort of value, taken strictly."""

import pytest

from initiatives.models import Plan
from tests.api.conftest import LATE, problem

UPDATES = "/api/v1/status-updates/"


@pytest.fixture
def reported(coordinator_program, signs):
    """Return what comes of a report on the hearing, which is due in a far year, with these fields."""

    def report(**fields):
        return coordinator_program.post(UPDATES, {"deadline": "signs/1.1/hearing", "status": "in_progress", **fields})

    return report


@pytest.mark.parametrize(
    "day",
    [
        "2026-W01-1",
        "20260105",
        "2026-1-5",
        "2026-02-30",
        "31/12/2026",
        "2026-01-05T00:00:00",
        "",
        "today",
        20260105,
        7.5,
        True,
        [],
        {},
        ["2026-01-05"],
        "2026-01-05\n",
        "٢٠٢٦-٠١-٠٥",
        "2026-01-05\x00",
    ],
)
def test_a_day_is_written_in_one_way(reported, day):
    assert problem(reported(started_on=day), 400, "invalid")["errors"] == {
        "started_on": ["This is no day: write it as 2018-12-31."]
    }


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_far_away_is_refused_by_its_range(reported, day):
    assert problem(reported(started_on=day), 400, "invalid")["errors"] == {
        "started_on": ["Days lie between the years 1900 and 2200."]
    }


def test_null_is_an_empty_value_where_there_may_be_none_and_an_error_elsewhere(reported, coordinator_program):
    answer = reported(started_on=None, completed=None, forecast=None, confidence=None, delay_reason=None)
    assert answer.json()["status_update"]["started_on"] is None
    told = problem(reported(status=None, note=None, evidence=None), 400, "invalid")
    assert told["errors"].keys() == {"status", "note", "evidence"}
    told = problem(
        coordinator_program.patch(
            "/api/v1/plans/signs/", {"title": None, "due_soon_days": None, "kind": None}, headers={"If-Match": '"1"'}
        ),
        400,
        "invalid",
    )
    assert told["errors"].keys() == {"title", "due_soon_days", "kind"}


@pytest.mark.parametrize(
    ("forecast", "edtf"),
    [
        ("2198-36", "2198-36"),
        ("../2198-10", "../2198-10"),
        ({"earliest": "2198-10-01", "latest": "2198-12-31"}, "2198-36"),
        ({"earliest": None, "latest": "2198-12-31"}, "../2198-12-31"),
        ({"latest": "2198-12-31"}, "../2198-12-31"),
        ({"edtf": "2198-36", "earliest": "2198-10-01", "latest": "2198-12-31", "precision": "quarter"}, "2198-36"),
        ({"edtf": "2198"}, "2198"),
    ],
)
def test_a_period_is_an_edtf_text_or_its_days_or_what_was_read_before(reported, forecast, edtf):
    assert reported(forecast=forecast).json()["deadline"]["forecast"]["edtf"] == edtf


@pytest.mark.parametrize(
    "forecast",
    [
        "",
        "2198-13",
        "2198-W01-1",
        "soon",
        "2198-36" * 100,
        2198,
        True,
        [],
        {},
        {"earliest": None, "latest": None},
        {"edtf": ""},
        {"edtf": 7},
        {"edtf": "2198", "latest": "2198-06-30"},
        {"first": "2198-01-01"},
        {"earliest": "2198-12-31", "latest": "2198-01-01"},
        {"latest": "31/12/2198"},
        {"latest": 7},
    ],
)
def test_what_is_no_period_is_refused(reported, forecast):
    assert problem(reported(forecast=forecast), 400, "invalid")["errors"].keys() == {"forecast"}


@pytest.mark.parametrize("name", [1e10, 7, True, [], {}, {"id": 7}, "", "x" * 300, "signs/1.1/none", "signs/1.1/\x00"])
@pytest.mark.parametrize("field", ["deadline", "superseded_by"])
def test_a_name_that_names_nothing_is_refused(reported, field, name):
    assert field in problem(reported(**{field: name}), 400, "invalid")["errors"]


def test_a_thing_is_named_by_its_id_or_its_ref_or_the_object_that_was_read(reported, signs):
    for name in (signs.done.ref, str(signs.done.public_id), {"id": str(signs.done.public_id), "ref": "ignored"}):
        answer = reported(deadline=name)
        assert answer.json()["deadline"]["ref"] == "signs/1.1/done"


@pytest.mark.parametrize(
    ("title", "message"),
    [
        (" ", "nothing that can be seen"),
        ("\u200b\u200d", "nothing that can be seen"),
        ("x" * 501, "no more than 500"),
        ("safe\u202egnp.exe", "U+202E"),
        ("a\x00b", "Null characters"),
        ("bell\x07", "U+0007"),
        ("", "may not be blank"),
        (7, "Not a valid string"),
        (True, "Not a valid string"),
        (["x"], "Not a valid string"),
    ],
)
def test_a_text_that_cannot_be_shown_as_it_is_written_is_refused(coordinator_program, signs, title, message):
    Plan.objects.filter(slug="signs").update(translations={})
    answer = coordinator_program.patch("/api/v1/plans/signs/", {"title": title}, headers={"If-Match": '"1"'})
    (found,) = problem(answer, 400, "invalid")["errors"]["title"]
    assert message in found
    assert Plan.objects.get(slug="signs").version == 1


@pytest.mark.parametrize("note", ["a\x00b", "bell\x07", "safe\u202egnp.exe"])
def test_a_note_is_held_to_the_same(reported, note):
    assert problem(reported(note=note), 400, "invalid")["errors"].keys() == {"note"}


def test_a_text_is_kept_word_for_word(reported):
    note = "  Første linje\n\tanden – “linje” 🇩🇰 é  "
    assert reported(note=note).json()["status_update"]["note"] == note


@pytest.mark.parametrize("value", ["true", 1, "yes", None, [], "on"])
def test_a_boolean_is_true_or_false(coordinator_program, signs, value):
    answer = coordinator_program.patch(
        "/api/v1/plans/signs/", {"adopted_is_inferred": value}, headers={"If-Match": '"1"'}
    )
    assert problem(answer, 400, "invalid")["errors"].keys() == {"adopted_is_inferred"}


@pytest.mark.parametrize("value", ["30", 30.0, -1, 32_768, 10**30, True, None, []])
def test_a_number_is_a_whole_one_within_its_range(coordinator_program, signs, value):
    answer = coordinator_program.patch("/api/v1/plans/signs/", {"due_soon_days": value}, headers={"If-Match": '"1"'})
    assert problem(answer, 400, "invalid")["errors"].keys() == {"due_soon_days"}


@pytest.mark.parametrize("value", ["late", "COMPLETED", "none", 7, True, [], {}, ""])
def test_a_code_is_one_of_its_list_and_no_report_is_none(reported, value):
    errors = problem(reported(status=value), 400, "invalid")["errors"]
    assert errors.keys() == {"status"}
    if value:
        assert "not_started, in_progress" in errors["status"][0]


@pytest.mark.parametrize(
    "translations",
    [
        {"fr": {"title": {"text": "x"}}},
        {"en": {"nope": {"text": "x"}}},
        {"en": {"title": {"text": ""}}},
        {"en": 7},
        {"en": {"title": "x"}},
        {"da": {"title": {"text": "x"}}},
        {"en": {"title": {"text": "a\x00"}}},
        [],
        "x",
    ],
)
def test_translations_have_one_shape(coordinator_program, signs, translations):
    answer = coordinator_program.patch(
        "/api/v1/plans/signs/", {"translations": translations}, headers={"If-Match": '"1"'}
    )
    problem(answer, 400, "invalid")


def test_what_cannot_be_written_is_refused_by_name_and_ids_and_versions_are_left_as_they_are(reported, signs):
    told = problem(reported(created="2018-01-01", org="TRM", who="me", seq=7, known_at=1), 400, "invalid")
    assert told["errors"].keys() == {"created", "org", "who", "seq", "known_at"}
    answer = reported(id="00000000-0000-4000-8000-000000000000", version=99, url="https://evil.example/")
    assert answer.status_code == 201
    assert answer.json()["status_update"]["id"] != "00000000-0000-4000-8000-000000000000"
    assert answer.json()["deadline"]["version"] == 2


def test_the_server_s_clock_stamps_what_is_recorded(reported):
    row = reported(**LATE).json()["status_update"]
    assert row["recorded_at"] == row["known_at"]
    assert row["recorded_at"].endswith("Z")
    assert row["origin"] == "person"
