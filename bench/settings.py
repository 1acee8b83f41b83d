"""The installation's own settings, with one address more and without a limit on requests."""

import os

os.environ.setdefault("TRACKER_API_READS", "1000000")
os.environ.setdefault("TRACKER_API_EXPORTS", "1000000")

from tracker.settings import *  # noqa: F403
from tracker.settings import ALLOWED_HOSTS

ROOT_URLCONF = "bench.plain"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
