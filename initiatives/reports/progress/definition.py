"""What a progress report is asked for: the same definition gives the same report, whatever is recorded later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from initiatives.clocks import Moment, end_of_day

# Raised whenever the same definition would give another report than before.
DEFINITION_VERSION = 1


class Audience(TextChoices):
    """Who a report is for. The internal one holds internal notes."""

    PUBLIC = "public", _("public")
    INTERNAL = "internal", _("internal")


class Section(TextChoices):
    """The parts that a report can have, in their order. The title sheet always stands."""

    SUMMARY = "summary", _("summary")
    STATUS = "status", _("overall status")
    ATTENTION = "attention", _("needs attention")
    SINCE = "since", _("since last time")
    NEXT = "next", _("the next two quarters")
    OBJECTIVES = "objectives", _("status by objective")
    ORGANISATIONS = "organisations", _("status by organisation")
    GAPS = "gaps", _("without deadline and not reported")
    METHOD = "method", _("method and definitions")
    TABLE = "table", _("annex: full table")
    MOVES = "moves", _("annex: changes of deadlines")
    DICTIONARY = "dictionary", _("annex: data dictionary")


ALL_SECTIONS = tuple(section.value for section in Section)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that a coordinator asks for. ``about`` is the number of an action, or words."""

    about: str
    background: str
    question: str


@dataclass(frozen=True, slots=True)
class Texts:
    """What a coordinator adds in words. ``objectives``: a text by "plan/number of the objective"."""

    publisher: str = ""
    statements: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    objectives: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Definition:
    """One report.

    ``plans``: slugs, at least one, in the order of the report. ``as_of``: the judged day. ``known``: the instant
    (aware) up to which the record counts. ``since``: the earlier day that is compared with, None for none; it lies
    before ``as_of``. ``organisation``: a slug, "" for all. ``language``: that of the words, and of texts where they
    exist in it.
    """

    plans: tuple[str, ...]
    as_of: date
    known: datetime
    since: date | None = None
    sections: tuple[str, ...] = ALL_SECTIONS
    organisation: str = ""
    audience: str = Audience.PUBLIC.value
    language: str = "da"
    texts: Texts = Texts()
    version: int = DEFINITION_VERSION

    @property
    def moment(self) -> Moment:
        """The judged day with the pinned instant; always read from the logs, today as on any later day."""
        return Moment(as_of=self.as_of, known=self.known, is_live=False)

    @property
    def since_moment(self) -> Moment | None:
        """The earlier day, as it was known then."""
        if self.since is None:
            return None
        return Moment(as_of=self.since, known=min(end_of_day(self.since), self.known), is_live=False)

    def has(self, section: Section) -> bool:
        """Return whether the report has this part."""
        return section.value in self.sections and (section != Section.SINCE or self.since is not None)

    def as_data(self) -> dict[str, Any]:
        """Return the definition as plain data, equal for equal definitions; days and instants are ISO 8601 texts."""
        return {
            "version": self.version,
            "plans": list(self.plans),
            "as_of": self.as_of.isoformat(),
            "known": self.known.isoformat(),
            "since": self.since.isoformat() if self.since else None,
            "sections": [section for section in ALL_SECTIONS if section in self.sections],
            "organisation": self.organisation,
            "audience": self.audience,
            "language": self.language,
            "texts": {
                "publisher": self.texts.publisher,
                "statements": list(self.texts.statements),
                "decisions": [
                    {"about": each.about, "background": each.background, "question": each.question}
                    for each in self.texts.decisions
                ],
                "objectives": dict(sorted(self.texts.objectives.items())),
            },
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Definition:
        """Return the definition that ``as_data`` wrote."""
        texts = data["texts"]
        return cls(
            plans=tuple(data["plans"]),
            as_of=date.fromisoformat(data["as_of"]),
            known=datetime.fromisoformat(data["known"]),
            since=date.fromisoformat(data["since"]) if data["since"] else None,
            sections=tuple(data["sections"]),
            organisation=data["organisation"],
            audience=data["audience"],
            language=data["language"],
            texts=Texts(
                publisher=texts["publisher"],
                statements=tuple(texts["statements"]),
                decisions=tuple(Decision(**each) for each in texts["decisions"]),
                objectives=dict(texts["objectives"]),
            ),
            version=data["version"],
        )
