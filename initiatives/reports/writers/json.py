"""The report as JSON, for programs: every figure and every row, and nothing of when, where or by whom it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import orjson

from initiatives.periods import Period
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.progress import Counts
from initiatives.queries.punctuality import Punctuality, Share
from initiatives.reports.cells import local
from initiatives.reports.columns import COLUMNS
from initiatives.reports.document.sentences import opening, statements
from initiatives.reports.progress.facts import ChangeFacts, ProgressReport, SinceFacts

FORMAT = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def json_bytes(report: ProgressReport) -> bytes:
    """Return the report as JSON: days as ISO 8601, choices as codes, periods as EDTF with their bounds.

    Equal reports give equal bytes. To be called with the report's language active, in which its sentences are.
    """
    return orjson.dumps(_data(report), option=FORMAT)


def digest_of(report: ProgressReport) -> str:
    """Return the SHA-256 of the report's JSON form, in hexadecimal digits."""
    return hashlib.sha256(json_bytes(report)).hexdigest()


def _data(report: ProgressReport) -> dict[str, Any]:
    return {
        "definition": report.definition.as_data(),
        "plans": [
            {
                "slug": plan.slug,
                "reference": plan.reference,
                "title": str(plan.title),
                "issuer": str(plan.issuer),
                "adopted": _period(plan.adopted),
                "adopted_is_inferred": plan.adopted_is_inferred,
                "source": plan.source_link,
                "is_demonstration": plan.is_demonstration,
            }
            for plan in report.plans
        ],
        "organisation": str(report.organisation) or None,
        "summary": {"opening": opening(report), "statements": list(statements(report))},
        "counts": _counts(report.counts),
        "numbers": [
            {"group": number.group, "value": number.value, "change": number.change} for number in report.numbers
        ],
        "punctuality": _punctuality(report.punctuality),
        "objectives": [
            {
                "plan": each.plan,
                "number": each.number,
                "title": str(each.title),
                "text": each.text,
                "counts": _counts(each.counts),
                "actions": [
                    {
                        "number": action.number,
                        "title": str(action.title),
                        "objective": str(action.aim),
                        "wording": action.wording,
                        "wording_language": action.wording_language,
                        "deadlines": _refs(action.deadlines),
                    }
                    for action in each.actions
                ],
            }
            for each in report.objectives
        ],
        "organisations": [
            {
                "name": str(each.name) or None,
                "counts": _counts(each.counts),
                "punctuality": _punctuality(each.punctuality),
                "deadlines": _refs(each.rows),
            }
            for each in report.organisations
        ],
        "overdue": _refs(report.overdue),
        "expected_late": _refs(report.expected_late),
        "since": _since(report.since) if report.since is not None else None,
        "next": [
            {
                "quarter": f"{quarter.year}-Q{quarter.number}",
                "expected": [
                    {"ref": each.row.ref, "day": each.day.isoformat(), "basis": each.basis} for each in quarter.expected
                ],
            }
            for quarter in report.quarters
        ],
        "overdue_without_forecast": _refs(report.undelivered),
        "gaps": {
            "undated": _refs(report.gaps.undated),
            "never_reported": _refs(report.gaps.never_reported),
            "stale": _refs(report.gaps.stale),
            "unconfirmed": _refs(report.gaps.unconfirmed),
        },
        "changes": [_change(change) for change in report.changes],
        "deadlines": [_row(row, report) for row in report.rows],
        "record": {
            "deadlines": report.record.deadlines,
            "rows": report.record.rows,
            "sha256": report.record.sha256,
        },
    }


def _row(row: DeadlineRow, report: ProgressReport) -> dict[str, Any]:
    values = {column.code: _value(column.value(row)) for column in COLUMNS}
    if report.definition.audience == "internal":
        values["internal_note"] = report.internal_notes.get(row.pk, "")
    return values


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return local(value).isoformat()
    if isinstance(value, str):
        return str(value)  # a text that knows its language is a plain one here
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    return value


def _refs(rows: Iterable[DeadlineRow]) -> list[str]:
    return [row.ref for row in rows]


def _period(period: Period) -> dict[str, Any] | None:
    if not period:
        return None
    return {"edtf": str(period), "earliest": period.earliest, "latest": period.latest, "precision": period.precision}


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "deadlines": counts.deadlines,
        "delayed": counts.delayed,
        "positions": dict(sorted((str(position), count) for position, count in counts.positions.items())),
    }


def _share(share: Share) -> dict[str, Any]:
    return {"numerator": share.numerator, "denominator": share.denominator, "rate": share.rate}


def _punctuality(punctuality: Punctuality) -> dict[str, Any]:
    return {"current": _share(punctuality.current), "original": _share(punctuality.original)}


def _since(since: SinceFacts) -> dict[str, Any]:
    return {
        "completed": _refs(since.completed),
        "promises": [
            {
                "ref": promise.row.ref,
                "promised_on": promise.promised_on,
                "basis": promise.basis,
                "is_delivered": promise.is_delivered,
                "met_on": promise.met_on,
                "days": promise.days,
            }
            for promise in since.promises
        ],
        "new": _refs(since.new),
        "moved": _moved(since.moved),
        "closed": _refs(since.closed),
    }


def _moved(changes: Sequence[ChangeFacts]) -> list[str]:
    return list(dict.fromkeys(change.row.ref for change in changes))


def _change(change: ChangeFacts) -> dict[str, Any]:
    return {
        "ref": change.row.ref,
        "kind": change.kind,
        "old": _period(change.old),
        "new": _period(change.new),
        "effective_on": change.effective_on,
        "reason": change.reason,
        "explanation": change.explanation,
        "decision_reference": change.decision_reference,
        "after_passing": change.after_passing,
    }
