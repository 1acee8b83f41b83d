"""What hangs on objectives, actions and deadlines: who is responsible, money, and what has already happened."""

from __future__ import annotations

from django.utils.translation import gettext as _

from initiatives.choices import AmountQualifier, Basis, ResponsibilityRole, Status
from initiatives.periods import Period
from initiatives.plan_files import values
from initiatives.plan_files.entries import EvidenceEntry, FundingEntry, ReportEntry, ResponsibilityEntry
from initiatives.plan_files.fields import Fields
from initiatives.plan_files.uniqueness import Uniqueness

NAMED_AS = values.words(300)
WORDS = values.words()
PLACE = values.words(300)
FUNDING_WORDS = values.words(500)
EVIDENCE_TITLE = values.words(300)
EVIDENCE_REFERENCE = values.words(100)
# A document states no missing report, and a file cannot name the deadline that takes another one's place.
STATED_STATUS = values.one_of(Status, but=(Status.NONE, Status.SUPERSEDED))


def read_responsible(fields: Fields) -> tuple[ResponsibilityEntry, ...]:
    """Return who is responsible for the thing that the fields are of; each body stands once in a role."""
    entries = tuple(_read_responsibility(item) for item in fields.each("responsible"))
    once = Uniqueness(fields.problems, _("%(name)s stands on line %(line)s already, in the same role."))
    for entry in entries:
        body = entry.organisation or entry.named_as
        once.check(body and entry.role and (entry.organisation, entry.named_as, entry.role), entry.line, shown=body)
    return entries


def _read_responsibility(fields: Fields) -> ResponsibilityEntry:
    entry = ResponsibilityEntry(
        line=fields.line,
        lines=fields.lines,
        organisation=fields.optional("organisation", values.slug, ""),
        named_as=fields.optional("named_as", NAMED_AS, ""),
        role=fields.required("role", values.one_of(ResponsibilityRole)),
        basis=fields.required("basis", values.one_of(Basis)),
        words=fields.optional("words", WORDS, ""),
        place=fields.optional("place", PLACE, ""),
    )
    fields.finish()
    problems, given = fields.problems, fields.lines
    if ("organisation" in given) == ("named_as" in given):
        what = _("A responsibility has either an “organisation” or the document's words in “named_as”.")
        problems.add(entry.line, what, _("Give one of the two."))
    if entry.basis == Basis.INFERRED and "words" in given:
        what = _("A responsibility that we inferred has no words of the document.")
        problems.add(given["words"], what, _("Remove the words, or write basis: stated."))
    if entry.basis == Basis.STATED and "words" not in given:
        what = _("A responsibility that the document states has the words that show it.")
        problems.add(entry.line, what, _("Add “words”, or write basis: inferred."))
    return entry


def read_funding(fields: Fields) -> tuple[FundingEntry, ...]:
    """Return the money of an action; each amount stands once."""
    entries = tuple(_read_amount(item) for item in fields.each("funding"))
    once = Uniqueness(fields.problems, _("The same money (%(name)s) stands on line %(line)s already."))
    for entry in entries:
        once.check(entry.words, entry.line)
        once.check((entry.amount, entry.currency), entry.line, shown=f"{entry.amount} {entry.currency}")
    return entries


def _read_amount(fields: Fields) -> FundingEntry:
    entry = FundingEntry(
        line=fields.line,
        lines=fields.lines,
        amount=fields.required("amount", values.amount),
        currency=fields.required("currency", values.currency),
        qualifier=fields.required("qualifier", values.one_of(AmountQualifier)),
        words=fields.optional("words", FUNDING_WORDS, ""),
    )
    fields.finish()
    return entry


def read_reports(fields: Fields) -> tuple[ReportEntry, ...]:
    """Return what the document says has already happened."""
    return tuple(_read_report(item) for item in fields.each("reports"))


def _read_report(fields: Fields) -> ReportEntry:
    entry = ReportEntry(
        line=fields.line,
        lines=fields.lines,
        status=fields.required("status", STATED_STATUS),
        completed=fields.optional("completed", values.period, Period.none()),
        note=fields.optional("note", values.paragraphs, ""),
        evidence=tuple(_read_evidence(item) for item in fields.each("evidence")),
    )
    fields.finish()
    if entry.status and entry.status != Status.COMPLETED and "completed" in fields.lines:
        what = _("Only a report with status: completed has a period of completion.")
        fields.problems.add(fields.lines["completed"], what, _("Change the status, or remove the period."))
    return entry


def _read_evidence(fields: Fields) -> EvidenceEntry:
    entry = EvidenceEntry(
        line=fields.line,
        lines=fields.lines,
        title=fields.required("title", EVIDENCE_TITLE),
        reference=fields.optional("reference", EVIDENCE_REFERENCE, ""),
        link=fields.optional("link", values.link, ""),
    )
    fields.finish()
    if "reference" not in fields.lines and "link" not in fields.lines:
        fields.problems.add(entry.line, _("Evidence needs a “reference” or a “link”."), _("Add one of the two."))
    return entry
