"""The record that is measured: made once, and kept where the database keeps it."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection

from initiatives.models import Deadline, StatusUpdate


def prepare(deadlines: int) -> None:
    """Bring the tables up to date, and fill them where they are empty."""
    call_command("migrate", verbosity=0)
    if not Deadline.objects.exists():
        call_command("generate_load", deadlines=deadlines, language="en")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
    print(f"{connection.vendor}: {Deadline.objects.count()} deadlines, {StatusUpdate.objects.count()} status updates")
