"""The history of a deadline row by row, in words, with the links that each row allows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from initiatives.choices import ChangeKind, PersonEventKind
from initiatives.clocks import local_day
from initiatives.models import DeadlineChange, Evidence, StatusUpdate
from initiatives.presentation import display
from initiatives.presentation.rights import Rights
from initiatives.queries.history import HistoryEntry

# The addresses at which a row can be corrected and withdrawn.
Links = Callable[[StatusUpdate], tuple[str, str]]


def no_links(_row: StatusUpdate) -> tuple[str, str]:
    """Return no addresses: nothing is corrected on another day."""
    return "", ""


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """One piece of evidence; ``link`` is empty where it is none that may be followed."""

    title: str
    link: str
    beside: str


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One row of the log with its words. ``struck`` says what struck it, and is empty while it stands."""

    entry: HistoryEntry
    recorded: str
    known_from: str
    holds_from: str
    struck: str
    status: str
    facts: Sequence[tuple[str, str]]
    evidence: Sequence[EvidenceShown]
    note: str
    internal_note: str
    correct_url: str
    withdraw_url: str


def history_shown(entries: Sequence[HistoryEntry], rights: Rights, links: Links) -> list[EntryShown]:
    """Return a history, given oldest first, newest first and as the visitor may read it."""
    return [_shown(entry, rights, links) for entry in reversed(entries)]


def _shown(entry: HistoryEntry, rights: Rights, links: Links) -> EntryShown:
    if entry.update is None:
        assert entry.change is not None  # noqa: S101 (one of the two is always given)
        return _change_shown(entry, entry.change)
    row = entry.update
    if row.internal_note and rights.may_read_internal_notes:
        rights.visit.noting.note(PersonEventKind.NOTE_READ)
    may_strike = entry.struck_by is None and rights.may_strike(row)
    correct_url, withdraw_url = links(row) if may_strike else ("", "")
    return EntryShown(
        entry=entry,
        recorded=display.instant(entry.recorded_at),
        known_from=display.day(local_day(entry.known_at)),
        holds_from=display.day(entry.effective_on),
        struck=_struck(entry.struck_by),
        status=row.status,
        facts=_facts(row),
        evidence=[_evidence(item) for item in entry.evidence],
        note=row.note,
        internal_note=row.internal_note if rights.may_read_internal_notes else "",
        correct_url=correct_url,
        withdraw_url=withdraw_url,
    )


def _struck(by: StatusUpdate | None) -> str:
    if by is None:
        return ""
    return _("%(kind)s by no. %(seq)d") % {"kind": by.get_kind_display(), "seq": by.seq}


def _facts(row: StatusUpdate) -> list[tuple[str, str]]:
    """Return what the row states beside its status and its notes."""
    facts = [
        (_("Started"), display.day(row.started_on)),
        (_("Completed"), display.period(row.completed)),
        (_("Forecast"), display.period(row.forecast)),
        (_("Reason for the delay"), row.get_delay_reason_display()),
        (_("Confidence"), ": ".join(part for part in (row.get_confidence_display(), row.confidence_reason) if part)),
        (_("Superseded by"), row.superseded_by.ref if row.superseded_by else ""),
    ]
    return [(label, value) for label, value in facts if value and value != display.NOTHING]


def _change_shown(entry: HistoryEntry, row: DeadlineChange) -> EntryShown:
    facts = [
        (_("Before"), display.period(row.old)),
        (_("After"), display.period(row.new)),
    ]
    if row.kind == ChangeKind.READING:
        facts.append((_("Original deadline"), display.period(row.new_original)))
    facts.append((_("Reason"), row.get_reason_display()))
    if row.decision_reference:
        facts.append((_("Decision"), row.decision_reference))
    if row.after_passing:
        facts.append((_("Note"), _("changed after the deadline had passed")))
    return EntryShown(
        entry=entry,
        recorded=display.instant(entry.recorded_at),
        known_from=display.day(local_day(entry.known_at)),
        holds_from=display.day(entry.effective_on),
        struck="",
        status="",
        facts=facts,
        evidence=(),
        note=row.explanation,
        internal_note="",
        correct_url="",
        withdraw_url="",
    )


def _evidence(item: Evidence) -> EvidenceShown:
    link = item.link if display.safe_link(item.link) else ""
    return EvidenceShown(item.title, link, item.case_number or ("" if link else item.link))
