"""What tests of reads share: counting queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def query_count():
    """Return a context manager whose length is the number of queries made in it."""
    return lambda: CaptureQueriesContext(connection)
