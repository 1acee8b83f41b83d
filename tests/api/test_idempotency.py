"""A request that is sent again is answered again, and nothing is written twice."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from initiatives.choices import MembershipRole
from initiatives.models import IdempotencyKey, Plan, StatusUpdate
from tests.api.conftest import LATE, problem

UPDATES = "/api/v1/status-updates/"
REPORT = {"deadline": "signs/1.1/guidance", "status": "in_progress", **LATE}
KEY = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}


def test_the_same_request_gets_the_same_answer_and_writes_once(coordinator_program, signs):
    first = coordinator_program.post(UPDATES, REPORT, headers=KEY)
    again = coordinator_program.post(UPDATES, dict(reversed(REPORT.items())), headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["Location"] == first.headers["Location"]
    assert (first.headers.get("Idempotency-Replayed"), again.headers["Idempotency-Replayed"]) == (None, "true")
    assert StatusUpdate.objects.count() == 1


def test_the_answer_is_the_first_one_even_when_the_record_has_moved_on(coordinator_program, signs):
    first = coordinator_program.post(UPDATES, REPORT, headers={**KEY, "If-Match": '"1"'})
    coordinator_program.post(UPDATES, {**REPORT, "status": "on_hold"})
    again = coordinator_program.post(UPDATES, REPORT, headers={**KEY, "If-Match": '"1"'})
    assert again.content == first.content
    assert StatusUpdate.objects.count() == 2


@pytest.mark.parametrize("change", [{"note": "Other"}, {"status": "on_hold"}, {"deadline": "signs/1.1/hearing"}])
def test_the_key_with_another_body_is_422(coordinator_program, signs, change):
    coordinator_program.post(UPDATES, REPORT, headers=KEY)
    problem(coordinator_program.post(UPDATES, {**REPORT, **change}, headers=KEY), 422, "key_reused")
    assert StatusUpdate.objects.count() == 1


def test_the_key_at_another_address_or_on_another_version_is_422(coordinator_program, signs):
    coordinator_program.post(UPDATES, REPORT, headers=KEY)
    problem(coordinator_program.post("/api/v1/plans/", REPORT, headers=KEY), 422, "key_reused")
    problem(coordinator_program.post(UPDATES, REPORT, headers={**KEY, "If-Match": '"2"'}), 422, "key_reused")


def test_everybody_has_keys_of_their_own(program, signs):
    for _account in range(2):
        answer = program(MembershipRole.COORDINATOR).post(UPDATES, REPORT, headers=KEY)
        assert (answer.status_code, answer.headers.get("Idempotency-Replayed")) == (201, None)
    assert StatusUpdate.objects.count() == 2


def test_a_request_that_was_refused_leaves_the_key_free(coordinator_program, signs):
    problem(coordinator_program.post(UPDATES, {**REPORT, "status": "late"}, headers=KEY), 400, "invalid")
    assert not IdempotencyKey.objects.exists()
    assert coordinator_program.post(UPDATES, REPORT, headers=KEY).status_code == 201


def test_a_key_lasts_seven_days(coordinator_program, signs):
    for age, repeated in ((timedelta(days=7) - timedelta(minutes=1), "true"), (timedelta(days=7), None)):
        IdempotencyKey.objects.all().delete()
        coordinator_program.post(UPDATES, REPORT, headers=KEY)
        IdempotencyKey.objects.update(created_at=timezone.now() - age)
        again = coordinator_program.post(UPDATES, REPORT, headers=KEY)
        assert (again.status_code, again.headers.get("Idempotency-Replayed")) == (201, repeated)


def test_every_write_that_makes_something_takes_a_key(coordinator_program, signs):
    for _time in range(2):
        made = coordinator_program.post("/api/v1/plans/", {"slug": "new", "title": "Ny plan"}, headers=KEY)
        assert made.status_code == 201
        assert made.headers["Location"] == "http://testserver/api/v1/plans/new/"
    assert Plan.objects.filter(slug="new").count() == 1


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "æ", "a\tb"])
def test_what_is_no_key_is_refused(coordinator_program, signs, key):
    answer = coordinator_program.post(UPDATES, REPORT, headers={"Idempotency-Key": key})
    problem(answer, 400, "unreadable")
    assert not StatusUpdate.objects.exists()


@pytest.mark.slow
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_request_sent_eight_times_at_once_is_made_once(coordinator_program, signs):
    answers = []

    def send():
        answers.append(coordinator_program.post(UPDATES, REPORT, headers=KEY))
        connection.close()

    threads = [threading.Thread(target=send) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [201] * 8
    assert len({answer.content for answer in answers}) == 1
    assert StatusUpdate.objects.count() == 1
