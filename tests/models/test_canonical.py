"""The form in which rows are hashed never changes: every hash of the past depends on it."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest

from initiatives.choices import Status
from initiatives.models import Deadline, DeadlineChange, StatusUpdate
from initiatives.models.log_row import canonical_form
from initiatives.periods import Period

OF_DEADLINE, OF_ROW = UUID(int=1), UUID(int=2)


def row_with(**values):
    row = StatusUpdate(
        public_id=OF_ROW,
        deadline=Deadline(public_id=OF_DEADLINE),
        seq=1,
        log_place=1,
        kind="report",
        status="completed",
        effective_on=date(2018, 12, 20),
        recorded_at=datetime(2018, 12, 20, 9, 30, tzinfo=UTC),
        known_at=datetime(2018, 12, 20, 9, 30, 0, 5, tzinfo=UTC),
        known_on=date(2018, 12, 20),
        previous_hash="0" * 64,
        text_digests={"note": "b", "internal_note": "a"},
        evidence_digests=[{"title": "c", "link": "é"}],
        **values,
    )
    row.completed = Period.day(date(2018, 12, 19))
    return row


EXPECTED = {
    "table": "statusupdate",
    "public_id": "00000000-0000-0000-0000-000000000002",
    "deadline": "00000000-0000-0000-0000-000000000001",
    "seq": 1,
    "log_place": 1,
    "kind": "report",
    "status": "completed",
    "effective_on": "2018-12-20",
    "recorded_at": "2018-12-20T09:30:00.000000+00:00",
    "known_at": "2018-12-20T09:30:00.000005+00:00",
    "known_on": "2018-12-20",
    "origin": "person",
    "previous_hash": "0" * 64,
    "format_version": 1,
    "text_digests": {"note": "b", "internal_note": "a"},
    "evidence_digests": [{"title": "c", "link": "é"}],
    "started_on": None,
    "completed_edtf": "2018-12-19",
    "completed_earliest": "2018-12-19",
    "completed_latest": "2018-12-19",
    "completed_precision": "day",
    "forecast_edtf": "",
    "forecast_earliest": None,
    "forecast_latest": None,
    "forecast_precision": "none",
    "confidence": "",
    "delay_reason": "",
    "target": None,
    "superseded_by": None,
}


def test_the_form_is_json_with_sorted_names_and_no_blanks():
    wanted = json.dumps(EXPECTED, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert row_with().canonical_content() == wanted


@pytest.mark.parametrize("text", ['"quoted" \\ %s %', "tab\tline\nend\x1f\x7f", "æøå Щ 𝄞 \u2028 </script>"])
def test_texts_of_every_kind_are_written_as_json_writes_them(text):
    wanted = json.dumps({**EXPECTED, "delay_reason": text}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert row_with(delay_reason=text).canonical_content() == wanted


def test_values_that_are_not_read_back_yet_have_the_form_that_they_will_have():
    elsewhere = timezone(timedelta(hours=2))
    row = row_with()
    row.status = Status.COMPLETED
    row.recorded_at = datetime(2018, 12, 20, 11, 30, tzinfo=elsewhere)
    assert row.canonical_content() == row_with().canonical_content()


@pytest.mark.parametrize("model", [StatusUpdate, DeadlineChange])
def test_every_column_is_hashed_but_those_that_are_named(model):
    left_out = {"id", "row_hash", "salts", "who", *model.REDACTABLE}
    hashed = {column.removesuffix("__public_id") for column in canonical_form(model).columns}
    assert hashed == {field.name for field in model._meta.concrete_fields} - left_out
