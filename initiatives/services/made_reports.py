"""The writers of kept reports: asked for, begun, told how far, kept or failed. What is kept is never made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import IO, Any

import orjson
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from initiatives.exceptions import KeptFileDamaged
from initiatives.models import MadeReport, Plan
from initiatives.models.made_report import CHUNK, LONGEST_SILENCE, ReportState
from initiatives.services.authorship import Author


def key_of(definition: Mapping[str, Any], format_name: str) -> str:
    """Return what stands for a definition in a format: equal for the same question, and for it alone."""
    return hashlib.sha256(orjson.dumps([definition, format_name], option=orjson.OPT_SORT_KEYS)).hexdigest()


def ask_for_report(
    *,
    by: Author,
    definition: Mapping[str, Any],
    format_name: str,
    plans: Collection[Plan],
    of_draft: bool,
    file_name: str,
    content_type: str,
) -> tuple[MadeReport, bool]:
    """Return the report that answers the question and whether it is new: else it is kept already, or under way.

    ``definition`` is plain data, as the definition of a report writes it; ``of_draft``: one of the plans was a draft at
    its moment. Whoever asks has been let in before. One whose maker fell silent, or whose file is damaged, counts as
    failed: the question is then answered anew.
    """
    key = key_of(definition, format_name)
    if there := _answer(key, by.now):
        return there, False
    report = MadeReport(
        definition=dict(definition),
        definition_key=key,
        format=format_name,
        is_internal=definition["audience"] == "internal",
        of_draft=of_draft,
        language=definition["language"],
        as_of=definition["as_of"],
        known=definition["known"],
        asked_by=by.actor.user,
        asked_by_name=by.actor.name,
        asked_at=by.now,
        file_name=file_name,
        content_type=content_type,
    )
    report.full_clean(exclude=["asked_by"], validate_constraints=False)
    try:
        with transaction.atomic():
            report.save()
            report.plans.set(plans)
    except IntegrityError:
        if there := _answer(key, by.now):
            return there, False
        raise
    report.refresh_from_db()
    return report, True


def _answer(key: str, now: datetime) -> MadeReport | None:
    """Return the report that is kept or under way for a key; what can no longer be had of it is given up."""
    there = MadeReport.objects.filter(definition_key=key).exclude(state=ReportState.FAILED).first()
    if there is None:
        return None
    if there.is_given_up(now):
        silent = MadeReport.objects.filter(pk=there.pk, state=ReportState.RUNNING, told_at__lt=now - LONGEST_SILENCE)
        return None if silent.update(state=ReportState.FAILED, failure="") else there
    if there.is_ready:
        try:
            there.opened().close()
        except KeptFileDamaged as damage:
            MadeReport.objects.filter(pk=there.pk).update(state=ReportState.FAILED, failure=str(damage))
            return None
    return there


def begin_making(*, report: MadeReport, now: datetime) -> bool:
    """Take a waiting report in hand; return whether it was still waiting. Of two workers one gets it."""
    waiting = MadeReport.objects.filter(pk=report.pk, state=ReportState.WAITING)
    return bool(waiting.update(state=ReportState.RUNNING, told_at=now))


def tell_progress(*, report: MadeReport, done: int, total: int, now: datetime) -> None:
    """Say how many rows are done, of how many."""
    _running(report).update(rows_done=done, rows_total=total, told_at=now)


def keep_report(*, by: Author, report: MadeReport, file: IO[bytes]) -> bool:
    """Keep the bytes of a report with their checksum; the file is read from its beginning.

    Return False, and keep nothing, where the report is no longer being made: it was given up meanwhile.
    """
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while part := file.read(CHUNK):
        digest.update(part)
        size += len(part)
    file.seek(0)
    storage = report.file.storage
    name = storage.save(f"{report.public_id}.{report.format}", File(file))
    kept = _running(report).update(
        file=name, sha256=digest.hexdigest(), size=size, state=ReportState.READY, made_at=by.now, failure=""
    )
    if not kept:
        storage.delete(name)
    return bool(kept)


def fail_report(*, report: MadeReport, words: str) -> None:
    """Say in words that the report could not be made; asked for again, it is tried anew."""
    _running(report).update(state=ReportState.FAILED, failure=words)


def _running(report: MadeReport) -> QuerySet[MadeReport]:
    return MadeReport.objects.filter(pk=report.pk, state=ReportState.RUNNING)
