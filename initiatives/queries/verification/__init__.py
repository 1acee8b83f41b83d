"""Whether the log is as it was written: every chain recomputed, every stored pointer compared with its log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from initiatives.models import Deadline, Plan, RedactionDecision
from initiatives.models.log_row import GENESIS
from initiatives.queries.verification.finding import Finding
from initiatives.queries.verification.logged_rows import CHUNK, LoggedRow, logs
from initiatives.queries.verification.pointers import STORED, pointer_problems

# The texts that two persons agreed to remove: row, piece of evidence or 0, field.
Agreed = frozenset[tuple[str, int, str]]
NAMES = ("action__plan__slug", "action__number", "key")


def verify_chains(*plans: Plan) -> Iterator[Finding]:
    """Yield what is wrong with the logs of all deadlines, or of these plans'; nothing is good news.

    Found are rows that were changed, removed, added or reordered, texts altered, or removed without the agreement of
    two persons, evidence that came or went, and stored pointers that differ from what the log says. The tables are read
    once, in step, so memory does not grow with them. A log that was written anew as a whole, or shortened together with
    its stored head, is found by comparing it with a checkpoint alone.
    """
    keys = [plan.pk for plan in plans]
    deadlines = Deadline.objects.filter(action__plan__in=keys) if keys else Deadline.objects.all()
    found = logs(keys)
    log = next(found, None)
    agreed = frozenset(
        (row, number, field)
        for removed in RedactionDecision.objects.filter(is_approved=True).values_list("removed", flat=True)
        for row, number, field in removed
    )
    stored = deadlines.order_by("pk").values("pk", "kind", *STORED, *NAMES)
    for deadline in stored.iterator(chunk_size=CHUNK):
        rows: list[LoggedRow] = []
        if log is not None and log[0] == deadline["pk"]:
            rows, log = log[1], next(found, None)
        yield from _findings(deadline, rows, agreed)


def _findings(deadline: dict[str, Any], rows: Sequence[LoggedRow], agreed: Agreed) -> Iterator[Finding]:
    ref = "/".join(deadline[name] for name in NAMES)
    for problem in pointer_problems(deadline, rows):
        yield Finding(ref, None, problem)
    previous_hash = GENESIS
    for expected_seq, row in enumerate(rows, start=1):
        for problem in _row_problems(row, expected_seq, previous_hash, agreed):
            yield Finding(ref, row["seq"], problem)
        previous_hash = row["row_hash"]


def _row_problems(row: LoggedRow, expected_seq: int, previous_hash: str, agreed: Agreed) -> Iterator[str]:
    if row["seq"] != expected_seq:
        message = _("the row should have place %(seq)d in the log: another was removed or added")
        yield message % {"seq": expected_seq}
    if row["previous_hash"] != previous_hash:
        yield _("the row does not follow the one before it")
    if row["row_hash"] != row.computed_hash():
        yield _("the row was changed: its hash does not fit its content")
    if altered := row.altered_texts():
        yield _("texts were altered: %(texts)s") % {"texts": ", ".join(altered)}
    if removed := [field for field in row.redacted_texts() if (str(row["public_id"]), 0, field) not in agreed]:
        yield _("texts were removed without the agreement of two persons: %(texts)s") % {"texts": ", ".join(removed)}
    if row.is_update:
        yield from _evidence_problems(row, agreed)


def _evidence_problems(row: LoggedRow, agreed: Agreed) -> Iterator[str]:
    if [piece["text_digests"] for piece in row.evidence] != row["evidence_digests"]:
        yield _("evidence was added, removed or exchanged")
    for number, piece in enumerate(row.evidence, start=1):
        if altered := piece.altered_texts():
            message = _("texts of evidence %(number)d were altered: %(texts)s")
            yield message % {"number": number, "texts": ", ".join(altered)}
        place = str(row["public_id"]), number
        if removed := [field for field in piece.redacted_texts() if (*place, field) not in agreed]:
            message = _("texts of evidence %(number)d were removed without the agreement of two persons: %(texts)s")
            yield message % {"number": number, "texts": ", ".join(removed)}
