"""A write under a key is made once, and its key lives in the same transaction."""

from datetime import timedelta

import pytest

from initiatives.exceptions import KeyReused, NotAllowed
from initiatives.models import IdempotencyKey
from initiatives.queries.actors import system_actor
from initiatives.services.authorship import Author
from initiatives.services.idempotency import MOST_REMOVED_AT_ONCE, Answer, once

pytestmark = pytest.mark.django_db


def test_the_answer_is_kept_and_given_again(author_at):
    by, writes = author_at(), []

    def write():
        writes.append(1)
        return Answer(status=201, body="{}", headers={"Location": "/x/"})

    first = once(by=by, key="k", request_digest="a", write=write)
    again = once(by=by, key="k", request_digest="a", write=write)
    assert (len(writes), first.is_repeated) == (1, False)
    assert again == Answer(status=201, body="{}", headers={"Location": "/x/"}, is_repeated=True)
    with pytest.raises(KeyReused):
        once(by=by, key="k", request_digest="b", write=write)


def test_a_write_that_fails_leaves_no_key(author_at):
    def write():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once(by=author_at(), key="k", request_digest="a", write=write)
    assert not IdempotencyKey.objects.exists()


def test_old_keys_are_forgotten_some_at_a_time(author_at):
    by = author_at()
    IdempotencyKey.objects.bulk_create(
        IdempotencyKey(user=by.actor.user, key=f"old {number}", created_at=by.now - timedelta(days=7))
        for number in range(MOST_REMOVED_AT_ONCE + 1)
    )
    once(by=by, key="new", request_digest="a", write=lambda: Answer(status=201, body="{}"))
    assert sorted(IdempotencyKey.objects.values_list("key", flat=True)) == ["new", f"old {MOST_REMOVED_AT_ONCE}"]


def test_nobody_has_no_keys(author_at):
    with pytest.raises(NotAllowed):
        once(
            by=Author(actor=system_actor("load_plans"), now=author_at().now),
            key="k",
            request_digest="a",
            write=lambda: Answer(status=201, body="{}"),
        )
