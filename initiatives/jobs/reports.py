"""The job that makes a long report."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from initiatives.models import MadeReport
from initiatives.presentation.report_making import make_waiting_report


@task()
def make_report(report_id: str) -> None:
    """Make the waiting report with this public id; what went wrong is said on the report."""
    make_waiting_report(MadeReport.objects.get(public_id=report_id), timezone.now)
