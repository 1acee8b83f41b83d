"""The writers of kept reports: asked for, begun, told how far, kept or failed. What is kept is never made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import IO, Any

import orjson
from django.core.files import File
from django.db import transaction

from initiatives.models import MadeReport, Plan
from initiatives.models.made_report import ReportState
from initiatives.services.authorship import Author

CHUNK = 1 << 20
LONGEST_MAKING = timedelta(hours=1)


def key_of(definition: Mapping[str, Any], format_name: str) -> str:
    """Return what stands for a definition in a format: equal for the same question, and for it alone."""
    return hashlib.sha256(orjson.dumps([definition, format_name], option=orjson.OPT_SORT_KEYS)).hexdigest()


@transaction.atomic
def ask_for_report(
    *,
    by: Author,
    definition: Mapping[str, Any],
    format_name: str,
    plans: Collection[Plan],
    file_name: str,
    content_type: str,
) -> tuple[MadeReport, bool]:
    """Return the report that answers the question and whether it is new: else it is kept already, or under way.

    ``definition`` is plain data, as the definition of a report writes it. Whoever asks has been let in before.
    """
    key = key_of(definition, format_name)
    there = (
        MadeReport.objects.filter(definition_key=key).exclude(state=ReportState.FAILED).order_by("-state", "id").first()
    )
    if there is not None:
        return there, False
    report = MadeReport(
        definition=dict(definition),
        definition_key=key,
        format=format_name,
        is_internal=definition["audience"] == "internal",
        language=definition["language"],
        as_of=definition["as_of"],
        known=definition["known"],
        asked_by=by.actor.user,
        asked_by_name=by.actor.name,
        asked_at=by.now,
        file_name=file_name,
        content_type=content_type,
    )
    report.full_clean(exclude=["asked_by"])
    report.save()
    report.plans.set(plans)
    report.refresh_from_db()
    return report, True


def begin_making(report: MadeReport) -> bool:
    """Take a waiting report in hand; return whether it was still waiting. Of two workers one gets it."""
    taken = MadeReport.objects.filter(pk=report.pk, state=ReportState.WAITING).update(state=ReportState.RUNNING)
    return bool(taken)


def tell_progress(report: MadeReport, done: int, total: int) -> None:
    """Say how many rows are done, of how many."""
    MadeReport.objects.filter(pk=report.pk).update(rows_done=done, rows_total=total)


@transaction.atomic
def keep_report(*, by: Author, report: MadeReport, file: IO[bytes]) -> MadeReport:
    """Keep the bytes of a report with their checksum, and return it; the file is read from its beginning."""
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while part := file.read(CHUNK):
        digest.update(part)
        size += len(part)
    file.seek(0)
    report.sha256, report.size = digest.hexdigest(), size
    report.state, report.made_at, report.failure = ReportState.READY, by.now, ""
    report.file.save(f"{report.public_id}.{report.format}", File(file), save=False)
    report.save(update_fields=["sha256", "size", "state", "made_at", "failure", "file"])
    return report


def fail_report(*, report: MadeReport, words: str) -> None:
    """Say in words that the report could not be made; asked for again, it is tried anew."""
    MadeReport.objects.filter(pk=report.pk).update(state=ReportState.FAILED, failure=words)
