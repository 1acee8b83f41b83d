"""What the files hold, read and checked: plain values without a database.

Every entry knows the line on which it begins and the lines of its fields, so that what is found out later, such as an
organisation that nobody knows, is said with its place too. A field that the file leaves out is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from initiatives.periods import Period


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """A text by language; ``ours`` are the languages in which it was not written by the source."""

    by_language: Mapping[str, str] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.by_language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Where a thing stands in its file."""

    line: int
    lines: Mapping[str, int]

    def line_of(self, name: str) -> int:
        """Return the line of a field, or that of the thing itself where the field is left out."""
        return self.lines.get(name, self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationEntry(Entry):
    """A body."""

    slug: str
    language: str
    name: TranslatedText
    abbreviation: str
    kind: str
    parent: str
    place: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationsFile:
    """A file of organisations; ``file`` is its name as shown."""

    file: str
    source: str
    organisations: tuple[OrganisationEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityEntry(Entry):
    """Who is responsible: the slug of an organisation, or words alone."""

    organisation: str
    named_as: str
    role: str
    basis: str
    words: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingEntry(Entry):
    """Money that the plan promises."""

    amount: Decimal
    currency: str
    qualifier: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEntry(Entry):
    """What shows that a report is true: a reference or a link."""

    title: str
    reference: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry(Entry):
    """A status that the document itself states."""

    status: str
    completed: Period
    note: str
    evidence: tuple[EvidenceEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineEntry(Entry):
    """One thing that can be late by itself."""

    key: str
    label: TranslatedText
    kind: str
    firmness: str
    period: Period
    wording: str
    place: str
    interpretation_note: TranslatedText
    is_confirmed: bool
    responsible: tuple[ResponsibilityEntry, ...]
    reports: tuple[ReportEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEntry(Entry):
    """What the plan promises to do."""

    number: str
    title: TranslatedText
    alternative_title: TranslatedText
    wording: str
    deadline_wording: str
    summary: TranslatedText
    place: str
    origin: str
    responsible: tuple[ResponsibilityEntry, ...]
    funding: tuple[FundingEntry, ...]
    deadlines: tuple[DeadlineEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveEntry(Entry):
    """What actions are for; those of the second level stand in ``objectives`` of the first."""

    number: str
    title: TranslatedText
    summary: TranslatedText
    place: str
    responsible: tuple[ResponsibilityEntry, ...]
    objectives: tuple[ObjectiveEntry, ...]
    actions: tuple[ActionEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile(Entry):
    """A plan; ``file`` is the file's name as shown."""

    file: str
    slug: str
    reference: str
    kind: str
    language: str
    title: TranslatedText
    summary: TranslatedText
    issuer: str
    adopted: Period
    adopted_is_inferred: bool
    known_from: date
    published_on: date | None
    source_link: str
    objectives: tuple[ObjectiveEntry, ...]

    def objectives_of_both_levels(self) -> tuple[ObjectiveEntry, ...]:
        """Return every objective, each before those below it."""
        return tuple(entry for top in self.objectives for entry in (top, *top.objectives))

    def actions(self) -> tuple[ActionEntry, ...]:
        """Return every action, in the order of the file."""
        return tuple(action for objective in self.objectives_of_both_levels() for action in objective.actions)
