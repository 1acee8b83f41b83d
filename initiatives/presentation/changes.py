"""What was recorded, in words: who did what, when, from what to what, and where it can be read in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from initiatives.choices import ChangeKind, RecordOrigin, Status, UpdateKind
from initiatives.clocks import local_day
from initiatives.models import DeadlineChange, StatusUpdate
from initiatives.presentation import display
from initiatives.presentation.addresses import address_of
from initiatives.presentation.edits import Difference, differences
from initiatives.queries.changes import EDIT, Entry, Subject
from initiatives.queries.edits import REMOVED, FieldChange, Names, field_changes

ADDED, CHANGED = "+", "~"
# What tells one responsibility or amount from another.
NAMING = ("organisation", "named_as", "role", "amount", "currency")


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One change in words.

    ``kind`` is its code, ``said`` the word for it. ``address`` leads to its history; empty where what it is about has
    been removed. ``when`` is from when it is known; where a command took it from an earlier document, ``recorded``
    says when it did and ``origin`` which. ``struck`` says what struck it since. ``standing``: the status that a
    confirmation confirmed.
    """

    subject: Subject
    address: str
    kind: str
    said: str
    who: str
    when: str
    recorded: str
    origin: str
    differences: Sequence[Difference]
    standing: str
    reason: str
    note: str
    struck: str


def entries_shown(entries: Sequence[Entry], kept: Mapping[str, str]) -> list[EntryShown]:
    """Return the entries in words; their links keep the reader's day. A query for each model that edits refer to."""
    edited = {entry: _edited(entry) for entry in entries if entry.is_edit}
    names = Names(change for found in edited.values() for change in found)
    return [
        _shown(entry, kept, differences(edited[entry], names) if entry.is_edit else _log_differences(entry))
        for entry in entries
    ]


def _edited(entry: Entry) -> list[FieldChange]:
    """Return what an edit changed; of a body or an amount that was added or removed, which one it was.

    They have no name of their own; everything else is named as the subject.
    """
    if entry.row.history_type == CHANGED:
        return list(field_changes(entry.row, entry.before))
    named = [change for change in field_changes(entry.row, None) if change.field.name in NAMING]
    if entry.row.history_type == ADDED:
        return named
    return [change._replace(before=change.after, after=change.before) for change in named]


def _shown(entry: Entry, kept: Mapping[str, str], told: Sequence[Difference]) -> EntryShown:
    update, change = entry.update, entry.change
    known_on = local_day(entry.known_at)
    is_earlier = known_on != local_day(entry.recorded_at)
    recorded = display.instant(entry.recorded_at)
    by_command = entry.origin != RecordOrigin.PERSON
    return EntryShown(
        subject=entry.subject,
        address=_address(entry.subject, kept),
        kind=EDIT if entry.is_edit else entry.row.kind,
        said=_edit_words(entry) if entry.is_edit else capfirst(entry.row.get_kind_display()),
        who=entry.who,
        when=display.day(known_on) if is_earlier else recorded,
        recorded=recorded if is_earlier else "",
        origin=str(RecordOrigin(entry.origin).label) if by_command else "",
        differences=told,
        standing=update.status if update is not None and update.kind == UpdateKind.UNCHANGED else "",
        reason=change.get_reason_display() if change is not None else "",
        note=change.explanation if change is not None else update.note if update is not None else "",
        struck=_struck(entry.struck_by),
    )


def _address(subject: Subject, kept: Mapping[str, str]) -> str:
    if not subject.exists:
        return ""
    if subject.organisation:
        return address_of("organisation", subject.organisation, kept=kept)
    if subject.action_number:
        return address_of("action", subject.plan, subject.action_number, kept=kept)
    return address_of("plan", subject.plan, kept=kept)


def _edit_words(entry: Entry) -> str:
    done = {ADDED: _("added"), REMOVED: _("removed")}.get(entry.row.history_type, _("changed"))
    return f"{capfirst(str(entry.row.instance_type._meta.verbose_name))}: {done}"


def _struck(by: StatusUpdate | None) -> str:
    if by is None:
        return ""
    words = {
        UpdateKind.CORRECTION: _("Corrected on %(day)s by %(who)s"),
        UpdateKind.WITHDRAWAL: _("Withdrawn on %(day)s by %(who)s"),
    }
    return words[UpdateKind(by.kind)] % {"day": display.day(local_day(by.known_at)), "who": by.who_name}


def _log_differences(entry: Entry) -> list[Difference]:
    if entry.change is not None:
        return _moved(entry.change)
    row: StatusUpdate = entry.row
    if row.kind == UpdateKind.WITHDRAWAL:
        was = entry.before.status if entry.before is not None else Status.NONE
        return [Difference(_("Status"), _status(was), _("withdrawn"))]
    before, after = _statement(entry.before), _statement(row)
    return [Difference(name, before[name], text) for name, text in after.items() if before[name] != text]


def _moved(row: DeadlineChange) -> list[Difference]:
    told = [Difference(_("Deadline"), _period(row.old), _period(row.new))]
    if row.kind == ChangeKind.READING:
        told.append(Difference(_("Original deadline"), _period(row.old_original), _period(row.new_original)))
    return [difference for difference in told if difference.before != difference.after]


def _statement(row: StatusUpdate | None) -> dict[str, str]:
    """Return what a report states beside its notes, each by its name; empty for what it leaves out."""
    return {
        _("Status"): _status(row.status if row else Status.NONE),
        _("Started"): _day(row.started_on) if row else "",
        _("Completed"): _period(row.completed) if row else "",
        _("Forecast"): _period(row.forecast) if row else "",
        _("Delivery"): row.get_confidence_display() if row else "",
        _("Reason for the delay"): row.get_delay_reason_display() if row else "",
        _("Superseded by"): row.superseded_by.ref if row and row.superseded_by else "",
    }


def _status(code: str) -> str:
    return capfirst(str(Status(code).label))


def _day(value: object) -> str:
    return display.day(value) if value else ""  # type: ignore[arg-type]


def _period(value: object) -> str:
    return display.period(value) if value else ""  # type: ignore[arg-type]
