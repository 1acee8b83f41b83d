"""A program of its own: prints what stands in the record that the environment names, as JSON.

``python -m resilience.examining`` tells how many rows there are of each kind, every note, the heads of all chains, the
triggers as the database has them and those that are missing, and what verifying the log finds.
"""

from __future__ import annotations

import json
import os
import sys

import django

TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal "
    "ORDER BY tgname",
}


def main() -> None:
    """Print it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from django.apps import apps
    from django.db import connection

    from initiatives.models import Deadline, Plan, StatusUpdate, triggers
    from initiatives.queries.verification import verify_chains

    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        found = dict(cursor.fetchall())
    models = apps.get_app_config("initiatives").get_models()
    told = {
        "counts": {model._meta.model_name: model._default_manager.count() for model in models},
        "notes": list(StatusUpdate.objects.order_by("pk").values_list("note", flat=True)),
        "heads": dict(Deadline.objects.order_by("pk").values_list("pk", "log_head")),
        "summaries": dict(Plan.objects.values_list("slug", "summary")),
        "versions": dict(Plan.objects.values_list("slug", "version")),
        "triggers": found,
        "missing": triggers.missing(),
        "findings": [str(finding) for finding in verify_chains()],
    }
    sys.stdout.write(json.dumps(told, default=str))


if __name__ == "__main__":
    main()
