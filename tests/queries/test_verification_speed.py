"""A hundred thousand rows of the log are verified in under ten seconds, and compared with checkpoints in less."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from initiatives.management.load import Size, fill
from initiatives.models import DeadlineChange, StatusUpdate
from initiatives.queries.heads import Clock, Heads
from initiatives.queries.verification import verify_chains

MOST_SECONDS = 10


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_hundred_thousand_rows_take_less_than_ten_seconds_of_this_processor(capsys):
    fill(Size(20_500, 5), seed=1, as_of=date(2025, 6, 30), progress=lambda _done, _of: None)
    rows = StatusUpdate.objects.count() + DeadlineChange.objects.count()
    assert rows >= 100_000

    began = time.process_time()
    assert list(verify_chains()) == []
    chains = time.process_time() - began

    last = datetime(2025, 7, 1, tzinfo=UTC)
    year = [last - timedelta(days=days) for days in reversed(range(365))]
    began = time.process_time()
    digests = Heads(year, Clock.RECORDED).digests()
    heads = time.process_time() - began

    assert digests[-1].rows == rows
    with capsys.disabled():
        print(f"\n{rows} rows: chains {chains:.1f} s, 365 checkpoints {heads:.1f} s")  # noqa: T201
    assert chains < MOST_SECONDS
    assert heads < MOST_SECONDS / 2
